using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: schedules and rules that start state machines of Step Functions.</summary>
internal static class MachineWorlds
{
    private const string Every5 = "cron(0/5 * * * ? *)";
    private const string TaskFailed = "States.TaskFailed";

    public static Story[] All => [.. Sound, .. Lost, .. Express, .. Unseen];

    private static Story[] Sound =>
        [
            Well("machine-sound", "settle starts its machine every five minutes, and each execution succeeds", w => w.Settle()),
            Well(
                "machine-of-a-universal-target",
                "the target is the API's own call, which names the machine in its input",
                w => w.Fleet("ledger").Starts("settle", Every5, w.Every(300), universal: true)
            ),
            Well(
                "machine-with-names-of-another-form",
                "the names of the executions hold no times",
                w => w.Fleet("ledger").Starts("settle", Every5, w.Every(300), named: false)
            ),
            Well(
                "machine-of-a-rate-without-dates",
                "the schedule is a rate, and of when it was made or changed nothing is recorded",
                w =>
                {
                    w.Fleet("ledger").Starts("settle", "rate(5 minutes)", w.Every(300));
                    foreach (var date in (string[])["CreationDate", "LastModificationDate"])
                        w.Others.Single(o => (string?)o["Name"] == "settle").Remove(date);
                }
            ),
            Well(
                "machine-of-two-schedules",
                "settle and resettle start one machine, two minutes apart: the names of the executions tell whose they are",
                w => w.Settle().Starts("resettle", "cron(2/5 * * * ? *)", w.Every(300, phase: "2025-06-02T08:02:00Z"), machine: "settle")
            ) with
            {
                Check = r => Of(r, "settle resettle", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
            },
            Well(
                "machine-of-a-rule",
                "a rule starts the machine",
                w =>
                {
                    w.Fleet("ledger");
                    w.RuleStarts("settle", "rate(5 minutes)", w.Every(300));
                    RuleCounts(w, "settle");
                }
            ),
            Well(
                "machine-started-by-hand-too",
                "people start five more executions between the runs: those are nobody's",
                w =>
                {
                    w.Settle();
                    foreach (var at in (string[])["11:01:10", "12:03:20", "13:02:30", "13:03:30", "14:04:10"])
                        w.StartedByHand("settle", at);
                }
            ),
            Well(
                "machine-with-a-late-redrive",
                "one execution failed at first and was redriven: it is the same, and succeeded an hour later",
                w => w.Settle().Ended("settle", "12:00", "12:05", "SUCCEEDED", length: Minutes(60))
            ) with
            {
                MayBe = ["IK4011"],
            },
        ];

    private static Story[] Lost =>
        [
            new(
                "machine-fails",
                "L",
                "from 13:00 each execution fails in its task",
                w => w.Settle().Ended("settle", "13:00", null, "FAILED", TaskFailed, "quote service answered 503")
            )
            {
                Lost = "settle 36",
                Unknown = 0,
                Onset = "13:00",
                GoesOn = true,
                Cause = "IK4010",
                Sure = true,
                Outages = 1,
                Ready = "notReady",
                Report = ["States\\.TaskFailed", "quote service answered 503"],
                Check = r => Of(r, "settle", (s, _) => (s is { Succeeded: 36, Unknown: 0 }, "36 succeeded")),
            },
            new(
                "machine-fails-after-an-update",
                "L",
                "release-bot updates the machine at 12:58:20, and from 13:00 to 14:00 each execution fails; it is updated again at 13:57",
                w =>
                    w.Settle()
                        .Event("12:58:20", "UpdateStateMachine", "release-bot", new { stateMachineArn = MachineArn("settle") })
                        .Event("13:57:00", "UpdateStateMachine", "release-bot", new { stateMachineArn = MachineArn("settle") })
                        .Ended("settle", "13:00", "14:00", "FAILED", "States.Runtime", "invalid path '$.quotes'")
            )
            {
                Lost = "settle 12",
                Onset = "13:00",
                Mitigated = "14:00",
                Cause = "IK4010",
                Sure = true,
                Trigger = "UpdateStateMachine.*release-bot",
                Ready = "ready",
            },
            new(
                "machine-times-out-twice",
                "L",
                "two executions run into the machine's limit of four minutes",
                w => w.Settle().Ended("settle", "12:00", "12:10", "TIMED_OUT", "States.Timeout", null, Minutes(4))
            )
            {
                Lost = "settle 2",
                Onset = "12:00",
                Mitigated = "12:10",
                Cause = "IK4010",
                Report = ["(?i)timed.?out|States\\.Timeout"],
            },
            new(
                "machine-stopped-by-hand",
                "L",
                "somebody stops three executions",
                w => w.Settle().Ended("settle", "12:00", "12:15", "ABORTED", length: Seconds(20))
            )
            {
                Lost = "settle 3",
                Cause = "IK4010|IK4007",
                Report = ["(?i)aborted"],
            },
            new(
                "machine-deleted",
                "L",
                "sweeper deletes the machine at 12:41:20, and what it ran with it",
                w =>
                {
                    w.Settle().Event("12:41:20", "DeleteStateMachine", "sweeper", new { stateMachineArn = MachineArn("settle") });
                    w.MachineOf("settle").Exists = false;
                    w.RefusedCalls("settle", "12:41:20");
                }
            )
            {
                Lost = "settle 38-39",
                Cause = "IK2004",
                Sure = true,
                GoesOn = true,
                Trigger = "DeleteStateMachine.*sweeper",
                Ready = "notReady",
                Check = r =>
                    r.GetProperty("schedules").EnumerateArray().Sum(s => s.GetProperty("unknown").GetInt32()) is > 34 and var n
                        ? [$"{n} unknown"]
                        : [],
            },
            new(
                "machine-of-another-name",
                "L",
                "release-bot points the schedule at settel at 12:41:20, which is not there",
                w =>
                {
                    w.Settle(created: true).RefusedStarts("settle", "12:41:20").Point("settle", "settel", "12:41:20", "release-bot");
                    w.AddMachine("settel").Exists = false;
                }
            )
            {
                Lost = "settle 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK2004",
                Sure = true,
                Trigger = "UpdateSchedule.*release-bot",
                Ready = "notReady",
            },
            new(
                "machine-dead-letters",
                "L",
                "the same, and the queue says that the machine does not exist",
                w =>
                {
                    w.Settle().RefusedStarts("settle", "12:41:20").Point("settle", "settel", "12:41:20", "release-bot");
                    w.AddMachine("settel").Exists = false;
                    w.DeadLetters(
                        "settle",
                        w.Every(300, "12:45", "16:00"),
                        "AWS.StepFunctions.StateMachineDoesNotExist",
                        "State Machine Does Not Exist: 'arn:aws:states:us-west-2:123456789012:stateMachine:settel'"
                    );
                }
            )
            {
                Lost = "settle 39",
                // Where it pointed before, nobody recorded.
                Unknown = 33,
                Cause = "IK2004",
                Sure = true,
                Report = ["(?i)does not exist"],
            },
            new(
                "machine-role-denied",
                "L",
                "sec-admin takes the permission to start the machine from the role at 12:41:20, and gives it back at 14:03:20",
                w =>
                    w.Settle()
                        .PutPolicy("12:41:20", "sec-admin", MachineRole, Allow("states:ListExecutions"))
                        .PutPolicy("14:03:20", "sec-admin", MachineRole, Allow("states:StartExecution"))
                        .RefusedStarts("settle", "12:41:20", "14:04")
            )
            {
                Lost = "settle 16",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "14:05",
                Cause = "IK3002",
                Trigger = "PutRolePolicy.*sec-admin",
                Ready = "ready",
            },
            new(
                "machine-role-denied-still",
                "L",
                "the same, and nobody gives it back",
                w =>
                    w.Settle()
                        .PutPolicy("12:41:20", "sec-admin", MachineRole, Allow("states:ListExecutions"))
                        .RefusedStarts("settle", "12:41:20")
            )
            {
                Lost = "settle 39",
                Onset = "12:45",
                Cause = "IK3002",
                Sure = true,
                Ready = "notReady",
            },
            new(
                "machine-schedule-disabled",
                "L",
                "dev-kim disables the schedule from 12:41:20 to 14:03:20, and somebody starts an execution by hand at 13:00:10",
                w =>
                {
                    w.Settle().NotStarted("settle", "12:41:20", "14:04").StartedByHand("settle", "13:00:10");
                    w.Change("settle", "12:41:20", "dev-kim", s => s["State"] = "DISABLED");
                    w.Change("settle", "14:03:20", "dev-kim", s => s["State"] = "ENABLED");
                }
            )
            {
                Lost = "settle 15-16",
                Onset = "12:45",
                Mitigated = "14:05",
                Cause = "IK1001",
                Sure = true,
                Outages = 1,
            },
            new(
                "machine-lost-three",
                "L",
                "three runs were never started, and nothing tells why",
                w => w.Settle().NotStarted("settle", "12:00", "12:15")
            )
            {
                Lost = "settle 3",
                Unknown = 0,
                Onset = "12:00",
                Mitigated = "12:15",
            },
            new(
                "machine-input-invalid",
                "L",
                "the input is no JSON since release-bot's change at 12:41:20; the queue tells",
                w =>
                {
                    w.Settle().RefusedStarts("settle", "12:41:20");
                    w.Change("settle", "12:41:20", "release-bot", s => s["Target"]!["Input"] = "{quotes:");
                    w.DeadLetters(
                        "settle",
                        w.Every(300, "12:45", "16:00"),
                        "AWS.StepFunctions.InvalidExecutionInput",
                        "Invalid State Machine Execution Input: 'Unexpected character'"
                    );
                }
            )
            {
                Lost = "settle 39",
                Unknown = 0,
                Cause = "IK2005",
                Sure = true,
            },
            new(
                "machine-of-a-disabled-rule",
                "L",
                "ops disables the rule at 12:41:20 and enables it at 14:03:20",
                w =>
                {
                    w.Fleet("ledger");
                    w.RuleStarts("settle", "rate(5 minutes)", w.Every(300));
                    w.NotStarted("settle", "12:41:20", "14:04");
                    RuleCounts(w, "settle");
                    w.Switch("settle", false, "12:41:20", "ops").Switch("settle", true, "14:03:20", "ops");
                }
            )
            {
                Lost = "settle 16",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "14:05",
                Cause = "IK1007",
                Sure = true,
            },
            new(
                "machine-hangs",
                "L",
                "usually an execution takes 40 seconds; that of 15:40 still runs when it is recorded at 16:04",
                w => w.Near().Settle().Ended("settle", "15:40", "15:45", "RUNNING")
            )
            {
                Lost = "",
                Unknown = 0,
                Also = ["IK4011"],
                Check = r => Named(r, "settle").GetProperty("running").GetInt32() == 1 ? [] : ["not 1 running"],
            },
        ];

    private static Story[] Express =>
        [
            Well(
                "express-sound",
                "settle is an EXPRESS machine, of which there is no list: its metrics leave no choice",
                w => w.Fleet("ledger").Starts("settle", Every5, w.Every(300), type: "EXPRESS")
            ),
            new(
                "express-fails",
                "L",
                "an EXPRESS machine fails from 13:00 on",
                w => w.Fleet("ledger").Starts("settle", Every5, w.Every(300), type: "EXPRESS").Ended("settle", "13:00", null, "FAILED")
            )
            {
                Lost = "settle 36",
                Unknown = 0,
                Onset = "13:00",
                Cause = "IK4010",
                Ready = "notReady",
                Check = r => Of(r, "settle", (s, _) => (s is { Succeeded: 36, Unknown: 0 }, "36 succeeded")),
            },
            Story.Sound(
                "express-shared-with-others",
                "others start the machine too, and of two executions of 12:00 to 12:20 one fails: whose, nobody can tell",
                w =>
                {
                    w.Fleet("ledger").Starts("settle", Every5, w.Every(300), type: "EXPRESS");
                    foreach (var at in w.Every(300, last: "16:10").Where(t => t < T("16:00")))
                        w.StartedByHand("settle", Iso(at + Seconds(20)));
                    w.Ended("settle", "12:00:00", "12:00:25", "FAILED").Ended("settle", "12:05:00", "12:05:25", "FAILED");
                    w.Ended("settle", "12:10:00", "12:10:25", "FAILED").Ended("settle", "12:15:00", "12:15:25", "FAILED");
                }
            ) with
            {
                Ready = null,
                Check = r => Of(r, "settle", (s, _) => (s is { Succeeded: 68, Unknown: 4 }, "68 succeeded, 4 unknown")),
            },
            new(
                "express-not-started",
                "L",
                "the role may not start the EXPRESS machine from 12:41:20 on",
                w =>
                    w.Fleet("ledger")
                        .Starts("settle", Every5, w.Every(300), type: "EXPRESS")
                        .PutPolicy("12:41:20", "sec-admin", MachineRole, Allow("states:ListExecutions"))
                        .RefusedStarts("settle", "12:41:20")
            )
            {
                Lost = "settle 39",
                Onset = "12:45",
                Cause = "IK3002",
                Ready = "notReady",
            },
        ];

    private static Story[] Unseen =>
        [
            new(
                "machine-executions-denied",
                "L",
                "the recorder may not list executions",
                w =>
                {
                    w.Settle().MachineOf("settle").IsDenied = true;
                    w.Unread("states.executions");
                }
            )
            {
                Lost = "",
                Unknown = 72,
                Ready = "unknown",
            },
            new(
                "machine-listing-cut",
                "L",
                "a machine with very many executions was listed back to 12:30 only: what was before is unknown, what is since is not",
                w =>
                {
                    w.Settle().NotStarted("settle", "14:00", "14:10").MachineOf("settle").ListedSince = T("12:30");
                    w.Unread("states.executions", CoverageStatus.Partial, "over the call budget");
                }
            )
            {
                Lost = "settle 2",
                Unknown = 30,
                Onset = "14:00",
                Mitigated = "14:10",
            },
        ];

    /// <summary>Sound, and each run known to have succeeded.</summary>
    private static Story Well(string name, string text, Action<World> build) =>
        Story.Sound(name, text, build) with
        {
            Check = r => Of(r, "settle", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
        };

    private static World Settle(this World world, bool created = false) =>
        world.Fleet("ledger").Starts("settle", Every5, world.Every(300), created: created);

    /// <summary>UpdateSchedule of a schedule that starts no task.</summary>
    internal static World Change(this World world, string name, string at, string by, Action<JsonObject> change)
    {
        var live = world.Others.Single(o => (string?)o["Name"] == name);
        change(live);
        live["LastModificationDate"] = Iso(T(at));
        return world.Sent(live, at, by);
    }

    private static World Point(this World world, string name, string machine, string at, string by) =>
        world.Change(name, at, by, s => s["Target"]!["Arn"] = MachineArn(machine));

    private static void RuleCounts(World world, string rule)
    {
        foreach (var metric in (string[])["Invocations", "TriggeredRules"])
            AddMetric(
                (parameters, body) => world.More.Add(("cloudwatch", "GetMetricData", parameters, body, Region)),
                (Iso(world.Window.Start - Minutes(130)), Iso(Instant.Min(world.Window.End + Minutes(10), world.RecordedAt))),
                ("AWS/Events", metric, "RuleName", rule),
                world
                    .MachineOf(rule)
                    .Runs.Where(r => r.Start < world.Window.End + Minutes(10))
                    .Select(r => (Iso(Instant.FromUnixTimeSeconds(r.Start.ToUnixTimeSeconds() / 60 * 60)), 1.0))
            );
    }
}
