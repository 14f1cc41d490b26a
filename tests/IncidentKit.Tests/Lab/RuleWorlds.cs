using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.Story;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: accounts that schedule with rules of EventBridge.</summary>
internal static class RuleWorlds
{
    private static Story[] Words =>
        [
            new(
                "rule-is-called-a-rule",
                "L",
                "ops disables the rule of ledger at 12:41:20: the summary calls it a rule",
                w => w.RuleFleet(true, "ledger", "quotes").Switch("ledger", false, "12:41:20", "ops").NotDue("ledger", "12:41:20")
            )
            {
                Lost = "ledger 39",
                Cause = "IK1007",
                Summary = ["(?i)the rule ledger"],
                SummaryNot = ["(?i)the schedule "],
            },
        ];

    public static Story[] All =>
        [
            .. Words,
            Rules("rules-sound", "four rules run well", w => w.RuleFleet()),
            Rules("rules-sound-and-recorded", "the same, and CloudTrail has their creation", w => w.RuleFleet(created: true)),
            Rules(
                "rule-beside-a-schedule-of-its-name",
                "a schedule and a rule are both named pulse, and run two families",
                w =>
                {
                    w.Fleet("pulse");
                    w.AddRule("pulse", "rate(5 minutes)", w.Every(300), family: "pulse-rule");
                }
            ) with
            {
                Report = ["us-west-2/rule/pulse"],
            },
            Rules(
                "rule-with-two-targets",
                "grid starts two families at each fire time",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.AddRule("grid", "cron(0/5 * * * ? *)", w.Every(300), "left", family: "grid-left");
                    w.AddRule("grid", "cron(0/5 * * * ? *)", w.Every(300), "right", family: "grid-right");
                }
            ) with
            {
                Report = ["grid/left", "grid/right"],
            },
            Rules(
                "rule-that-waits-for-events",
                "on-push waits for events, and starts a task of pulse's family by itself",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.PatternRules.Add("on-push");
                }
            ) with
            {
                Report = ["(?i)wait for events[^.]*on-push"],
            },
            Rules(
                "rule-switched-off-for-long",
                "nightly is off, and was so throughout; the others run",
                w =>
                {
                    w.RuleFleet();
                    w.AddRule("nightly", "cron(0 11 * * ? *)", [], change: l => l["State"] = "DISABLED");
                }
            ),
            new(
                "rule-disabled",
                "L",
                "dev-kim disables rule pulse at 12:41:20; nothing enables it again",
                w => w.RuleFleet().Switch("pulse", false, "12:41:20", "dev-kim").NotDue("pulse", "12:41:20")
            )
            {
                Lost = "pulse 198",
                Unknown = 0,
                Onset = "12:42",
                Cause = "IK1007",
                Sure = true,
                Explains = true,
                Outages = 1,
                Trigger = "DisableRule.*dev-kim",
                Ready = "notReady",
                Never = ["IK1001"],
                Report = ["rule pulse"],
                Check = r => Repairs(r, ".State", "ENABLED"),
            },
            new(
                "rule-disabled-and-enabled",
                "L",
                "ops disables rule ledger at 12:41:20 and enables it at 14:03:20",
                w =>
                    w.RuleFleet()
                        .Switch("ledger", false, "12:41:20", "ops")
                        .Switch("ledger", true, "14:03:20", "ops")
                        .NotDue("ledger", "12:41:20", "14:03:20")
            )
            {
                Lost = "ledger 16",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "14:05",
                Cause = "IK1007",
                Sure = true,
                Trigger = "DisableRule.*ops",
                Ready = "ready",
            },
            new(
                "rule-put-without-a-state",
                "L",
                "a deployment puts rule quotes DISABLED at 12:41:20",
                w =>
                    w.RuleFleet(created: true)
                        .PutRule("quotes", "12:41:20", "deploy", r => r["State"] = "DISABLED")
                        .NotDue("quotes", "12:41:20")
            )
            {
                Lost = "quotes 19",
                Unknown = 0,
                Onset = "12:50",
                Cause = "IK1007",
                Sure = true,
                Trigger = "PutRule.*deploy",
                Ready = "notReady",
            },
            new(
                "rule-lost-its-target",
                "L",
                "sweeper removes the target of rule ledger at 12:41:20; the rule fires on and calls nothing",
                w => w.RuleFleet(created: true).RemoveTarget("ledger", "12:41:20", "sweeper").Drop("ledger", "12:41:20")
            )
            {
                Lost = "ledger 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK1007",
                Sure = true,
                Explains = true,
                Outages = 1,
                Trigger = "RemoveTargets.*sweeper",
                Ready = "notReady",
                Report = ["rule ledger"],
                Check = r => Repairs(r, ".Target.Arn", ClusterArn("main")),
            },
            new(
                "old-rule-lost-its-target",
                "L",
                "the same, and the rule is older than CloudTrail: what its target was only its tasks show",
                w => w.RuleFleet().RemoveTarget("ledger", "12:41:20", "sweeper").Drop("ledger", "12:41:20")
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK1007",
                Sure = true,
                Trigger = "RemoveTargets.*sweeper",
                Ready = "notReady",
            },
            new(
                "one-target-of-two-lost",
                "L",
                "of rule grid's two targets sweeper removes one at 12:41:20; the other runs on",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.AddRule("grid", "cron(0/5 * * * ? *)", w.Every(300), "left", family: "grid-left", created: Recent);
                    w.AddRule("grid", "cron(0/5 * * * ? *)", w.Every(300), "right", family: "grid-right", created: Recent);
                    w.RemoveTarget("grid/right", "12:41:20", "sweeper").Drop("grid/right", "12:41:20");
                }
            )
            {
                Lost = "grid/right 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK1007",
                Sure = true,
                Outages = 1,
                Trigger = "RemoveTargets.*grid/right.*sweeper",
                Ready = "notReady",
            },
            new(
                "rule-deleted",
                "L",
                "sweeper deletes rule quotes, its target first, at 12:41:20",
                w => w.RuleFleet(created: true).DeleteRule("quotes", "12:41:20", "sweeper").NotDue("quotes", "12:41:20")
            )
            {
                Lost = "quotes 19",
                Unknown = 0,
                Onset = "12:50",
                Cause = "IK1002",
                Sure = true,
                Outages = 1,
                Never = ["IK1007"],
                Trigger = "DeleteRule.*sweeper",
                Ready = "notReady|ready|unknown",
            },
            new(
                "old-rule-deleted",
                "L",
                "the same, and the rule is older than CloudTrail: only its tasks show that it had a cadence",
                w => w.RuleFleet().DeleteRule("quotes", "12:41:20", "sweeper").NotDue("quotes", "12:41:20")
            )
            {
                Lost = "quotes 19",
                Onset = "12:50",
                Cause = "IK1002",
                Sure = true,
                Trigger = "DeleteRule.*sweeper",
            },
            Rules(
                "rule-target-renamed",
                "a deployment puts the target of quotes under another id at 12:41:20 and takes the old one away a second later",
                w =>
                {
                    w.RuleFleet(created: true);
                    w.AddRule("quotes", "cron(0/10 * * * ? *)", w.Every(600, "12:50"), "quotes-v2", family: "quotes");
                    w.PutTarget("quotes/quotes-v2", "12:41:20", "terraform");
                    w.RemoveTarget("quotes/t1", "12:41:21", "terraform").Drop("quotes/t1", "12:41:20");
                }
            ),
            Rules(
                "rule-replaced",
                "terraform deletes rule ledger and makes it again four seconds later, the same",
                w =>
                {
                    w.RuleFleet(created: true);
                    w.DeleteRule("ledger", "12:41:20", "terraform");
                    w["ledger"].Exists = true;
                    w.PutRule("ledger", "12:41:26", "terraform");
                    w.PutTarget("ledger", "12:41:27", "terraform");
                }
            ),
            Rules(
                "rule-made-in-the-window",
                "rule late is made at 12:41:20, and runs from then on",
                w =>
                {
                    w.RuleFleet();
                    w.AddRule("late", "cron(0/10 * * * ? *)", w.Every(600, "12:50"), created: "12:41:20");
                }
            ),
            new(
                "rule-cluster-gone",
                "L",
                "sweeper deletes the cluster of rule ledger at 12:41:20",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.AddRule("ledger", "cron(0/5 * * * ? *)", w.Every(300), cluster: "batch");
                    w.DeleteCluster("batch", "12:41:20").Refuse("ledger", "12:41:20");
                }
            )
            {
                Lost = "ledger 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK2001",
                Sure = true,
                Trigger = "DeleteCluster.*sweeper",
                Ready = "notReady",
            },
            new(
                "rule-sent-to-a-cluster-that-is-not-there",
                "L",
                "dev-kim puts the target of rule ledger with a mistyped cluster at 12:41:20",
                w =>
                    w.RuleFleet(created: true)
                        .PutTarget("ledger", "12:41:20", "dev-kim", t => t["Arn"] = ClusterArn("mian"))
                        .Refuse("ledger", "12:41:20")
            )
            {
                Lost = "ledger 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Trigger = "PutTargets.*ledger.*dev-kim",
                Ready = "notReady",
            },
            new(
                "rule-role-denied",
                "L",
                "sec-admin takes ecs:RunTask from the rules' role at 12:41:20",
                w =>
                {
                    w.RuleFleet().PutPolicy("12:41:20", "sec-admin", RuleRole, Allow("iam:PassRole"));
                    w.Deny("*", "12:41:30");
                    foreach (var call in w.Jobs.SelectMany(j => j.From(T("12:41:30"))))
                        call.Error = (
                            "AccessDenied",
                            $"User: arn:aws:sts::123456789012:assumed-role/{RuleRole}/9f8e is not authorized to perform: ecs:RunTask on resource: {call.Job.Definition} because no identity-based policy allows the ecs:RunTask action"
                        );
                }
            )
            {
                Lost = "pulse 198, ledger 39, quotes 19, digest 3",
                Unknown = 0,
                Onset = "12:42",
                Cause = "IK3002",
                Sure = true,
                Outages = 1,
                Trigger = "PutRolePolicy.*sec-admin",
                Ready = "notReady",
            },
            new(
                "rule-role-trusts-the-scheduler",
                "L",
                "at 12:41:20 dev-kim lets only the Scheduler assume the rules' role; EventBridge tells of it by its counts alone",
                w =>
                {
                    w.RuleFleet(false, "ledger", "quotes");
                    w.Roles[RuleRole] = ("scheduler.amazonaws.com", w.Roles[RuleRole].Policies);
                    w.Iam(
                            "12:41:20",
                            "UpdateAssumeRolePolicy",
                            "dev-kim",
                            new { roleName = RuleRole, policyDocument = Trust("scheduler.amazonaws.com") }
                        )
                        .Each(
                            "*",
                            "12:43",
                            null,
                            c =>
                            {
                                c.Untold = true;
                                c.Error = ("FAILED_TO_ASSUME_ROLE", "");
                            }
                        );
                }
            )
            {
                Lost = "ledger 39, quotes 19",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK3001",
                Sure = true,
                Trigger = "UpdateAssumeRolePolicy.*dev-kim",
                Ready = "notReady",
            },
            new(
                "lambda-permission-lost",
                "L",
                "at 12:41:20 dev-kim removes the permission by which rule close-books may invoke its function",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.RuleInvokes("close-books", permitted: false);
                    w.RuleFunctionRuns("close-books", "08:00", "12:41:20", failedFrom: "12:41:20");
                    w.Event(
                        "12:41:20",
                        "RemovePermission20150331v2",
                        "dev-kim",
                        new { functionName = "close-books", statementId = "rule-close-books" }
                    );
                }
            )
            {
                Lost = "close-books 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK3004",
                Sure = true,
                Trigger = "RemovePermission.*dev-kim",
                Ready = "notReady",
                Report = ["add-permission"],
            },
            new(
                "lambda-rule-sound",
                "L",
                "rule close-books invokes its function by the function's policy, and it runs",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.RuleInvokes("close-books", permitted: true);
                    w.RuleFunctionRuns("close-books", "08:00", null, failedFrom: null);
                }
            )
            {
                Lost = "",
                Unknown = 0,
                Outages = 0,
                Ready = "ready",
                Never = ["IK3001", "IK3002", "IK3004"],
            },
            new(
                "lambda-alias-sound",
                "L",
                "rule close-books invokes the alias live of its function by the alias's own policy, and it runs",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.RuleInvokes("close-books", permitted: true, alias: "live");
                    w.RuleFunctionRuns("close-books", "08:00", null, failedFrom: null);
                }
            )
            {
                Lost = "",
                Unknown = 0,
                Outages = 0,
                Ready = "ready",
                Never = ["IK3001", "IK3002", "IK3004"],
            },
            new(
                "lambda-alias-permission-lost",
                "L",
                "at 12:41:20 dev-kim removes the permission by which rule close-books may invoke the alias live",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.RuleInvokes("close-books", permitted: false, alias: "live");
                    w.RuleFunctionRuns("close-books", "08:00", "12:41:20", failedFrom: "12:41:20");
                    w.Event(
                        "12:41:20",
                        "RemovePermission20150331v2",
                        "dev-kim",
                        new
                        {
                            functionName = "close-books",
                            qualifier = "live",
                            statementId = "rule-close-books",
                        }
                    );
                }
            )
            {
                Lost = "close-books 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK3004",
                Sure = true,
                Trigger = "RemovePermission.*dev-kim",
                Ready = "notReady",
                Report = ["add-permission"],
            },
            new(
                "rule-due-never",
                "L",
                "at 12:41:20 dev-kim writes a day that does not come into the expression of rule ledger",
                w =>
                    w.RuleFleet(created: true)
                        .PutRule("ledger", "12:41:20", "dev-kim", r => r["ScheduleExpression"] = "cron(0/5 * 31 2 ? *)")
                        .NotDue("ledger", "12:41:20")
            )
            {
                Cause = "IK1004",
                Outages = 0,
                Report = ["IK1004", "dev-kim", "39 fire times"],
                Ready = "ready|notReady|unknown",
            },
            new(
                "rule-letters-lost",
                "L",
                "EventBridge puts the events of rule ledger into its queue from 12:41:20: its role cannot be assumed",
                w =>
                {
                    w.RuleFleet(false, "pulse");
                    w.AddRule(
                        "ledger",
                        "cron(0/5 * * * ? *)",
                        w.Every(300),
                        change: l =>
                            l["Target"]!["DeadLetterConfig"] = new System.Text.Json.Nodes.JsonObject
                            {
                                ["Arn"] = "arn:aws:sqs:us-west-2:123456789012:lost",
                            }
                    );
                    w.Each("ledger", "12:41:20", null, c => c.Untold = c.Dropped = true);
                    w.RuleLetters("ledger", w.Every(300, "12:45", "16:00"), "FAILED_TO_ASSUME_ROLE", "The role cannot be assumed.");
                }
            )
            {
                Lost = "ledger 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK3001",
                Ready = "notReady",
            },
            new(
                "rule-changes-unread",
                "L",
                "somebody disables rule pulse at 12:41:20, and CloudTrail was not read",
                w => w.RuleFleet().Switch("pulse", false, "12:41:20", "dev-kim").NotDue("pulse", "12:41:20").Unread(SourceNames.Changes)
            )
            {
                Lost = "pulse 198",
                Onset = "12:42",
                Cause = "IK1007",
                Ready = "notReady|unknown",
                Summary = ["(?i)not recorded in full"],
            },
            Unseen(
                "rules-denied",
                "the recorder may not list rules; schedules run well",
                w =>
                {
                    w.Fleet();
                    w.AddRule("nightly", "cron(0/5 * * * ? *)", w.Every(300));
                    w.Unread(SourceNames.Rules);
                }
            ) with
            {
                Report = ["events.rules"],
            },
        ];

    /// <summary>Whether fix.sh puts a value.</summary>
    private static IEnumerable<string> Repairs(System.Text.Json.JsonElement report, string path, string value) =>
        report
            .GetProperty("repairs")
            .EnumerateArray()
            .Any(r => r.GetProperty("jqPath").GetString() == path && r.GetProperty("newValue").GetString() == value)
            ? []
            : [$"no repair puts {value} into {path}: {report.GetProperty("repairs")}"];

    private static Story Rules(string name, string text, Action<World> build) => Sound(name, text, build) with { Kind = "L" };
}
