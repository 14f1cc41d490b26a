using System.Collections.Concurrent;

namespace IncidentKit.Evidence;

/// <summary>Reads and hashes the next records on one core while another looks into the last ones.</summary>
internal static class ReadAhead
{
    private const int MostWaiting = 64;

    /// <summary>The same items in the same order. The source is enumerated by another thread; nothing else of its reader may be used
    /// meanwhile.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var waiting = new BlockingCollection<T>(MostWaiting);
        using var stop = new CancellationTokenSource();
        // A thread of its own: the consumer blocks, and may itself be one of the pool's few.
        var reading = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    foreach (var item in source)
                        waiting.Add(item, stop.Token);
                }
                finally
                {
                    waiting.CompleteAdding();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            foreach (var item in waiting.GetConsumingEnumerable())
                yield return item;
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(reading);
        }
    }
}
