using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What happened in the window, from the evidence and from people, in time order.</summary>
internal static class Timeline
{
    /// <summary>The entries, by time; at one instant measured ones first.</summary>
    public static IReadOnlyList<TimelineEntry> Build(DiagnosisContext context, IReadOnlyList<ChangePush> pushes, IncidentFile? incident)
    {
        var (window, runs, names) = (context.Window, context.Runs, context.Names);
        var entries = new List<TimelineEntry>();
        entries.AddRange(pushes.Select(Entry));
        entries.AddRange(Edges(runs.SelectMany(r => r.Gaps), g => g.Start, names, "First missed run of"));
        entries.AddRange(Edges(runs.SelectMany(r => r.Gaps), g => g.End, names, "First good run of"));
        entries.AddRange(
            context
                .Ledger.ManualRuns.Where(r => window.Contains(r.At))
                .Select(r => new TimelineEntry(r.At, Started(r, names[r.Schedule]), null, [r.EvidenceId]))
        );
        entries.AddRange(context.Markets.SelectMany(m => Sessions(window, m)));
        if (incident is not null)
            entries.AddRange(Attested(incident));
        return [.. entries.OrderBy(e => e.At).ThenBy(e => e.By, StringComparer.Ordinal).ThenBy(e => e.Text, StringComparer.Ordinal)];
    }

    private static string Started(ManualRun run, string schedule) =>
        run.ByHand ? $"{run.By ?? "Somebody"} started the task of {schedule} by hand" : $"The task of {schedule} was started by {run.By}";

    private static IEnumerable<TimelineEntry> Sessions(Interval window, MarketCalendar market)
    {
        foreach (var (session, _) in market.Overlap(window).Touched)
        {
            if (window.Contains(session.Open))
                yield return new TimelineEntry(
                    session.Open,
                    $"{market.Id} opens{(session.Is(SessionMarks.LateOpen) ? " late" : "")}",
                    null,
                    []
                );
            if (window.Contains(session.Close))
                yield return new TimelineEntry(
                    session.Close,
                    $"{market.Id} closes{(session.Is(SessionMarks.EarlyClose) ? " early" : "")}",
                    null,
                    []
                );
        }
    }

    private static IEnumerable<TimelineEntry> Edges(
        IEnumerable<ExecutionGap> gaps,
        Func<ExecutionGap, Instant?> edge,
        ScheduleNames names,
        string what
    ) =>
        from gap in gaps
        let at = edge(gap)
        where at is not null
        group gap by at.Value into same
        select new TimelineEntry(
            same.Key,
            $"{what} {Named(same.Select(g => names[g.Schedule]))}",
            null,
            [.. same.SelectMany(g => g.EvidenceIds.Take(1)).Distinct(StringComparer.Ordinal)]
        );

    private static TimelineEntry Entry(ChangePush push)
    {
        var first = push.First;
        var what =
            !first.Succeeded ? ": refused, changed nothing"
            : first.Field is null ? ""
            : $": {first.Field} from {Value(first.Before)} to {Value(first.After)}";
        var during = push.LeftTheFault ? "; it did not touch the fault" : "";
        return new TimelineEntry(
            first.At,
            $"{first.Action} by {first.By} on {Named(push.Subjects)}{what}{during}",
            null,
            [.. push.Evidence]
        );
    }

    /// <summary>Up to three names, or how many there are: the tables name them all.</summary>
    private static string Named(IEnumerable<string> names)
    {
        const int most = 3;
        var distinct = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return distinct.Count <= most ? string.Join(", ", distinct) : $"{distinct.Count} schedules";
    }

    /// <summary>An ARN's last part: the rest is the same on both sides, and the table of changes has it in full.</summary>
    private static string Value(string? value) =>
        value is null ? "(none)"
        : Arn.Of(value) is { } arn ? arn.Resource
        : $"\"{value}\"";

    private static IEnumerable<TimelineEntry> Attested(IncidentFile incident)
    {
        var milestones = incident.Milestones;
        foreach (
            var (key, text, at) in new[]
            {
                ("detected", "Detected", milestones.Detected),
                ("diagnosisStarted", "Diagnosis started", milestones.DiagnosisStarted),
                ("causeFound", "Cause found", milestones.CauseFound),
                ("verified", "Verified", milestones.Verified),
            }
        )
        {
            if (at is { } when)
                yield return new TimelineEntry(
                    when,
                    text,
                    incident.Name,
                    [InputLine(incident.Name, incident.Lines.GetValueOrDefault($"milestones.{key}"))]
                );
        }

        foreach (var note in incident.Notes)
        {
            if (note.At is { } when)
                yield return new TimelineEntry(when, note.Text, note.By ?? incident.Name, [InputLine(incident.Name, note.Line)]);
        }
    }

    /// <summary>How a line of an input file is cited.</summary>
    public static string InputLine(string? file, int line) => $"input:{file}:{line}";
}
