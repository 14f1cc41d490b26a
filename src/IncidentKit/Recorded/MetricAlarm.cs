using System.Text.Json;
using IncidentKit.Evidence;

namespace IncidentKit.Recorded;

/// <summary>A metric that an alarm watches.</summary>
/// <param name="Region">The region of the alarm.</param>
/// <param name="Alarm">The alarm's name.</param>
/// <param name="Namespace">The metric's name space.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Dimensions">The values of its dimensions; none for the metric of the whole account.</param>
/// <param name="Acts">Whether the alarm tells anybody: its actions are enabled and there is one.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record MetricAlarm(
    string Region,
    string Alarm,
    string Namespace,
    string Metric,
    IReadOnlyList<string> Dimensions,
    bool Acts,
    string EvidenceId
)
{
    internal static IEnumerable<MetricAlarm> ReadAll(BundleReader bundle)
    {
        foreach (var record in bundle.Records(Operations.DescribeAlarms))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var alarm in body.RootElement.Items("MetricAlarms"))
            {
                var acts = alarm.Text("ActionsEnabled") != "false" && alarm.Items("AlarmActions").Any();
                var name = alarm.Text("AlarmName") ?? "";
                foreach (
                    var metric in alarm.Items("Metrics").Select(m => m.Member("MetricStat", "Metric")).OfType<JsonElement>().Append(alarm)
                )
                {
                    if (metric.Text("MetricName") is { Length: > 0 } watched)
                        yield return new MetricAlarm(
                            record.Region,
                            name,
                            metric.Text("Namespace") ?? "",
                            watched,
                            [.. metric.Items("Dimensions").Select(d => d.Text("Value")).OfType<string>()],
                            acts,
                            record.Id
                        );
                }
            }
        }
    }
}
