using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Client;

/// <summary>
/// Slows an operation down while AWS throttles it, for all its callers at once: each refusal doubles the time between two calls, each
/// answer halves it. So patience costs a call its turn, not a share of the attempts of others.
/// </summary>
sealed class ThrottleGate(CollectionLimits limits)
{
    readonly ConcurrentDictionary<(string Region, AwsOperation Operation), Lane> _lanes = new();

    /// <summary>The lane of an operation in a region.</summary>
    public Lane Of(string region, AwsOperation operation) => _lanes.GetOrAdd((region, operation), _ => new Lane(limits));

    public sealed class Lane(CollectionLimits limits)
    {
        static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
        static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

        readonly Lock _lock = new();
        readonly long _origin = Stopwatch.GetTimestamp();
        TimeSpan _between;
        TimeSpan _next;
        TimeSpan? _since;

        /// <summary>How long the next call has to wait for its turn; nothing while nothing is throttled.</summary>
        public TimeSpan Turn()
        {
            lock (_lock)
            {
                if (_between == TimeSpan.Zero)
                    return TimeSpan.Zero;
                var now = Stopwatch.GetElapsedTime(_origin);
                var turn = _next > now ? _next : now;
                _next = turn + _between;
                return turn - now;
            }
        }

        /// <summary>AWS throttled a call; whether it is worth asking again.</summary>
        public bool Throttled()
        {
            lock (_lock)
            {
                var now = Stopwatch.GetElapsedTime(_origin);
                _since ??= now;
                _between =
                    _between == TimeSpan.Zero ? Shortest
                    : _between + _between < Longest ? _between + _between
                    : Longest;
                // A little apart from others that were throttled at the same time.
                var earliest = now + _between * (0.5 + Random.Shared.NextDouble() / 2);
                if (_next < earliest)
                    _next = earliest;
                return now - _since.Value + _between < limits.ThrottlePatience.ToTimeSpan();
            }
        }

        /// <summary>AWS answered.</summary>
        public void Answered()
        {
            lock (_lock)
            {
                _since = null;
                _between = _between > Shortest ? _between / 2 : TimeSpan.Zero;
            }
        }
    }
}
