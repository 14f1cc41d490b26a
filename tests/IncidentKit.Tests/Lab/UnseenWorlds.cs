using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.Story;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind J: nothing can be called well of which nothing was seen.</summary>
internal static class UnseenWorlds
{
    public static Story[] All =>
        [
            Unseen("empty-region", "the region holds no schedule: the wrong one was asked", _ => { }),
            Unseen(
                "scheduler-denied",
                "the recorder may not list schedules; streams are there",
                w => w.Fleet().Unread(SourceNames.Schedules)
            ) with
            {
                Report = ["scheduler was denied|scheduler is denied"],
            },
            Unseen(
                "scheduler-failed-half-way",
                "the listing of schedules failed after those that were read",
                w => w.Fleet().Unread(SourceNames.Schedules, CoverageStatus.Partial, "ThrottlingException")
            ),
            Unseen(
                "only-a-trail",
                "nothing but CloudTrail's changes was imported",
                w =>
                {
                    w.Fleet(created: true);
                    w.SendTo("quotes", "main", "12:41:20");
                    foreach (
                        var source in new[]
                        {
                            SourceNames.Schedules,
                            SourceNames.Clusters,
                            SourceNames.Tasks,
                            SourceNames.TaskDefinitions,
                            SourceNames.LogGroups,
                            SourceNames.LogStreams,
                            SourceNames.RunTasks,
                            SourceNames.Roles,
                            SourceNames.SchedulerMetrics,
                        }
                    )
                        w.Unread(source, CoverageStatus.Skipped, "not imported");
                }
            ),
            Unseen(
                "only-the-list",
                "the names of the schedules are known and no configuration of any",
                w =>
                {
                    w.Fleet();
                    w.Jobs.ForEach(j => j.IsRead = false);
                }
            ) with
            {
                Report = ["get-schedule"],
                Check = r =>
                    r.GetProperty("schedules")
                        .EnumerateArray()
                        .Where(s => s.GetProperty("expression").ValueKind != System.Text.Json.JsonValueKind.Null)
                        .Select(s => $"expression {s.GetProperty("expression")}, which nobody recorded"),
            },
            Unseen(
                "one-of-the-list",
                "the configuration of digest is not read, and all others ran well",
                w => w.Fleet()["digest"].IsRead = false
            ) with
            {
                Report = ["digest"],
            },
            Unseen(
                "tomorrow",
                "the window lies after the recording",
                w =>
                {
                    w.Window = new Interval(T("2026-04-22T10:00:00Z"), T("2026-04-22T16:00:00Z"));
                    w.Fleet();
                }
            ),
            Unseen(
                "settings-name-another-account",
                "the settings name a service whose schedule is not there",
                w =>
                {
                    w.Fleet();
                    w.Settings = """
                        services:
                          orders: {role: trading, schedules: [place-orders-1m]}
                          prices: {role: signalGeneration, schedules: [quotes]}
                        """;
                }
            ) with
            {
                Report = ["place-orders-1m"],
            },
            Unseen(
                "rules-instead",
                "the account schedules with EventBridge rules",
                w =>
                    w.More.Add(
                        (
                            "events",
                            "ListRules",
                            new { },
                            new JsonObject
                            {
                                ["Rules"] = new JsonArray(
                                    new JsonObject
                                    {
                                        ["Name"] = "nightly",
                                        ["State"] = "ENABLED",
                                        ["ScheduleExpression"] = "rate(5 minutes)",
                                        ["Arn"] = $"arn:aws:events:{Region}:123456789012:rule/nightly",
                                    }
                                ),
                            },
                            Region
                        )
                    )
            ),
        ];
}
