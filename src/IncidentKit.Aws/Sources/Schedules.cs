using System.Collections.Concurrent;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The schedule groups of a region.</summary>
    public static AwsOperation ListScheduleGroups { get; } =
        new(Operations.ListScheduleGroups, 10)
        {
            Path = "/schedule-groups",
            Query = [("NextToken", "NextToken")],
            Paging = new("NextToken", "NextToken", "ScheduleGroups"),
        };

    /// <summary>The schedules of a group.</summary>
    public static AwsOperation ListSchedules { get; } =
        new(Operations.ListSchedules, 10)
        {
            Path = "/schedules",
            Query = [("GroupName", "ScheduleGroup"), ("NextToken", "NextToken")],
            Paging = new("NextToken", "NextToken", "Schedules"),
        };

    /// <summary>One schedule, its target and input.</summary>
    public static AwsOperation GetSchedule { get; } =
        new(Operations.GetSchedule, 50) { Path = "/schedules/{Name}", Query = [("GroupName", "groupName")] };
}

/// <summary>The schedules with their targets.</summary>
sealed class Schedules(RecordedRegion region) : Source(region, SourceNames.Schedules)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var names = new ConcurrentBag<(string Group, string Name)>();
        var groups = (await ItemsAsync(AwsOperation.ListScheduleGroups, [], ct))
            .Select(group => group.Text("Name"))
            .OfType<string>()
            .Distinct();
        await Task.WhenAll(
            groups.Select(async group =>
            {
                foreach (var schedule in await ItemsAsync(AwsOperation.ListSchedules, new() { ["GroupName"] = group }, ct))
                    if (schedule.Text("Name") is { } name)
                        names.Add((group, name));
            })
        );
        var schedules = await Task.WhenAll(
            names
                .Distinct()
                .Select(schedule =>
                    CallAsync(AwsOperation.GetSchedule, new() { ["GroupName"] = schedule.Group, ["Name"] = schedule.Name }, ct)
                )
        );
        foreach (var schedule in schedules.Where(call => call.Succeeded))
            known.Targets.AddSchedule(schedule.Body);
        if (Ledger.ToCoverage() is { Status: not CoverageStatus.Complete } unread)
            known.SchedulesUnread = $"the schedules are not all known ({unread.Reason})";
    }
}
