using System.Text.Json;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kinds H and K: what is one outage, when it ended, and what it cost.</summary>
internal static class OutageWorlds
{
    private const string Team = """
        market: XNYS
        services:
          prices: {role: signalGeneration, schedules: [quotes]}
          books: {role: other, schedules: [ledger]}
        """;

    public static Story[] All =>
        [
            new(
                "flaky-dependency",
                "H",
                "one of six tasks of pulse ends with 1 from 15:10 on",
                w =>
                    w.Fleet()
                        .Near()
                        .Die(
                            "pulse",
                            "15:10",
                            "16:00",
                            new Death("EssentialContainerExited", "Essential container in task exited", 1),
                            n => n % 6 == 0
                        )
            )
            {
                Lost = "pulse 9",
                Onset = "15:10",
                Cause = "IK4006",
                Sure = true,
                Outages = 1,
                Summary = ["of 474 expected runs .*9 failed", "IK4006|(?i:exit)"],
            },
            new(
                "two-regions-two-faults",
                "H",
                "in us-west-2 release-bot breaks the target of ledger at 12:41:20; in eu-west-1 ops-eva disables desk at 13:33",
                w =>
                {
                    w.Regions.Add("eu-west-1");
                    w.Clusters[ClusterArn("main", "eu-west-1")] = "ACTIVE";
                    w.Fleet();
                    w.Add("desk", "cron(0/10 * * * ? *)", w.Every(600), region: "eu-west-1");
                    w.SendTo("ledger", "mian", "12:41:20")
                        .Refuse("ledger", "12:41:20")
                        .Update("desk", "13:33", "ops-eva", s => s["State"] = "DISABLED")
                        .Drop("desk", "13:33");
                }
            )
            {
                Lost = "ledger 39, desk 14",
                Outages = 2,
                Cause = "IK2001|IK1001",
                Sure = true,
                Also = ["IK2001", "IK1001"],
                Trigger = "UpdateSchedule.*ops-eva",
                Ready = "notReady",
                Summary = ["IK2001|(?i:cluster)", "IK1001|(?i:disabled)"],
            },
            new(
                "one-after-the-other",
                "H",
                "ledger is on a missing cluster from 10:41:20 to 11:23:10, and on an inactive revision from 13:31:20 to 14:12",
                w =>
                    w.Fleet()
                        .SendTo("ledger", "mian", "10:41:20", live: false)
                        .Update("ledger", "11:23:10", "ops-lee", _ => { })
                        .Refuse("ledger", "10:41:20", "11:23:10")
                        .Update(
                            "ledger",
                            "13:31:20",
                            "ci",
                            s => s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = DefinitionArn("ledger:1"),
                            live: false
                        )
                        .Update("ledger", "14:12", "ops-ana", _ => { })
                        .Refuse("ledger", "13:31:20", "14:12", "InvalidParameterException", "TaskDefinition is inactive")
            )
            {
                Lost = "ledger 16",
                Outages = 2,
                Cause = "IK2001|IK2002",
                Sure = true,
                Also = ["IK2001", "IK2002"],
                Ready = "ready",
                Summary = ["IK2001|(?i:cluster)", "IK2002|(?i:inactive)"],
            },
            new(
                "mended-after-the-window",
                "H",
                "the target of ledger is broken at 12:41:20 and mended at 17:10:40, after the window and before it is recorded",
                w =>
                    w.Fleet(created: true)
                        .SendTo("ledger", "mian", "12:41:20", live: false)
                        .Update("ledger", "17:10:40", "ops-lee", _ => { })
                        .Refuse("ledger", "12:41:20", "17:10:40")
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Resolved = "17:10:40",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Ready = "ready",
                SummaryNot = ["(?i)had not ended"],
            },
            new(
                "one-of-two-mended",
                "H",
                "ledger and quotes are sent to a missing cluster at 12:41; ledger is mended at 14:23:10, quotes is not",
                w =>
                    w.Fleet()
                        .SendTo("ledger", "mian", "12:41:20")
                        .SendTo("quotes", "mian", "12:41:25")
                        .Update("ledger", "14:23:10", "ops-lee", s => s["Target"]!["Arn"] = ClusterArn("main"))
                        .Refuse("ledger", "12:41:20", "14:23:10")
                        .Refuse("quotes", "12:41:25")
            )
            {
                Lost = "ledger 20, quotes 19",
                Onset = "12:45",
                GoesOn = true,
                Cause = "IK2001",
                Sure = true,
                Outages = 1,
                Ready = "notReady",
            },
            new(
                "minutes-of-the-session",
                "K",
                "quotes lost its cluster from 12:41:20 to 14:23:10, over the opening of New York",
                w =>
                {
                    w.Settings = Team;
                    w.Fleet()
                        .SendTo("quotes", "mian", "12:41:20", live: false)
                        .Update("quotes", "14:23:10", "ops-lee", _ => { })
                        .Refuse("quotes", "12:41:20", "14:23:10");
                }
            )
            {
                Lost = "quotes 10",
                Onset = "12:50",
                Mitigated = "14:30",
                Cause = "IK2001",
                Sure = true,
                Ready = "ready",
                Check = SessionMinutes,
            },
            new(
                "accepted-risk",
                "H",
                "digest is sent to a missing cluster; the team takes the risk until May, and says so in its settings",
                w =>
                {
                    w.Settings = """
                        accept:
                          - {schedule: digest, reason: nobody reads it in April, by: ana, until: 2026-05-01T00:00:00Z}
                        """;
                    w.Fleet().SendTo("digest", "mian", "12:41:20").Refuse("digest", "12:41:20");
                }
            )
            {
                Lost = "digest 3",
                Cause = "IK2001",
                Sure = true,
                Ready = "ready",
                Report = ["nobody reads it in April"],
            },
        ];

    private static IEnumerable<string> SessionMinutes(JsonElement report)
    {
        var service = report
            .GetProperty("impact")
            .GetProperty("markets")[0]
            .GetProperty("services")
            .EnumerateArray()
            .Single(s => s.GetProperty("service").GetString() == "prices");
        var (pre, regular) = (service.GetProperty("preMinutesLost").ToString(), service.GetProperty("regularMinutesLost").ToString());
        if ((pre, regular) != ("40", "60"))
            yield return $"{pre} minutes lost before the opening and {regular} after it, not 40 and 60";
    }
}
