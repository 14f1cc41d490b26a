using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Client;

/// <summary>Spaces calls so that an operation stays within its rate in a region; half a second's worth may go at once.</summary>
sealed class CallPacer
{
    readonly ConcurrentDictionary<(string Region, AwsOperation Operation), Lane> _lanes = new();

    /// <summary>Waits until the next call of the operation may go.</summary>
    public Task WaitAsync(string region, AwsOperation operation, CancellationToken ct)
    {
        var wait = _lanes.GetOrAdd((region, operation), _ => new Lane(operation.RatePerSecond)).Reserve();
        return wait > TimeSpan.Zero ? Task.Delay(wait, ct) : Task.CompletedTask;
    }

    sealed class Lane(double perSecond)
    {
        readonly Lock _lock = new();
        readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / perSecond);
        readonly long _origin = Stopwatch.GetTimestamp();
        TimeSpan _next;

        public TimeSpan Reserve()
        {
            lock (_lock)
            {
                var now = Stopwatch.GetElapsedTime(_origin);
                var earliest = now - TimeSpan.FromSeconds(0.5);
                if (_next < earliest)
                    _next = earliest;
                _next += _interval;
                return _next - now;
            }
        }
    }
}
