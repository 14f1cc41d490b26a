using System.Text.Json.Nodes;

namespace IncidentKit.Tests.Lab;

/// <summary>Schedules and rules whose targets leave no trace of their own, and how often they were called.</summary>
internal sealed partial class World
{
    /// <summary>The calls of such schedules that the Scheduler made: the name, when, and whether the target refused it.</summary>
    public List<(string Name, Instant At, bool Refused)> OtherCalls { get; } = [];

    /// <summary>A schedule that calls a target which leaves no trace, and its calls.</summary>
    public World Calls(
        string name,
        string expression,
        IEnumerable<Instant> slots,
        string target,
        string group = "default",
        string input = "{}"
    )
    {
        var live = Configuration(name, expression, name, "main", RunRole, Region);
        live["CreationDate"] = Old;
        live["LastModificationDate"] = Old;
        live["GroupName"] = group;
        live["Target"]!.AsObject().Remove("EcsParameters");
        live["Target"]!["Arn"] = target;
        live["Target"]!["Input"] = input;
        Others.Add(live);
        OtherCalls.AddRange(slots.Select(slot => (name, slot + Seconds(5), false)));
        return this;
    }

    /// <summary>The calls of [first, last) were never made.</summary>
    public World NotCalled(string name, string first, string? last = null)
    {
        OtherCalls.RemoveAll(c => c.Name == name && T(first) <= c.At && !(last is not null && c.At >= T(last)));
        return this;
    }

    /// <summary>The target refused the calls of [first, last), and their retries a minute and two later.</summary>
    public World RefusedCalls(string name, string first, string? last = null)
    {
        var refused = OtherCalls.Where(c => c.Name == name && T(first) <= c.At && !(last is not null && c.At >= T(last))).ToList();
        OtherCalls.RemoveAll(refused.Contains);
        foreach (var call in refused)
            OtherCalls.AddRange(Enumerable.Range(0, 3).Select(i => (name, call.At + Minutes(i), true)));
        return this;
    }

    /// <summary>A rule whose target leaves no trace; the counts of EventBridge tell of its calls.</summary>
    public World RuleCalls(string name, string expression, IEnumerable<Instant> slots, string target, string? refusedFrom = null)
    {
        AddRule(name, expression, [], "t");
        var live = this[name].Live["Target"]!.AsObject();
        live["Arn"] = target;
        live.Remove("EcsParameters");
        live.Remove("RoleArn");
        var all = slots.ToList();
        var refused = refusedFrom is null ? [] : all.FindAll(s => s >= T(refusedFrom));
        foreach (var (metric, at) in new[] { ("TriggeredRules", all), ("Invocations", all), ("FailedInvocations", refused) })
            AddMetric(
                (parameters, body) => More.Add(("cloudwatch", "GetMetricData", parameters, body, Region)),
                (Iso(Window.Start - Minutes(130)), Iso(Instant.Min(Window.End + Minutes(10), RecordedAt))),
                ("AWS/Events", metric, "RuleName", name),
                at.Where(t => t < Window.End + Minutes(10)).Select(t => (Iso(t), 1.0))
            );
        return this;
    }
}
