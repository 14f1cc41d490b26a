using IncidentKit.Diagnosis;
using IncidentKit.Schedules;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Says in plain words what the cause was: who changed what, why nobody was told, and what would have told.</summary>
internal sealed class CauseSentences(BundleAnalysis analysis, BriefClock clock)
{
    private const int MostEdits = 2;

    private readonly Finding? _cause = CauseOf(analysis);

    /// <summary>How sure the cause is: a certainty of the findings, or unknown; null without an outage.</summary>
    public string? Certainty =>
        analysis.Chosen is null ? null
        : _cause is null ? "unknown"
        : _cause.Certainty switch
        {
            Diagnosis.Causes.Certainty.Confirmed => "confirmed",
            Diagnosis.Causes.Certainty.Supported => "supported",
            _ => "not excluded",
        };

    /// <summary>The rules that explain the chosen outage, the one that the sentences are about first.</summary>
    public IReadOnlyList<string> Rules =>
        [.. new[] { _cause?.RuleId }.OfType<string>().Union(analysis.Chosen?.Causes ?? [], StringComparer.Ordinal)];

    public IReadOnlyList<BriefStatement> All() => analysis.Chosen is null ? [] : [What(), .. WhyUnseen(), .. WouldHaveTold(), .. Edits()];

    /// <summary>The finding that explains the chosen outage: shown ones first. Null where none does.</summary>
    private static Finding? CauseOf(BundleAnalysis analysis)
    {
        if (analysis.Chosen is not { Outage: var outage } chosen)
            return null;
        var gaps = outage.Gaps.Select(g => (g.Schedule, g.Start)).ToHashSet();
        return analysis
            .Findings.Where(f => chosen.Causes.Contains(f.RuleId, StringComparer.Ordinal) && f.Gaps.Any(gaps.Contains))
            .OrderByDescending(f => f.Certainty)
            .ThenByDescending(f => f.ExplainsOnset)
            .ThenByDescending(f => f.Gaps.Count(gaps.Contains))
            .FirstOrDefault();
    }

    /// <summary>The change that brought an outage about, as a push of the window; null where none is known.</summary>
    private static ChangePush? Push(BundleAnalysis analysis, ExplainedOutage outage) =>
        outage.Trigger is { IsKnown: true, Value: var trigger }
            ? analysis.Pushes.FirstOrDefault(p =>
                p.First.By == trigger.By && p.First.Action == trigger.Action && p.First.At <= trigger.At && trigger.At <= p.Until
            )
            : null;

    /// <summary>The change that brought an outage about: <c>ops switched off job at 15:20</c>; null where none is known.</summary>
    public static string? Change(BundleAnalysis analysis, ExplainedOutage outage, BriefClock clock) =>
        Push(analysis, outage) is { } push ? $"{ChangeWords.Who(push.First)} {ChangeWords.Did(push)} at {clock.At(push.First.At)}"
        : outage.Trigger is { IsKnown: true, Value: var trigger } ? $"{trigger.Text} at {clock.At(trigger.At)}"
        : null;

    /// <summary>What happened: who changed what, and what was wrong with it; or what is known without that.</summary>
    public BriefStatement What()
    {
        var trigger = analysis.Chosen!.Trigger;
        if (_cause is null)
            return trigger.IsKnown
                ? new($"{Change()}. Whether that was the cause is not shown.", null, ReportSections.Cause)
                : new($"The cause is not known: {trigger.Reason}.", null, ReportSections.Cause);
        var found = FoundWords.Of(_cause);
        if (!trigger.IsKnown)
            return new($"{found.Alone(Schedules)}.", null, ReportSections.Cause);
        var change = Change();
        return new($"{change}{found.After(change, Schedules)}.", change, ReportSections.Changes);
    }

    /// <summary>What a fault is said of.</summary>
    private string Schedules =>
        JobWords.Of(analysis.Chosen!.Outage.Schedules) + (analysis.Chosen.Outage.Schedules.Count() == 1 ? " needs" : " need");

    /// <summary>Who changed what, and when.</summary>
    private string Change()
    {
        var trigger = analysis.Chosen!.Trigger.Value;
        return Push(analysis, analysis.Chosen) is { } push
            ? $"At {clock.At(push.First.At)} {ChangeWords.Who(push.First)} {ChangeWords.Did(push)}"
            : $"At {clock.At(trigger.At)}: {Wording.ShortArns(trigger.Text)}";
    }

    /// <summary>Why nobody was told: the schedules looked well, and nothing watched them.</summary>
    private IEnumerable<BriefStatement> WhyUnseen()
    {
        var hurt = analysis.Chosen!.Outage.Schedules.ToList();
        var enabled = analysis
            .Context.Runs.Where(r => hurt.Contains(r.History.Key))
            .All(r => r.History.Current is { Enabled: true } && ScheduleState.Of(r) == ScheduleState.Enabled);
        var (noAlarm, noQueue) = (Without(Counterfactual.NoAlarm, hurt), Without(Counterfactual.NoQueue, hurt));
        var they = hurt.Count == 1 ? "It" : "They";
        var reads = hurt.Count == 1 ? "still reads" : "still read";
        string[] parts =
        [
            .. enabled && _cause?.Rule.Family != RuleFamily.Scheduling ? [$"{they} {reads} \"enabled\""] : Array.Empty<string>(),
            .. Unwatched(noAlarm, noQueue, hurt.Count),
        ];
        if (parts.Length > 0)
            yield return new(Wording.Sentence(string.Join("; ", parts)) + ".", null, ReportSections.Cause);
    }

    private static IEnumerable<string> Unwatched(int noAlarm, int noQueue, int hurt)
    {
        var none = hurt == 1 ? "it had no" : "none had an";
        if (noAlarm == hurt && noQueue == hurt)
            yield return hurt == 1 ? "it had no alarm and no dead-letter queue" : "none had an alarm or a dead-letter queue";
        else if (noAlarm == hurt)
            yield return $"{none} alarm";
        else if (noAlarm > 0)
            yield return $"{Wording.Number(noAlarm)} of {Wording.Number(hurt)} had no alarm";
        else if (noQueue == hurt)
            yield return hurt == 1 ? "it had no dead-letter queue" : "none had a dead-letter queue";
    }

    private int Without(string rule, List<ScheduleKey> hurt) =>
        analysis
            .Findings.Where(f => f.RuleId == rule && f.Certainty == Diagnosis.Causes.Certainty.Confirmed)
            .SelectMany(f => f.Subjects)
            .Distinct()
            .Count(hurt.Contains);

    /// <summary>What would have told soonest of what nobody had.</summary>
    private IEnumerable<BriefStatement> WouldHaveTold()
    {
        if (!analysis.Inputs.TellsCounterfactuals)
            yield break;
        var hurt = analysis.Chosen!.Outage.Schedules.ToList();
        var detector = analysis.Detectors.FirstOrDefault(d => Without(d.MissingBy, hurt) > 0);
        if (detector is null)
            yield break;
        var told = $"{Wording.Sentence(detector.Detector)} would have told by {clock.By(detector.At)}";
        var detected = analysis.Times.Detected;
        if (detector.EarlierThan(detected) is { IsKnown: true, Value: var earlier })
            yield return new(
                $"{told}, {Wording.Length(earlier)} before anybody noticed ({clock.At(detected.Value)}, stated).",
                "would have told",
                ReportSections.Detection
            );
        else if (!detected.IsKnown)
            yield return new($"{told}; when anybody noticed, nobody says.", "would have told", ReportSections.Detection);
    }

    /// <summary>Who had a hand on what was broken, and left the fault.</summary>
    private IEnumerable<BriefStatement> Edits() =>
        analysis
            .Pushes.Where(p => p.LeftTheFault)
            .Take(MostEdits)
            .Select(p => new BriefStatement(
                $"At {clock.At(p.First.At)} {ChangeWords.Who(p.First)} edited {Wording.List(p.Subjects, 2)}, but not the fault.",
                null,
                ReportSections.Changes
            ));
}
