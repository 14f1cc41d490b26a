using System.Text.Json.Nodes;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kinds A and C: calls are intervals, changes take time, and schedules are older than what CloudTrail keeps.</summary>
internal static class TimeWorlds
{
    private static readonly Action<JsonObject> Flexible = s =>
        s["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "FLEXIBLE", ["MaximumWindowInMinutes"] = 15 };

    public static Story[] All =>
        [
            new(
                "flexible-broken-inside",
                "A",
                "digest may be called within 15 minutes; its target is broken at 13:05, two minutes before the call of slot 13:00",
                w =>
                {
                    w.Fleet("pulse", "ledger", "quotes");
                    w.Add("digest", "cron(0 * * * ? *)", w.Every(3600), callSecond: 432, change: Flexible);
                    w.SendTo("digest", "mian", "13:05").Refuse("digest", "13:05");
                }
            )
            {
                Lost = "digest 3",
                Onset = "13:00",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Trigger = "UpdateSchedule.*release-bot",
                Ready = "notReady",
            },
            new(
                "flexible-mended-inside",
                "A",
                "digest may be called within 15 minutes; it is mended at 14:03, four minutes before the call of slot 14:00, which runs",
                w =>
                {
                    w.Fleet("pulse", "ledger", "quotes");
                    w.Add("digest", "cron(0 * * * ? *)", w.Every(3600), callSecond: 432, change: Flexible);
                    w.SendTo("digest", "mian", "11:40", live: false)
                        .Update("digest", "14:03", "ops-lee", _ => { })
                        .Refuse("digest", "11:40", "14:03");
                }
            )
            {
                Lost = "digest 2",
                Onset = "12:00",
                Mitigated = "14:00..14:08",
                Resolved = "14:03",
                Cause = "IK2001",
                Sure = true,
                Ready = "ready",
            },
            new(
                "rate-without-start",
                "A",
                "ledger's rate has no StartDate and fires at :03:20 and :08:20; its target breaks 13:03:05, fifteen seconds before a call",
                w =>
                {
                    w.Fleet("pulse", "digest");
                    w.Add(
                        "ledger",
                        "rate(5 minutes)",
                        w.Every(300, phase: "2026-04-06T09:03:20Z"),
                        created: "2026-04-06T09:03:20Z",
                        createEvent: true
                    );
                    w.SendTo("ledger", "mian", "13:03:05").Refuse("ledger", "13:03:05");
                }
            )
            {
                Lost = "ledger 36",
                Onset = "13:03..13:03:30",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Ready = "notReady",
            },
            new(
                "iam-acts-two-minutes-later",
                "A",
                "the right to run tasks is taken from the role at 12:41:20, and IAM takes 125 s to act",
                w =>
                {
                    w.Fleet();
                    w.Roles[RunRole] = ("scheduler.amazonaws.com", []);
                    w.Iam("12:41:20", "DeleteRolePolicy", "sec-admin", new { roleName = RunRole, policyName = "p0" }).Deny("*", "12:43:25");
                }
            )
            {
                Lost = "pulse 196, ledger 39, quotes 19, digest 3",
                Onset = "12:44",
                Cause = "IK3002",
                Sure = true,
                Explains = true,
                Trigger = "DeleteRolePolicy.*sec-admin",
                Ready = "notReady",
            },
            new(
                "late-retries-after-the-repair",
                "A",
                "the cluster of ledger is away from 12:41:20 to 14:23:10; ten seconds later the Scheduler delivers four old calls again",
                w =>
                {
                    w.Fleet("pulse", "quotes");
                    var job = w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300), cluster: "batch");
                    w.DeleteCluster("batch", "12:41:20", live: false)
                        .Event("14:23:10", "CreateCluster", "ops-lee", new { clusterName = "batch" })
                        .Refuse("ledger", "12:41:20", "14:23:10");
                    foreach (var k in Enumerable.Range(0, 4))
                        job.Calls.Add(
                            new Call
                            {
                                Job = job,
                                Slot = T("14:05") + Minutes(5 * k),
                                At = T("14:23:20") + Seconds(3 * k),
                                Copy = k + 1,
                            }
                        );
                }
            )
            {
                // The old calls are runs, though late: as many as can be told to be are not lost.
                Lost = "ledger 16-20",
                Onset = "12:45",
                Mitigated = "14:20..14:25",
                Resolved = "14:23:10",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Outages = 1,
                Ready = "ready",
            },
            new(
                "broken-just-before-the-window",
                "A",
                "the target of ledger is broken at 09:58:20, a minute and a half before the window",
                w => w.Fleet().SendTo("ledger", "mian", "09:58:20").Refuse("ledger", "09:58:20")
            )
            {
                Lost = "ledger 72",
                Onset = "09:58:20..10:00",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Trigger = "UpdateSchedule.*release-bot",
                Ready = "notReady",
            },
            new(
                "old-and-disabled",
                "C",
                "digest, created last year, is disabled at 12:41:20 by ops-lee, and only streams tell of runs",
                w =>
                    w.Fleet().StreamsOnly().Update("digest", "12:41:20", "ops-lee", s => s["State"] = "DISABLED").Drop("digest", "12:41:20")
            )
            {
                Lost = "digest 3",
                Onset = "13:00",
                Cause = "IK1001",
                Sure = true,
                Explains = true,
                Ready = "notReady|unknown",
            },
            new(
                "old-and-deleted",
                "C",
                "quotes, created last year, is deleted at 12:41:20 by ops-lee; nothing tells its expression, its runs tell its cadence",
                w => w.Fleet().Delete("quotes", "12:41:20", "ops-lee").Drop("quotes", "12:41:20")
            )
            {
                Lost = "quotes 0-19",
                Cause = "IK1002",
                Ready = "notReady|unknown",
                SummaryNot = ["(?i)no outage"],
                Report = ["quotes", "ops-lee"],
            },
            new(
                "old-and-enabled-again",
                "C",
                "ledger, created last year, is disabled from 11:12:10 to 11:58:40 by two people",
                w =>
                    w.Fleet()
                        .Update("ledger", "11:12:10", "ops-lee", s => s["State"] = "DISABLED", live: false)
                        .Update("ledger", "11:58:40", "ops-ana", _ => { })
                        .Drop("ledger", "11:12:10", "11:58:40")
            )
            {
                Lost = "ledger 9",
                Onset = "11:15",
                Mitigated = "12:00",
                Resolved = "11:58:40",
                Cause = "IK1001",
                Sure = true,
                Explains = true,
                Ready = "ready",
                Summary = ["IK1001|(?i:disabled)"],
            },
        ];
}
