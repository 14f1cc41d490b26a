using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Executions.Reading;

/// <summary>What the messages of dead-letter queues tell of attempts that were given up. Source: facts §2.3.</summary>
internal static class DeadLetters
{
    /// <summary>Reads those that are about a known schedule.</summary>
    public static IEnumerable<TargetResponse> Read(BundleReader bundle, IReadOnlyList<ScheduleHistory> histories)
    {
        var known = histories.Select(h => h.Key).ToHashSet();
        var byRule = histories.Where(h => h.Key.IsRule).ToLookup(h => (h.Key.Region, h.Key.Name));
        foreach (var record in bundle.Records(Operations.ReceiveMessage))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var message in body.RootElement.Items("Messages").ToList())
            {
                foreach (var letter in OfRule(message, byRule, record))
                    yield return letter;
                if (OfSchedule(message, record) is { } own && known.Contains(own.Schedule))
                    yield return own;
            }
        }
    }

    private static TargetResponse? OfSchedule(JsonElement message, EvidenceRecord record) =>
        Attribute(message, "SCHEDULE_ARN") is { } arn
        && KeyOf(arn) is { } key
        && message.Member("MessageAttributes", "SCHEDULED_TIME")?.Time("StringValue") is { } due
            ? new TargetResponse
            {
                Schedule = key,
                At = due,
                ScheduledTime = due,
                Layer = FailureLayer.Refused,
                Code = Attribute(message, "ERROR_CODE"),
                Message = Attribute(message, "ERROR_MESSAGE") ?? "",
                EvidenceId = record.Id,
            }
            : null;

    /// <summary>
    /// A message of EventBridge is the event, whose time is the fire time; attributes name the rule and the target, which several of the
    /// rule's targets may share. Source: facts §2.3.
    /// </summary>
    private static IEnumerable<TargetResponse> OfRule(
        JsonElement message,
        ILookup<(string Region, string Name), ScheduleHistory> rules,
        EvidenceRecord record
    )
    {
        if (
            Attribute(message, "RULE_ARN") is not { } arn
            || Arn.Of(arn) is not { Service: "events", Region: var region, Path: ["rule", .., var name] }
            || message.Text("Body") is not { } text
            || JsonReading.ParseText(text)?.Time("time") is not { } due
        )
            yield break;
        var meant = rules[(region, name)].ToList();
        if (Attribute(message, "TARGET_ARN") is { } target)
            meant = meant.FindAll(h => h.Epochs.Any(e => e.Configuration.Target.Arn == target));
        foreach (var history in meant)
            yield return new TargetResponse
            {
                Schedule = history.Key,
                At = due,
                ScheduledTime = due,
                Shared = meant.Count > 1,
                Layer = FailureLayer.Refused,
                Code = Attribute(message, "ERROR_CODE"),
                Message = Attribute(message, "ERROR_MESSAGE") ?? "",
                EvidenceId = record.Id,
            };
    }

    private static string? Attribute(JsonElement message, string name) => message.Member("MessageAttributes", name)?.Text("StringValue");

    /// <summary><c>arn:PARTITION:scheduler:REGION:ACCOUNT:schedule/GROUP/NAME</c></summary>
    private static ScheduleKey? KeyOf(string arn) =>
        Arn.Of(arn) is { Service: "scheduler", Region: var region, Path: ["schedule", var group, var name] }
            ? new ScheduleKey(region, group, name)
            : null;
}
