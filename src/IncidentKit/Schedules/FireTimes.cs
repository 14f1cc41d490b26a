using System.Collections;
using IncidentKit.Schedules.Cron;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>
/// The fire times of one expression in a half-open window, strictly increasing. <c>foreach</c> over it allocates nothing; the default
/// value is empty. It can be enumerated any number of times.
/// </summary>
public readonly struct FireTimes : IEnumerable<FireTime>
{
    private readonly CronExpression? _cron;
    private readonly DateTimeZone? _zone;
    private readonly Instant _from;
    private readonly Instant _to;
    private readonly Duration _step;
    private readonly Instant _optionalFrom;

    private FireTimes(Instant from, Instant to, CronExpression? cron, DateTimeZone? zone, Duration step, Instant optionalFrom) =>
        (_from, _to, _cron, _zone, _step, _optionalFrom) = (from, to, cron, zone, step, optionalFrom);

    internal static FireTimes Of(CronExpression cron, Instant from, Instant to, DateTimeZone zone) =>
        from < to ? new(from, to, cron, zone, Duration.Zero, Instant.MaxValue) : default;

    /// <summary>
    /// The times <c>anchor + k × step</c>, k = 0, 1, 2, …, in [from, to). They are optional from <paramref name="optionalFrom"/> on.
    /// </summary>
    internal static FireTimes Every(Duration step, Instant anchor, Instant from, Instant to, Instant optionalFrom)
    {
        if (from > anchor)
        {
            var steps = (Nanoseconds(from - anchor) + Nanoseconds(step) - 1) / Nanoseconds(step);
            var elapsed = step * (long)steps;
            if (elapsed >= to - anchor)
                return default;
            anchor += elapsed;
        }

        return anchor < to ? new(anchor, to, null, null, step, optionalFrom) : default;
    }

    private static Int128 Nanoseconds(Duration value) => (Int128)value.Days * NodaConstants.NanosecondsPerDay + value.NanosecondOfDay;

    /// <summary>An enumerator before the first fire time.</summary>
    public Enumerator GetEnumerator() => new(in this);

    IEnumerator<FireTime> IEnumerable<FireTime>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks through the fire times in order. A mutable structure: do not copy it while it is in use.</summary>
    public struct Enumerator : IEnumerator<FireTime>
    {
        private readonly Instant _to;
        private readonly Duration _step;
        private readonly Instant _optionalFrom;
        private readonly bool _isCron;
        private Instant _next;
        private CronCursor _cursor;
        private FireTime _current;

        internal Enumerator(in FireTimes times)
        {
            (_next, _to, _step, _optionalFrom) = (times._from, times._to, times._step, times._optionalFrom);
            if (times is { _cron: { } cron, _zone: { } zone })
                (_isCron, _cursor) = (true, new CronCursor(cron, times._from, times._to, zone));
        }

        /// <summary>The fire time the enumerator stands on; meaningless before <see cref="MoveNext"/> and after its end.</summary>
        public readonly FireTime Current => _current;

        readonly object IEnumerator.Current => _current;

        /// <summary>Goes to the next fire time; false when there is none.</summary>
        public bool MoveNext()
        {
            if (_isCron)
                return _cursor.MoveNext(out _current);
            if (_next >= _to)
                return false;
            _current = new(_next, _next >= _optionalFrom);
            _next = _step < _to - _next ? _next + _step : _to;
            return true;
        }

        /// <summary>Nothing to release.</summary>
        public readonly void Dispose() { }

        readonly void IEnumerator.Reset() => throw new NotSupportedException();
    }
}
