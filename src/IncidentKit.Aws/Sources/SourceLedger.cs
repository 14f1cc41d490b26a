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

    /// <summary>Counts a call and returns the calls and the failures so far.</summary>
    public (int Calls, int Failed) Count(AwsOperation operation, AwsFailure failure, string? error)
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
                _errors.Add($"{operation}: {error}");
            return (_counts.Values.Sum(c => c.Answered + c.Denied + c.Failed), _counts.Values.Sum(c => c.Denied + c.Failed));
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
                _ when calls == 0 => (CoverageStatus.Skipped, SkipReason),
                _ when refused.Count > 0 => (CoverageStatus.Denied, $"not allowed: {string.Join(", ", refused)}"),
                _ when failed == calls => (CoverageStatus.Failed, _errors.Min),
                _ when failed > 0 => (CoverageStatus.Partial, $"{failed} of {calls} calls failed, the first with {_errors.Min}"),
                _ when _limits.Count > 0 => (CoverageStatus.Partial, string.Join("; ", _limits)),
                _ => (CoverageStatus.Complete, null),
            };
            return new(name, status, reason, From, To);
        }
    }
}
