using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules;

/// <summary>The jobs of the rules that have a schedule: what each rule calls is one, with its configurations over time.</summary>
internal static class RuleHistories
{
    private static readonly string[] Kinds =
    [
        ChangeEvents.PutRule.Name,
        ChangeEvents.EnableRule.Name,
        ChangeEvents.DisableRule.Name,
        ChangeEvents.DeleteRule.Name,
        ChangeEvents.PutTargets.Name,
        ChangeEvents.RemoveTargets.Name,
    ];

    /// <summary>All of them: those that exist and those that a recorded change shows to have existed.</summary>
    public static IEnumerable<ScheduleHistory> ReadAll(BundleReader bundle, IReadOnlyList<TrailEvent> events)
    {
        var live = RecordedRule.ReadAll(bundle).ToDictionary(r => (r.Region, r.Name));
        var calls = events
            .Where(e => Kinds.Contains(e.Name, StringComparer.Ordinal) && RecordedRule.IsOfBus(e.Request))
            .Select(e => (Rule: RuleOf(e), Call: e))
            .Where(c => c.Rule is not null)
            .ToLookup(c => (c.Call.Region, c.Rule!), c => c.Call);
        foreach (var (region, name) in live.Keys.Union(calls.Select(c => c.Key)).Order())
        {
            var rule = live.GetValueOrDefault((region, name));
            var steps = calls[(region, name)].ToList();
            var sees = Sees(bundle, region);
            if (rule is { IsScheduled: false } && !steps.Exists(HasExpression))
                continue;
            if (rule is null && !steps.Exists(HasExpression) && !RuleTimeline.RunsAtTimes(region, name, events))
                continue;
            foreach (var id in Targets(rule, steps))
            {
                var key = new ScheduleKey(region, RecordedRule.Bus, name, id);
                if (new RuleTimeline(bundle, key, rule, steps, events, sees).History() is { } history)
                    yield return history with
                    {
                        ChangesUnread = bundle.CouldNotRead(SourceNames.Changes, region),
                    };
            }
        }
    }

    /// <summary>PutRule, EnableRule, DisableRule and DeleteRule name it <c>name</c>, the others <c>rule</c>.</summary>
    private static string? RuleOf(TrailEvent call) => call.Request.Text("Name") ?? call.Request.Text("Rule");

    private static bool HasExpression(TrailEvent call) => call.Request.Text("ScheduleExpression") is { Length: > 0 };

    /// <summary>The ids of all that the rule calls or called; one that is empty where nothing says what.</summary>
    private static List<string> Targets(RecordedRule? rule, List<TrailEvent> steps)
    {
        var ids = (rule?.Targets ?? [])
            .Select(t => t.Text("Id"))
            .Concat(steps.Where(s => s.ErrorCode is null).SelectMany(RuleTimeline.TargetsOf))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return ids.Count > 0 ? ids : [""];
    }

    /// <summary>
    /// Whether every change of rules of a region in the window is among the recorded events. A rule has no date of its last change, so that
    /// only this says how long it was as it is.
    /// </summary>
    private static bool Sees(BundleReader bundle, string region)
    {
        var rows = bundle.Manifest.Coverage;
        if (rows.Count == 0)
            return bundle.Records(Operations.LookupEvents).Any(r => r.Succeeded && r.Region == region);
        var row =
            rows.FirstOrDefault(c => c.Source == $"{SourceNames.Changes}[{region}]")
            ?? rows.FirstOrDefault(c => c.Source == SourceNames.Changes);
        return row is { Status: CoverageStatus.Complete } && !(row.From > bundle.Manifest.Window.Start);
    }
}
