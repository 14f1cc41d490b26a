using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A rule of EventBridge as it was recorded, on the default event bus: only its rules have a schedule.</summary>
internal sealed record RecordedRule
{
    /// <summary>The bus whose rules may have a schedule.</summary>
    public const string Bus = "default";

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, unique on the bus.</summary>
    public required string Name { get; init; }

    /// <summary>When it is due; null for a rule that waits for events alone.</summary>
    public required string? Expression { get; init; }

    /// <summary>AWS's word, <c>ENABLED</c>.</summary>
    public required string State { get; init; }

    /// <summary>What people wrote about it; null when nothing.</summary>
    public required string? Description { get; init; }

    /// <summary>The service that owns it, <c>batch.amazonaws.com</c>; null for the account's own.</summary>
    public required string? ManagedBy { get; init; }

    /// <summary>What it calls, as ListTargetsByRule answers; null when that was not recorded.</summary>
    public required IReadOnlyList<JsonElement>? Targets { get; init; }

    /// <summary>When it was asked for.</summary>
    public required Instant SeenAt { get; init; }

    /// <summary>The record that shows it.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>The record that shows what it calls; that of the rule where none does.</summary>
    public required string TargetsEvidenceId { get; init; }

    /// <summary>Whether it fires at times.</summary>
    public bool IsScheduled => Expression is not null;

    /// <summary>All rules of the bundle, by region and name.</summary>
    public static IReadOnlyList<RecordedRule> ReadAll(BundleReader bundle)
    {
        var targets = Targeted(bundle);
        var rules = new Dictionary<(string, string), RecordedRule>();
        foreach (var record in bundle.Records(Operations.ListRules).Where(r => r.Succeeded && IsOfBus(r.Parameters)))
        {
            using var body = bundle.ParseBody(record);
            foreach (var rule in body.RootElement.Items("Rules").Where(IsOfBus))
            {
                if (rule.Text("Name") is not { } name)
                    continue;
                var found = targets.TryGetValue((record.Region, name), out var of);
                rules[(record.Region, name)] = new RecordedRule
                {
                    Region = record.Region,
                    Name = name,
                    Expression = rule.Text("ScheduleExpression") is { Length: > 0 } expression ? expression : null,
                    State = rule.Text("State") ?? "ENABLED",
                    Description = rule.Text("Description") is { Length: > 0 } about ? about : null,
                    ManagedBy = rule.Text("ManagedBy") is { Length: > 0 } owner ? owner : null,
                    Targets = found ? of.Targets : null,
                    SeenAt = record.RequestedAt,
                    EvidenceId = record.Id,
                    TargetsEvidenceId = found ? of.EvidenceId : record.Id,
                };
            }
        }

        return [.. rules.Values.OrderBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether a question, a rule or a request is about the default bus: it names none, or it names that.</summary>
    public static bool IsOfBus(JsonElement said) =>
        said.Text("EventBusName") is not { Length: > 0 } bus || bus == Bus || bus.EndsWith("event-bus/" + Bus, StringComparison.Ordinal);

    private static Dictionary<(string Region, string Rule), (List<JsonElement> Targets, string EvidenceId)> Targeted(BundleReader bundle)
    {
        var targets = new Dictionary<(string, string), (List<JsonElement> Targets, string EvidenceId)>();
        foreach (var record in bundle.Records(Operations.ListTargetsByRule).Where(r => r.Succeeded && IsOfBus(r.Parameters)))
        {
            if (record.Parameters.Text("Rule") is not { } rule)
                continue;
            using var body = bundle.ParseBody(record);
            if (!targets.TryGetValue((record.Region, rule), out var known))
                targets.Add((record.Region, rule), known = ([], record.Id));
            known.Targets.AddRange(body.RootElement.Items("Targets").Select(t => t.Clone()));
        }

        return targets;
    }
}
