using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Outages;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>The change that brought an outage about: the first of a push.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who made it.</param>
/// <param name="Action">The operation.</param>
/// <param name="Text">What was done to which schedules by whom.</param>
internal sealed record OutageTrigger(Instant At, string By, string Action, string Text)
{
    private const string Elsewhere = "look at deployments, quotas and the account's bill of that minute";

    /// <summary>
    /// The change that a finding of its gaps blames: a confirmed one before others. It may be a change to another resource than a
    /// schedule. Where the cause shown was brought about by no change, there is none. Otherwise it is the first change before the gaps.
    /// </summary>
    /// <param name="outage">The outage.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="notRecorded">Why not all changes were recorded; empty where they were.</param>
    public static Known<OutageTrigger> Of(Outage outage, IReadOnlyList<Finding> findings, IReadOnlyList<string> notRecorded)
    {
        var gaps = outage.Gaps.Select(g => (g.Schedule, g.Start)).ToHashSet();
        var about = findings.Where(f => f.Gaps.Any(gaps.Contains)).ToList();
        var blamed = about
            .Where(f => f.Causes.Count > 0)
            .OrderByDescending(f => f.IsCause)
            .SelectMany(f => f.Causes.Where(c => c.Schedule is not { } s || outage.Schedules.Contains(s)).OrderBy(c => c.At))
            .ToList();
        var triggers =
            blamed.Count > 0 ? blamed
            : about.Exists(f => f.IsCause) ? []
            : outage.Triggers;
        return triggers.Count > 0
            ? Of(triggers)
            : Known<OutageTrigger>.Unknown(
                "no recorded change lies between the last good and the first missed run" + NotInFull(notRecorded),
                WhereToLook(outage.Schedules.ToHashSet(), findings)
            );
    }

    /// <summary>What follows a statement that rests on there being no recorded change; nothing where all were recorded.</summary>
    public static string NotInFull(IReadOnlyList<string> notRecorded) =>
        notRecorded.Count == 0 ? "" : $"; changes were not recorded in full: {string.Join("; ", notRecorded.Take(MostReasons))}";

    private const int MostReasons = 3;

    private static Known<OutageTrigger> Of(IReadOnlyList<ConfigurationChange> triggers)
    {
        var first = triggers[0];
        var alike = triggers.Where(t => t.Action == first.Action && t.By == first.By && t.Field == first.Field).ToList();
        var subjects = alike.Select(t => t.Subject).Distinct(StringComparer.Ordinal).ToList();
        var what = first.Field is null ? first.Action : $"{first.Action} of {first.Field}";
        var whose = subjects.Count == 1 ? subjects[0] : $"{subjects.Count} schedules";
        return Known<OutageTrigger>.Measured(
            new OutageTrigger(first.At, first.By, first.Action, $"{what} on {whose} by {first.By}"),
            alike.Select(t => t.EvidenceId)
        );
    }

    /// <summary>What could not be excluded, else what no recording holds.</summary>
    private static string WhereToLook(HashSet<ScheduleKey> schedules, IReadOnlyList<Finding> findings)
    {
        var open = findings
            .Where(f => f is { Certainty: Certainty.NotExcluded, Severity: > Severity.Low } && f.Subjects.Any(schedules.Contains))
            .Select(f => $"{f.RuleId} {f.Name}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return open.Count == 0 ? Elsewhere : $"could not be excluded: {string.Join(", ", open)}; {Elsewhere}";
    }
}
