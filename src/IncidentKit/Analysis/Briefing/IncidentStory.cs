using IncidentKit.Executions.Reading;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>One sentence of the story.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Text">What happened, as plain text with its time.</param>
internal sealed record StoryLine(Instant At, string Text);

/// <summary>Tells the chosen outage in order of time: what happened, who looked when and did what, and what ended it. Facts only.</summary>
internal sealed class IncidentStory(BundleAnalysis analysis, BriefClock clock)
{
    /// <summary>A story is read in one go; the timeline has the rest.</summary>
    private const int MostEdits = 3;

    private const int MostGroups = 3;

    /// <summary>Its sentences; none without an outage.</summary>
    public IReadOnlyList<StoryLine> All()
    {
        if (analysis.Chosen is null)
            return [];
        StoryLine?[] lines =
        [
            Trigger(),
            FirstLost(),
            .. Market(),
            .. Edits(),
            Noticed(),
            .. ByHand(),
            Understood(),
            Repaired(),
            Back(),
            Verified(),
        ];
        return [.. lines.OfType<StoryLine>().OrderBy(l => l.At)];
    }

    private StoryLine? Trigger() =>
        analysis.Chosen!.Trigger is { IsKnown: true, Value.At: var at } ? new(at, new CauseSentences(analysis, clock).What().Text) : null;

    private StoryLine FirstLost()
    {
        var outage = analysis.Chosen!.Outage;
        var first = Groups(outage.Gaps.GroupBy(g => g.Schedule).Select(g => (g.Key, g.Min(x => x.Start))));
        var begin = outage.OnsetAtOrBefore ? $"At {clock.At(outage.Onset)} or earlier" : $"At {clock.At(outage.Onset)}";
        return new(
            outage.Onset,
            $"{begin} {Some(first[0].Schedules)} lost the first run"
                + (
                    first.Count == 1
                        ? "."
                        : $"; {Wording.List([.. first.Skip(1).Select(g => $"{Some(g.Schedules)} at {clock.At(g.At)}")], MostGroups)}."
                )
        );
    }

    /// <summary>Schedules by a time of theirs, in order.</summary>
    private static List<(Instant At, IReadOnlyList<ScheduleKey> Schedules)> Groups(IEnumerable<(ScheduleKey Schedule, Instant At)> times) =>
        [.. times.GroupBy(t => t.At, t => t.Schedule).OrderBy(g => g.Key).Select(g => (g.Key, (IReadOnlyList<ScheduleKey>)[.. g.Order()]))];

    private string Some(IReadOnlyList<ScheduleKey> schedules) =>
        schedules.Count == 1 ? analysis.Names[schedules[0]] : $"{Wording.Word(schedules.Count)} schedules";

    private IEnumerable<StoryLine> Market()
    {
        var span = analysis.OutageSpan!.Value;
        var edges = analysis
            .Context.Markets.Take(1)
            .SelectMany(m => m.Overlap(span).Touched)
            .SelectMany(t => new[] { (At: t.Session.Open, Did: "opened"), (At: t.Session.Close, Did: "closed") })
            .Where(e => span.Contains(e.At))
            .OrderBy(e => e.At)
            .ToList();
        if (edges.Count > 2)
            return [new(edges[0].At, $"The market opened or closed {Wording.Count(edges.Count, "time")} in the middle of it.")];
        return edges.Select(e => new StoryLine(e.At, $"The market {e.Did} at {clock.At(e.At)} in the middle of it."));
    }

    private IEnumerable<StoryLine> Edits() =>
        analysis
            .Pushes.Where(p => p.LeftTheFault)
            .Take(MostEdits)
            .Select(p => new StoryLine(
                p.First.At,
                $"At {clock.At(p.First.At)} {ChangeWords.Who(p.First)} {ChangeWords.Did(p)}: the fault stayed."
            ));

    private StoryLine? Noticed() =>
        analysis.Times.Detected is { IsKnown: true, Value: var at }
            ? new(
                at,
                $"It was noticed at {clock.At(at)} (stated)"
                    + (
                        analysis.Times.TimeToDetect is { IsKnown: true, Value: var after }
                            ? $", {Wording.Length(after)} after the first lost run."
                            : "."
                    )
            )
            : null;

    private IEnumerable<StoryLine> ByHand()
    {
        var span = analysis.OutageSpan!.Value;
        return analysis
            .ManualRuns.Where(r => r.ByHand && span.Contains(r.At))
            .GroupBy(r => (By: r.By ?? "Somebody", r.Schedule))
            .Take(MostEdits)
            .Select(g => new StoryLine(
                g.Min(r => r.At),
                $"{g.Key.By} started the task of {analysis.Names[g.Key.Schedule]} by hand at {Times(g)}; "
                    + $"{JobWords.Of([g.Key.Schedule])} stayed as it was."
            ));
    }

    private string Times(IEnumerable<ManualRun> runs) =>
        Wording.List([.. runs.Select(r => clock.At(r.At)).Distinct(StringComparer.Ordinal)], MostGroups);

    private StoryLine? Understood()
    {
        var said = analysis.Inputs.Incident?.Milestones;
        return (said?.DiagnosisStarted, said?.CauseFound) switch
        {
            ({ } began, { } found) => new(
                began,
                $"The diagnosis began at {clock.At(began)} and had the cause at {clock.At(found)} (stated)."
            ),
            (null, { } found) => new(found, $"The cause was found at {clock.At(found)} (stated)."),
            ({ } began, null) => new(began, $"The diagnosis began at {clock.At(began)} (stated)."),
            _ => null,
        };
    }

    private StoryLine? Repaired()
    {
        var fixes = analysis.Times.Fixes.Select(f => f.Change).ToList();
        if (fixes.Count == 0)
            return null;
        var push = analysis.Pushes.FirstOrDefault(p => p.Changes.Contains(fixes[0]));
        var did = push is null ? $"called {fixes[0].Action} on {fixes[0].Subject}" : ChangeWords.Did(push);
        var until = fixes[^1].At > fixes[0].At ? $", the last by {clock.By(fixes[^1].At)}" : "";
        return new(fixes[0].At, $"At {clock.At(fixes[0].At)} {ChangeWords.Who(fixes[0])} {did}{until}: that removed the cause.");
    }

    private StoryLine? Back()
    {
        var outage = analysis.Chosen!.Outage;
        var ends = Groups(
            outage.Gaps.GroupBy(g => g.Schedule).Where(g => g.All(x => x.End is not null)).Select(g => (g.Key, g.Max(x => x.End!.Value)))
        );
        if (outage.RecoveryStarted is not { } first || ends.Count == 0)
            return null;
        var later = ends.FindAll(e => e.At > first).ConvertAll(g => $"{Some(g.Schedules)} at {clock.By(g.At)}");
        var still = outage.Schedules.Count() - ends.Sum(e => e.Schedules.Count);
        return new(
            first,
            $"Runs came back at {clock.By(first)}"
                + (later.Count == 0 ? "" : $"; {Wording.List(later, MostGroups)}")
                + (still > 0 ? $"; {Wording.Count(still, "schedule")} had not run again." : ".")
        );
    }

    private StoryLine? Verified() =>
        analysis.Inputs.Incident?.Milestones.Verified is { } at
            ? new(at, $"The repair was called verified at {clock.At(at)} (stated).")
            : null;
}
