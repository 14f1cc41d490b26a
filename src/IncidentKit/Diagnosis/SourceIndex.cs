using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>Which sources a bundle holds, and why not.</summary>
internal sealed class SourceIndex
{
    private readonly Dictionary<string, SourceCoverage> _rows;
    private readonly HashSet<(string Service, string Operation, string Region)> _answered = [];

    private SourceIndex(BundleReader bundle)
    {
        _rows = bundle.Manifest.Coverage.ToDictionary(c => c.Source, StringComparer.Ordinal);
        foreach (var (service, operation) in bundle.Operations)
        {
            if (_rows.Count > 0)
                break;
            foreach (
                var region in bundle
                    .Records(service, operation)
                    .Where(r => r.Succeeded)
                    .Select(r => r.Region)
                    .Distinct(StringComparer.Ordinal)
            )
                _answered.Add((service, operation, region));
        }
    }

    /// <summary>Reads the coverage rows; of a bundle without them, which calls were answered.</summary>
    public static SourceIndex Read(BundleReader bundle) => new(bundle);

    /// <summary>Why a source cannot tell of an instant, <c>iam.roles was denied (…)</c>; null when it can.</summary>
    public string? Missing(EvidenceSource source, string region, Instant at) =>
        source.Or is { } other && MissingOf(other, region, at) is null ? null : MissingOf(source, region, at);

    /// <summary>Whether a source was asked at all, whatever came of it.</summary>
    public bool WasAsked(EvidenceSource source, string region) =>
        _rows.Count == 0
            ? _answered.Any(a => a.Service == source.Call.Service && a.Operation == source.Call.Operation)
            : (_rows.GetValueOrDefault($"{source.Name}[{region}]") ?? _rows.GetValueOrDefault(source.Name))
                is { Status: not CoverageStatus.Skipped };

    private string? MissingOf(EvidenceSource source, string region, Instant at)
    {
        if (_rows.Count == 0)
            return _answered.Any(a => a.Service == source.Call.Service && a.Operation == source.Call.Operation)
                ? null
                : $"{source.Name} was not collected";
        if (!_rows.TryGetValue($"{source.Name}[{region}]", out var row) && !_rows.TryGetValue(source.Name, out row))
            return $"{source.Name} was not collected";
        if (row.Status == CoverageStatus.Complete || (row.Status == CoverageStatus.Partial && source.InTime && row.From is not null))
        {
            var outside = source.InTime && (at < row.From || at >= row.To);
            return outside ? $"{source.Name} covers {Text(row.From)} to {Text(row.To)}" : null;
        }

        var status = row.Status.ToString().ToLower(CultureInfo.InvariantCulture);
        return $"{source.Name} {(row.Status == CoverageStatus.Partial ? "is" : "was")} "
            + $"{status}{(row.Reason is null ? "" : $" ({row.Reason})")}";
    }

    /// <summary>Why a change of a region, or of a role, since an instant may not be among the recorded ones; null where all are.</summary>
    public string? ChangesCut(string region, Instant since) =>
        Cut($"{SourceNames.Changes}[{region}]", since, SourceNames.Changes) is { } changes
            ? RoleChangesCut(since) is { } roles
                ? $"{changes}; {roles}"
                : changes
            : RoleChangesCut(since);

    /// <summary>The same of changes of roles alone, which one region of the partition has.</summary>
    public string? RoleChangesCut(Instant since) => Cut(SourceNames.RoleChanges, since);

    private string? Cut(string name, Instant since, string? otherwise = null)
    {
        if (_rows.Count == 0)
            return _answered.Any(a => a.Operation == Operations.LookupEvents.Operation) ? null : $"{otherwise ?? name} was not collected";
        if (!_rows.TryGetValue(name, out var row) && !_rows.TryGetValue(otherwise ?? name, out row))
            return $"{otherwise ?? name} was not collected";
        var reason = row.Reason is null ? "" : $" ({row.Reason})";
        return row.Status == CoverageStatus.Complete
            ? row.From > since
                ? $"{row.Source} begins at {Text(row.From)}"
                : null
            : $"{row.Source} is {row.Status.ToString().ToLower(CultureInfo.InvariantCulture)}{reason}";
    }

    private static string Text(Instant? instant) => instant?.ToIso() ?? "unknown";
}
