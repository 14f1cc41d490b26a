using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: how runs ended, by the recorder's events long after ECS has forgotten them, or by a function's metrics.</summary>
internal static class OutcomeWorlds
{
    private static readonly Death Crash = new("EssentialContainerExited", "Essential container in task exited", 1);

    private static readonly Death Memory = new(
        "EssentialContainerExited",
        "OutOfMemoryError: Container killed due to memory usage",
        137,
        ContainerReason: "OutOfMemoryError: Container killed due to memory usage"
    );

    private static readonly Death NoImage = new(
        "TaskFailedToStart",
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-west-2.amazonaws.com/quotes:12: not found",
        Never: true
    );

    private static readonly Death NoSecret = new(
        "TaskFailedToStart",
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        Never: true
    );

    private static readonly Death ByHand = new("UserInitiated", "Task stopped by user", 143);

    private static readonly Death Spot = new("SpotInterruption", "Your Spot Task was interrupted.", 137);

    public static Story[] All => [.. Tasks, .. Functions];

    private static Story[] Tasks =>
        [
            Story.Sound(
                "all-succeed",
                "a recorder keeps the events of every task, and each ended with exit code 0",
                w => w.Fleet().Recorder()
            ) with
            {
                Check = r => Of(r, "pulse ledger quotes digest", (s, ran) => (s.Succeeded == ran && s.Unknown == 0, "all succeeded")),
            },
            Story.Sound("no-recorder", "nobody keeps the events: three hours later nothing tells how the runs ended", w => w.Fleet()) with
            {
                Check = r =>
                    [
                        .. Of(r, "pulse ledger quotes digest", (s, ran) => (s.Succeeded == 0 && s.Unknown == ran, "all unknown")),
                        .. Reason(r, "pulse", "recorder"),
                    ],
            },
            Story.Sound(
                "recorder-is-younger",
                "the recorder is made at 13:00: the ends of earlier runs are unknown, those of later ones are not",
                w => w.Fleet().Recorder("13:00")
            ) with
            {
                Check = r =>
                    [
                        .. Of(r, "ledger", (s, _) => (s is { Succeeded: 36, Unknown: 36 }, "36 succeeded, 36 unknown")),
                        .. Reason(r, "ledger", "13:00"),
                    ],
            },
            Story.Sound(
                "torn-message",
                "two messages of the group are no events of tasks, and one is cut: nothing else suffers",
                w =>
                {
                    w.Fleet().Recorder();
                    w.RecorderMessages.Add("plain words about ECS Task State Change");
                    w.RecorderMessages.Add("""{"detail-type":"ECS Task State Change","detail":{"taskArn":"arn:aws:ecs:us-west-2:1""");
                    w.RecorderMessages.Add("""{"detail-type":"ECS Container Instance State Change","detail":{"lastStatus":"STOPPED"}}""");
                }
            ) with
            {
                Check = r => Of(r, "pulse", (s, ran) => (s.Succeeded == ran, "all succeeded")),
            },
            Story.Sound(
                "tasks-of-services",
                "an ECS service restarts tasks of the same family: they are no runs, and nobody started them by hand",
                w =>
                {
                    w.Fleet().Recorder();
                    foreach (var at in w.Every(900, "10:00", "16:00"))
                        w.RecorderMessages.Add(ServiceTask("ledger", at + Seconds(100)));
                }
            ) with
            {
                Check = r => r.GetProperty("manualRuns").GetArrayLength() == 0 ? [] : ["runs of a service are taken for runs by hand"],
            },
            new(
                "crash-hours-ago",
                "L",
                "ledger ends with exit code 1 from 12:41 to 13:10; it is recorded at 19:30",
                w => w.Fleet().Recorder().Die("ledger", "12:41", "13:10", Crash)
            )
            {
                Lost = "ledger 5",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "13:10",
                Cause = "IK4006",
                Sure = true,
                Outages = 1,
                Check = r => Of(r, "ledger", (s, ran) => (s.Succeeded == ran && s.Unknown == 0, "the others succeeded")),
            },
            new(
                "crash-now-and-then",
                "L",
                "every seventh task of pulse ends with exit code 1 all day long",
                w => w.Fleet().Recorder().Die("pulse", "08:00", null, Crash, n => n % 7 == 3)
            )
            {
                Lost = "pulse 51-52",
                Cause = "IK4006",
            },
            new(
                "out-of-memory-hours-ago",
                "L",
                "from 12:00 the tasks of quotes are killed for memory",
                w => w.Fleet().Recorder().Die("quotes", "12:00", null, Memory)
            )
            {
                Lost = "quotes 24",
                Onset = "12:00",
                GoesOn = true,
                Cause = "IK4006",
                Sure = true,
                Ready = "notReady",
                Report = ["(?i)OutOfMemory"],
            },
            new(
                "image-gone-hours-ago",
                "L",
                "from 12:00 to 13:00 the image of quotes is not there",
                w => w.Fleet().Recorder().Die("quotes", "12:00", "13:00", NoImage)
            )
            {
                Lost = "quotes 6",
                Onset = "12:00",
                Mitigated = "13:00",
                Cause = "IK4003",
                Sure = true,
            },
            new(
                "secret-gone-hours-ago",
                "L",
                "from 12:00 to 13:00 the secret of ledger is not there",
                w => w.Fleet().Recorder().Die("ledger", "12:00", "13:00", NoSecret)
            )
            {
                Lost = "ledger 12",
                Cause = "IK4004",
                Sure = true,
            },
            new(
                "stopped-by-a-person-hours-ago",
                "L",
                "somebody stops three tasks of ledger by hand",
                w => w.Fleet().Recorder().Die("ledger", "12:00", "12:15", ByHand)
            )
            {
                Lost = "ledger 3",
                Cause = "IK4007",
            },
            new("spot", "L", "Spot takes two tasks of quotes", w => w.Fleet().Recorder().Die("quotes", "12:00", "12:20", Spot))
            {
                Lost = "quotes 2",
                Cause = "IK4007",
            },
            new(
                "no-streams-at-all",
                "L",
                "ledger logs elsewhere, and RunTask events were not read: the recorder alone tells of its runs, 5 of which failed",
                w =>
                {
                    w.Fleet().Recorder().StreamsOnly().Die("ledger", "12:41", "13:10", Crash);
                    w["ledger"].HasStreams = false;
                }
            )
            {
                Lost = "ledger 5",
                Unknown = 0,
                Cause = "IK4006",
                Check = r => Of(r, "ledger", (s, ran) => (ran == 67 && s.Succeeded == 67, "67 ran and succeeded")),
            },
            new(
                "one-of-two-tasks-fails",
                "L",
                "each call of ledger starts two tasks; at 12:00 both are killed for memory",
                w =>
                {
                    w.Fleet().Recorder().Each("ledger", "08:00", null, c => c.Asked = 2).Die("ledger", "12:00", "12:05", Memory);
                    w["ledger"].Live["Target"]!["EcsParameters"]!["TaskCount"] = 2;
                }
            )
            {
                Lost = "ledger 1",
                Cause = "IK4006",
                Check = r => Of(r, "ledger", (s, ran) => (ran == 71 && s.Succeeded == 71, "71 succeeded")),
            },
            new(
                "denied",
                "L",
                "the recorder's events may not be read: ledger's crashes of hours ago are unknown, and say why",
                w => w.Fleet().Recorder().Die("ledger", "12:41", "13:10", Crash).Unread(SourceNames.TaskEvents)
            )
            {
                Lost = "",
                Check = r => Reason(r, "ledger", "logs.taskEvents was denied"),
            },
        ];

    private static Story[] Functions =>
        [
            Story.Sound(
                "function-succeeds",
                "alerts is invoked every five minutes, and its error count is zero throughout",
                w => w.Fleet().Recorder().Invokes("alerts").Counts("alerts", w.Every(300, last: "16:10"), [])
            ) with
            {
                Check = r => Of(r, "alerts", (s, ran) => (s.Succeeded == ran && s.Unknown == 0, "all succeeded")),
            },
            Story.Sound(
                "errors-of-others",
                "others invoke alerts in the same minutes, and of five minutes' two invocations one ends with an error: whose, nobody can tell",
                w =>
                {
                    w.Fleet().Recorder().Invokes("alerts");
                    var both = w.Every(300, last: "16:10").SelectMany(m => new[] { m, m }).ToList();
                    w.Counts("alerts", both, w.Every(300, "12:00", "12:25"));
                }
            ) with
            {
                Ready = null,
                Check = r =>
                    [
                        .. Of(r, "alerts", (s, _) => (s is { Succeeded: 67, Unknown: 5 }, "67 succeeded, 5 unknown")),
                        .. Reason(r, "alerts", "not of this schedule"),
                    ],
            },
            Story.Sound(
                "errors-not-recorded",
                "the invocations of alerts are recorded, its errors are not",
                w =>
                {
                    w.Fleet().Recorder().Invokes("alerts");
                    w.FunctionMetric("alerts", "Invocations", w.Every(300, last: "16:10").Select(m => (Iso(m), 1.0)));
                }
            ) with
            {
                Ready = null,
                Check = r =>
                    [
                        .. Of(r, "alerts", (s, ran) => (s.Succeeded == 0 && s.Unknown == ran, "all unknown")),
                        .. Reason(r, "alerts", "Errors"),
                    ],
            },
            Story.Sound(
                "retry-succeeds",
                "one of ten invocations fails, and its first retry a minute later does not: those runs succeeded",
                w =>
                {
                    w.Fleet().Recorder().Invokes("alerts");
                    var all = w.Every(300, last: "16:10").ToList();
                    var bad = all.Where((_, n) => n % 10 == 5).ToList();
                    w.Counts("alerts", all.Concat(bad.Select(m => m + Minutes(1))).Order(), bad);
                }
            ) with
            {
                Check = r => Of(r, "alerts", (s, ran) => (s.Succeeded == ran, "all succeeded")),
            },
            new(
                "function-breaks",
                "L",
                "from 13:00 each invocation of alerts and its two retries end with an error; the runs before succeeded",
                w =>
                {
                    w.Fleet().Recorder().Invokes("alerts");
                    var broken = w.Every(300, "13:00", "16:10").SelectMany(m => new[] { m, m + Minutes(1), m + Minutes(3) }).ToList();
                    w.Counts("alerts", w.Every(300, last: "13:00").Concat(broken), broken);
                }
            )
            {
                Lost = "alerts 36",
                Onset = "13:00",
                Cause = "IK4010",
                Ready = "notReady",
                Check = r => Of(r, "alerts", (s, _) => (s is { Succeeded: 36, Unknown: 0 }, "36 succeeded")),
            },
        ];

    internal static World Counts(this World world, string function, IEnumerable<Instant> invocations, IEnumerable<Instant> errors) =>
        world
            .FunctionMetric(function, "Invocations", invocations.CountBy(m => m).Select(m => (Iso(m.Key), (double)m.Value)))
            .FunctionMetric(function, "Errors", errors.CountBy(m => m).Select(m => (Iso(m.Key), (double)m.Value)))
            .FunctionMetric(function, "Throttles", []);

    private static string ServiceTask(string family, Instant stopped) =>
        new JsonObject
        {
            ["detail-type"] = "ECS Task State Change",
            ["region"] = Region,
            ["detail"] = new JsonObject
            {
                ["taskArn"] = $"arn:aws:ecs:{Region}:123456789012:task/main/{stopped.ToUnixTimeSeconds():x32}",
                ["taskDefinitionArn"] = DefinitionArn($"{family}:3"),
                ["group"] = $"service:{family}",
                ["startedBy"] = "ecs-svc/1234567890123456789",
                ["createdAt"] = Iso(stopped - Minutes(30)),
                ["startedAt"] = Iso(stopped - Minutes(29)),
                ["stoppedAt"] = Iso(stopped),
                ["lastStatus"] = "STOPPED",
                ["stopCode"] = "ServiceSchedulerInitiated",
                ["stoppedReason"] = "Scaling activity initiated by deployment ecs-svc/1234567890123456789",
                ["containers"] = new JsonArray(new JsonObject { ["name"] = family, ["exitCode"] = 143 }),
                ["version"] = 6,
            },
        }.ToJsonString();

    /// <summary>What holds of the outcomes of schedules, and of how many runs of each started.</summary>
    internal static IEnumerable<string> Of(
        JsonElement report,
        string names,
        Func<(int Succeeded, int Unknown), int, (bool Holds, string Words)> what
    )
    {
        foreach (var schedule in names.Split(' ').Select(n => Named(report, n)))
        {
            var outcomes = (schedule.GetProperty("succeeded").GetInt32(), schedule.GetProperty("outcomeUnknown").GetInt32());
            var ran = schedule.GetProperty("ran").GetInt32() + schedule.GetProperty("late").GetInt32();
            if (what(outcomes, ran) is { Holds: false, Words: var words })
                yield return $"{schedule.GetProperty("name")}: not {words}: {ran} ran, {outcomes.Item1} succeeded, {outcomes.Item2} unknown";
        }
    }

    private static IEnumerable<string> Reason(JsonElement report, string name, string words)
    {
        var reason = Named(report, name).GetProperty("outcomeReason").GetString();
        if (reason?.Contains(words, StringComparison.Ordinal) != true)
            yield return $"{name}: the reason does not have '{words}': {reason}";
    }

    internal static JsonElement Named(JsonElement report, string name) =>
        report.GetProperty("schedules").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);
}
