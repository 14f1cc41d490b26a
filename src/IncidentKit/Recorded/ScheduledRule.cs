using IncidentKit.Evidence;

namespace IncidentKit.Recorded;

/// <summary>A rule of EventBridge with a schedule. Its runs are not judged; that it is there is told.</summary>
/// <param name="Region">Its region.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsEnabled">Whether it calls anything.</param>
/// <param name="Targets">How many things it calls; null when that was not recorded.</param>
internal sealed record ScheduledRule(string Region, string Name, bool IsEnabled, int? Targets)
{
    /// <summary>All rules with a schedule, by region and name.</summary>
    public static IReadOnlyList<ScheduledRule> ReadAll(BundleReader bundle)
    {
        var targets = new Dictionary<(string, string), int>();
        foreach (var record in bundle.Records(Operations.ListTargetsByRule).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            if (record.Parameters.Text("Rule") is { } rule)
            {
                var key = (record.Region, rule);
                targets[key] = targets.GetValueOrDefault(key) + body.RootElement.Items("Targets").Count();
            }
        }

        var rules = new List<ScheduledRule>();
        foreach (var record in bundle.Records(Operations.ListRules).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            foreach (var rule in body.RootElement.Items("Rules"))
            {
                if (rule.Text("Name") is { } name && rule.Text("ScheduleExpression") is { Length: > 0 })
                    rules.Add(
                        new ScheduledRule(
                            record.Region,
                            name,
                            rule.Text("State") != "DISABLED",
                            targets.TryGetValue((record.Region, name), out var count) ? count : null
                        )
                    );
            }
        }

        return [.. rules.Distinct().OrderBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }
}
