using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>What a rule and one of its targets were before, between or after the recorded calls; null where no call has told yet.</summary>
internal sealed record RulePart
{
    /// <summary>As written; empty for a rule that only waits for events.</summary>
    public string? Expression { get; init; }

    /// <summary>What people wrote about it.</summary>
    public string? Description { get; init; }

    /// <summary>Whether its state is another than DISABLED.</summary>
    public bool? IsOn { get; init; }

    /// <summary>Whether the rule has the target.</summary>
    public bool? HasTarget { get; init; }

    /// <summary>The target, as it was put last.</summary>
    public JsonElement? Target { get; init; }

    /// <summary>False after the rule was deleted.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>Whether all of it is known, not assumed.</summary>
    public bool Known { get; init; } = true;

    /// <summary>Since when a rate counts: from the call that made the rule or switched it on.</summary>
    public Instant? Phase { get; init; }

    /// <summary>What it is after a call. PutRule replaces all but the targets; without a State it switches on (facts II §1).</summary>
    /// <param name="call">A call that AWS accepted.</param>
    /// <param name="target">The id of the target.</param>
    public RulePart After(TrailEvent call, string target)
    {
        if (call.Name == ChangeEvents.PutRule.Name)
            return this with
            {
                Expression = call.Request.Text("ScheduleExpression") ?? "",
                Description = call.Request.Text("Description"),
                IsOn = call.Request.Text("State") != RuleState.Disabled,
                HasTarget = Exists ? HasTarget : false,
                Exists = true,
                Phase = call.At,
            };
        if (call.Name == ChangeEvents.EnableRule.Name)
            return this with { IsOn = true, Exists = true, Phase = IsOn == true ? Phase : call.At };
        if (call.Name == ChangeEvents.DisableRule.Name)
            return this with { IsOn = false, Exists = true };
        if (call.Name == ChangeEvents.PutTargets.Name)
            return this with { HasTarget = true, Exists = true, Target = call.Request.Items("Targets").First(t => t.Text("Id") == target) };
        return this with { HasTarget = false, Exists = call.Name == ChangeEvents.RemoveTargets.Name };
    }
}
