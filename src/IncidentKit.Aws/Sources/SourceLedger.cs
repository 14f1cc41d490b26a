using System.Diagnostics;
using System.Globalization;
using IncidentKit.Aws.Client;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>Counts the calls of one source and says at the end how far it was looked at. Safe for concurrent use.</summary>
sealed class SourceLedger(string name)
{
    readonly Lock _lock = new();
    readonly Dictionary<AwsOperation, (int Answered, int Denied, int Failed)> _counts = [];
    readonly SortedSet<string> _errors = new(StringComparer.Ordinal);
    readonly SortedSet<string> _limits = new(StringComparer.Ordinal);
    readonly HashSet<(string Id, bool Again)> _counted = [];
    long? _began;
    int _unread;
    string? _firstUnread;

    public string Name => name;

    /// <summary>Start of the covered time, inclusive; null for a source without a time range.</summary>
    public Instant? From { get; set; }

    /// <summary>End of the covered time, exclusive.</summary>
    public Instant? To { get; set; }

    /// <summary>Why nothing was asked.</summary>
    public string SkipReason { get; set; } = "nothing to ask";

    public int Answered
    {
        get
        {
            lock (_lock)
                return _counts.Values.Sum(c => c.Answered);
        }
    }

    /// <summary>The calls and the failures so far.</summary>
    public (int Calls, int Failed) Calls
    {
        get
        {
            lock (_lock)
                return (_counts.Values.Sum(c => c.Answered + c.Denied + c.Failed), _counts.Values.Sum(c => c.Denied + c.Failed));
        }
    }

    /// <summary>Whether its time is over; what is not asked for it then is said in its row.</summary>
    public bool IsPast(CollectionLimits limits)
    {
        lock (_lock)
        {
            _began ??= Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(_began.Value) < limits.SourceTime.ToTimeSpan())
                return false;
            _limits.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"stopped after {limits.SourceTime.TotalMinutes:0.#} min, the limit of a source"
                )
            );
            return true;
        }
    }

    /// <summary>Counts a call, however often it is asked for.</summary>
    public void CountOnce((string Id, bool Again) id, AwsOperation operation, RecordedCall call)
    {
        lock (_lock)
        {
            if (!_counted.Add(id))
                return;
        }

        Count(operation, call.Failure, call.Error);
        if (call.Check.Unread == 0)
            return;
        lock (_lock)
        {
            _unread += call.Check.Unread;
            _firstUnread ??= call.Check.FirstUnread;
        }
    }

    /// <summary>Counts a call.</summary>
    public void Count(AwsOperation operation, AwsFailure failure, string? error)
    {
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(operation);
            _counts[operation] = failure switch
            {
                AwsFailure.None or AwsFailure.Absent => count with { Answered = count.Answered + 1 },
                AwsFailure.Denied => count with { Denied = count.Denied + 1 },
                _ => count with { Failed = count.Failed + 1 },
            };
            if (failure is not (AwsFailure.None or AwsFailure.Absent))
                _errors.Add(failure == AwsFailure.NotTheAnswer ? $"{operation} {error}" : $"{operation}: {error}");
        }
    }

    /// <summary>Says that something was left out on purpose, and why.</summary>
    public void Limit(string reason)
    {
        lock (_lock)
            _limits.Add(reason);
    }

    public SourceCoverage ToCoverage()
    {
        lock (_lock)
        {
            var calls = _counts.Values.Sum(c => c.Answered + c.Denied + c.Failed);
            var failed = _counts.Values.Sum(c => c.Denied + c.Failed);
            var refused = _counts
                .Where(c => c.Value is { Answered: 0, Failed: 0, Denied: > 0 })
                .Select(c => c.Key.IamAction)
                .Order(StringComparer.Ordinal)
                .ToList();
            var (status, reason) = this switch
            {
                _ when calls == 0 && _limits.Count == 0 => (CoverageStatus.Skipped, SkipReason),
                _ when refused.Count > 0 => (CoverageStatus.Denied, $"not allowed: {string.Join(", ", refused)}"),
                _ when failed == calls && calls > 0 => (CoverageStatus.Failed, _errors.Min),
                _ when failed > 0 => (CoverageStatus.Partial, $"{failed} of {calls} calls failed, the first with {_errors.Min}"),
                _ when _unread > 0 => (CoverageStatus.Partial, $"{_unread} items could not be read, the first: {_firstUnread}"),
                _ when _limits.Count > 0 => (CoverageStatus.Partial, string.Join("; ", _limits)),
                _ => (CoverageStatus.Complete, null),
            };
            // Where in its time the missing part lies is not known.
            var isTorn = status == CoverageStatus.Partial && (failed > 0 || _unread > 0);
            return new(name, status, reason, isTorn ? null : From, isTorn ? null : To);
        }
    }
}
