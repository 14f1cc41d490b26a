using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// Tells what the rules of a listing were at an earlier time, by the recorded changes: PutRule gives all of a rule but its targets, and one
/// that was switched later was the other way before.
/// </summary>
/// <param name="events">All events of the bundle.</param>
/// <param name="at">The time.</param>
internal sealed class EarlierRules(IReadOnlyList<TrailEvent> events, Instant at)
{
    private static readonly string[] Kinds = [ChangeEvents.PutRule.Name, ChangeEvents.EnableRule.Name, ChangeEvents.DisableRule.Name];

    /// <summary>The changes that a listing of rules is set right by, so that they hide none.</summary>
    public static IReadOnlyList<string> Undone => Kinds;

    /// <summary>Whether it is known what a rule was then.</summary>
    /// <param name="region">Its region.</param>
    /// <param name="rule">The rule as it was listed.</param>
    public bool Knows(string region, JsonElement rule)
    {
        var later = Of(region, rule).Where(e => e.At > at).ToList();
        return later.Count == 0 || LastPut(region, rule) is not null || later.TrueForAll(e => e.Name != ChangeEvents.PutRule.Name);
    }

    /// <summary>Puts a rule back into what it was.</summary>
    /// <param name="region">Its region.</param>
    /// <param name="rule">The rule as it was listed.</param>
    /// <param name="earlier">The same, to be changed.</param>
    public void Cut(string region, JsonElement rule, JsonObject earlier)
    {
        if (Of(region, rule).FirstOrDefault(e => e.At > at) is not { } next)
            return;
        if (LastPut(region, rule) is { } put)
        {
            if (put.Request.Text("ScheduleExpression") is { Length: > 0 } expression)
                earlier["ScheduleExpression"] = expression;
            else
                earlier.Remove("ScheduleExpression");
            earlier["State"] = put.Request.Text("State") ?? "ENABLED";
        }
        else
        {
            earlier["State"] = Switched(next.Name == ChangeEvents.DisableRule.Name);
        }

        if (
            Of(region, rule).LastOrDefault(e => e.At <= at && e.Name != ChangeEvents.PutRule.Name) is { } last
            && !(last.At < LastPut(region, rule)?.At)
        )
            earlier["State"] = Switched(last.Name == ChangeEvents.EnableRule.Name);
    }

    private static string Switched(bool on) => on ? "ENABLED" : "DISABLED";

    private TrailEvent? LastPut(string region, JsonElement rule) =>
        Of(region, rule).LastOrDefault(e => e.At <= at && e.Name == ChangeEvents.PutRule.Name);

    private IEnumerable<TrailEvent> Of(string region, JsonElement rule) =>
        events.Where(e =>
            e.ErrorCode is null
            && e.Region == region
            && Array.IndexOf(Kinds, e.Name) >= 0
            && RecordedRule.IsOfBus(e.Request)
            && e.Request.Text("Name") is { } name
            && name == rule.Text("Name")
        );
}
