using System.Text.Json.Nodes;
using static IncidentKit.Tests.Lab.Story;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind I: accounts in which all is well, each with something that looks as if it were not.</summary>
internal static class SoundWorlds
{
    private const string Fire = "arn:aws:states:us-west-2:123456789012:stateMachine:settle";

    public static Story[] All =>
        [
            Sound(
                "delivered-twice",
                "one call in fifteen is delivered twice, six seconds apart",
                w =>
                {
                    w.Fleet();
                    foreach (var call in w.Jobs.SelectMany(j => j.Calls.ToList()).Where((_, n) => n % 15 == 7).ToList())
                        call.Job.Calls.Add(
                            new Call
                            {
                                Job = call.Job,
                                Slot = call.Slot,
                                At = call.At + Seconds(6),
                                Copy = 1,
                            }
                        );
                }
            ),
            Sound(
                "three-of-one-family",
                "three schedules run one family every ten minutes with different input; startedBy tells whose run each is",
                w =>
                {
                    w.Fleet("pulse");
                    foreach (var k in Enumerable.Range(1, 3))
                        w.Add($"sheet-{k}", "cron(0/10 * * * ? *)", w.Every(600), family: "sheets", callSecond: 3 + k);
                }
            ),
            Sound(
                "renamed",
                "quotes is deleted at 12:41:20 and goes on as quotes-v2, with the same target and cadence, five seconds later",
                w =>
                {
                    w.Fleet(created: true);
                    w.Delete("quotes", "12:41:20", "terraform").Drop("quotes", "12:41:20");
                    w.Add(
                        "quotes-v2",
                        "cron(0/10 * * * ? *)",
                        w.Every(600, "12:50"),
                        family: "quotes",
                        created: "2026-04-21T12:41:25Z",
                        createEvent: true
                    );
                }
            ),
            Sound(
                "replaced",
                "terraform deletes ledger and creates it again, the same, four seconds later",
                w =>
                {
                    w.Fleet(created: true);
                    var live = w["ledger"].Live.DeepClone().AsObject();
                    w.Delete("ledger", "12:41:20", "terraform");
                    w["ledger"].Exists = true;
                    live["CreationDate"] = "2026-04-21T12:41:24Z";
                    live["LastModificationDate"] = "2026-04-21T12:41:24Z";
                    w["ledger"].Live = live;
                    w.Event(
                        "12:41:24",
                        "CreateSchedule",
                        "terraform",
                        new
                        {
                            name = "ledger",
                            groupName = "default",
                            scheduleExpression = "cron(0/5 * * * ? *)",
                            scheduleExpressionTimezone = "UTC",
                            state = "ENABLED",
                            flexibleTimeWindow = new { mode = "OFF" },
                            target = new
                            {
                                arn = ClusterArn("main"),
                                roleArn = RoleArn(RunRole),
                                retryPolicy = new { maximumRetryAttempts = 2, maximumEventAgeInSeconds = 180 },
                                ecsParameters = new
                                {
                                    taskDefinitionArn = DefinitionArn("ledger"),
                                    launchType = "FARGATE",
                                    taskCount = 1,
                                },
                            },
                        }
                    );
                }
            ) with
            {
                Never = ["IK1002"],
            },
            Sound(
                "moved-to-another-group",
                "quotes is deleted at 12:41:20 and created in the group desk under the same name; its runs go on",
                w =>
                {
                    w.Fleet(true, "pulse", "ledger");
                    var old = w.Add("quotes", "cron(0/10 * * * ? *)", w.Every(600, last: "12:41"), created: Recent, createEvent: true);
                    w.Delete("quotes", "12:41:20", "terraform");
                    w.Add(
                        "quotes",
                        "cron(0/10 * * * ? *)",
                        w.Every(600, "12:50"),
                        created: "2026-04-21T12:41:22Z",
                        createEvent: true,
                        change: s => s["GroupName"] = "desk"
                    );
                    Assert.False(old.Exists);
                }
            ),
            Sound(
                "cadence-changed-on-purpose",
                "release-bot changes quotes from every ten to every twenty minutes at 12:41:20, and the runs follow",
                w =>
                {
                    w.Fleet(true, "pulse", "ledger");
                    w.Add(
                        "quotes",
                        "cron(0/10 * * * ? *)",
                        w.Every(600, last: "12:41").Concat(w.Every(1200, "13:00")),
                        created: Recent,
                        createEvent: true
                    );
                    w.Update("quotes", "12:41:20", "release-bot", s => s["ScheduleExpression"] = "cron(0/20 * * * ? *)");
                }
            ) with
            {
                Report = ["cron\\(0/20"],
            },
            Sound(
                "weekend",
                "a Saturday and a Sunday, on which two schedules of weekdays are silent",
                w =>
                {
                    w.Window = new Interval(T("2026-04-18T00:00:00Z"), T("2026-04-20T00:00:00Z"));
                    w.RecordedAt = T("2026-04-20T05:00:00Z");
                    w.Fleet("ledger", "digest");
                    w.Add("desk", "cron(0/5 7-19 ? * MON-FRI *)", w.Every(300, "2026-04-17T07:00:00Z", "2026-04-17T20:00:00Z"));
                    w.Add("opening", "cron(15 13 ? * MON-FRI *)", [T("2026-04-16T13:15:00Z"), T("2026-04-17T13:15:00Z")]);
                }
            ),
            Sound(
                "clocks-go-forward",
                "the night of 8 March in New York, on which 02:30 does not come, and the hours of the day move in UTC",
                w =>
                {
                    w.Window = new Interval(T("2026-03-08T00:00:00Z"), T("2026-03-09T00:00:00Z"));
                    w.RecordedAt = T("2026-03-09T04:00:00Z");
                    w.Fleet("ledger");
                    w.Add(
                        "desk",
                        "cron(0 9-15 * * ? *)",
                        w.Every(3600, "2026-03-07T14:00:00Z", "2026-03-07T21:00:00Z")
                            .Concat(w.Every(3600, "2026-03-08T13:00:00Z", "2026-03-08T20:00:00Z")),
                        change: s => s["ScheduleExpressionTimezone"] = "America/New_York"
                    );
                    w.Add(
                        "night",
                        "cron(30 2 * * ? *)",
                        [T("2026-03-06T07:30:00Z"), T("2026-03-07T07:30:00Z")],
                        change: s => s["ScheduleExpressionTimezone"] = "America/New_York"
                    );
                }
            ) with
            {
                MayBe = ["IK1005"],
            },
            Sound(
                "ended-and-deleted-itself",
                "campaign was to run until its EndDate 13:00 and then to be deleted, and so it was",
                w =>
                {
                    w.Fleet();
                    w.Add(
                        "campaign",
                        "rate(10 minutes)",
                        w.Every(600, last: "13:00:01", phase: Recent),
                        created: Recent,
                        createEvent: true,
                        change: s =>
                        {
                            s["StartDate"] = Recent;
                            s["EndDate"] = "2026-04-21T13:00:00Z";
                            s["ActionAfterCompletion"] = "DELETE";
                        }
                    ).Exists = false;
                }
            ),
            Sound(
                "streams-without-prefix",
                "log streams are named by the container's id alone; RunTask events prove the runs",
                w =>
                {
                    foreach (var (name, expression, seconds) in AllJobs)
                        w.Add(name, expression, w.Every(seconds), streamName: "{1}{1}");
                }
            ),
            Sound(
                "one-container-name",
                "every family calls its container app and logs to one group",
                w =>
                {
                    foreach (var (name, expression, seconds) in AllJobs)
                        w.Add(name, expression, w.Every(seconds), logGroup: "/fleet/all", container: "app");
                }
            ),
            Sound(
                "slow-to-log",
                "containers log 85 s after the call, and only streams tell of runs",
                w =>
                {
                    foreach (var (name, expression, seconds) in AllJobs)
                        w.Add(name, expression, w.Every(seconds), delay: 85);
                    w.StreamsOnly();
                }
            ),
            Sound(
                "clock-an-hour-behind",
                "the clock in the containers of ledger is an hour behind; RunTask events tell the true time",
                w =>
                {
                    w.Fleet("pulse", "quotes", "digest");
                    w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300)).Skew = Minutes(-60);
                }
            ),
            Sound(
                "state-machine-beside",
                "settle starts a state machine, of which nothing tells whether it ran",
                w =>
                {
                    w.Fleet();
                    w.Others.Add(
                        new JsonObject
                        {
                            ["Name"] = "settle",
                            ["GroupName"] = "default",
                            ["ScheduleExpression"] = "cron(0/10 * * * ? *)",
                            ["State"] = "ENABLED",
                            ["CreationDate"] = Old,
                            ["LastModificationDate"] = Old,
                            ["Target"] = new JsonObject { ["Arn"] = Fire, ["RoleArn"] = RoleArn(RunRole) },
                        }
                    );
                }
            ) with
            {
                Unknown = 36,
                Report = ["settle"],
            },
            Sound(
                "deployed-in-between",
                "ci registers revision 4 of ledger and points the schedule at it at 12:41; the runs go on",
                w =>
                    w.Fleet(created: true)
                        .Event("12:41:05", "RegisterTaskDefinition", "ci", new { family = "ledger" })
                        .Update(
                            "ledger",
                            "12:41:20",
                            "ci",
                            s => s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = DefinitionArn("ledger:4")
                        )
            ),
            Sound(
                "service-of-the-same-family",
                "a service runs the family of ledger too, and ECS replaces its tasks",
                w =>
                {
                    w.Fleet().Near();
                    w.More.Add(
                        (
                            "ecs",
                            "DescribeTasks",
                            new { cluster = ClusterArn("batch") },
                            new JsonObject
                            {
                                ["tasks"] = new JsonArray([
                                    .. Enumerable
                                        .Range(0, 6)
                                        .Select(k =>
                                            (JsonNode)
                                                new JsonObject
                                                {
                                                    ["taskArn"] = $"arn:aws:ecs:{Region}:123456789012:task/batch/{k:x32}",
                                                    ["taskDefinitionArn"] = DefinitionArn("ledger:3"),
                                                    ["startedBy"] = "ecs-svc/8123456789012345678",
                                                    ["createdAt"] = Iso(T("15:11:40") + Minutes(7 * k)),
                                                    ["stoppedAt"] = Iso(T("15:17:40") + Minutes(7 * k)),
                                                    ["lastStatus"] = "STOPPED",
                                                    ["stopCode"] = "ServiceSchedulerInitiated",
                                                    ["stoppedReason"] =
                                                        "Scaling activity initiated by (deployment ecs-svc/8123456789012345678)",
                                                    ["containers"] = new JsonArray(
                                                        new JsonObject { ["name"] = "ledger", ["exitCode"] = 137 }
                                                    ),
                                                }
                                        ),
                                ]),
                            },
                            Region
                        )
                    );
                }
            ),
            Sound(
                "runs-by-hand",
                "dev-kim runs the task of ledger by hand five times, once within a second of the Scheduler",
                w =>
                {
                    w.Fleet();
                    var n = 0;
                    foreach (var at in new[] { "11:12:13", "11:40:05", "12:02:30", "13:17:01", "15:01:59" })
                        w.Event(
                            at,
                            "RunTask",
                            "dev-kim",
                            new
                            {
                                cluster = "main",
                                taskDefinition = "ledger",
                                startedBy = "dev-kim",
                            },
                            response: new
                            {
                                tasks = new[] { new { taskArn = $"arn:aws:ecs:{Region}:123456789012:task/main/{++n:x32}" } },
                                failures = Array.Empty<object>(),
                            }
                        );
                }
            ),
            Sound(
                "disabled-on-purpose",
                "ledger is disabled from 11:12:10 to 11:58:40 for a migration, as incident.yaml says",
                w =>
                {
                    w.Incident =
                        "intended:\n- {schedule: ledger, from: 2026-04-21T11:10:00Z, to: 2026-04-21T12:00:00Z, "
                        + "reason: the migration of the books, by: ana}";
                    w.Fleet(created: true)
                        .Update("ledger", "11:12:10", "ops-lee", s => s["State"] = "DISABLED", live: false)
                        .Update("ledger", "11:58:40", "ops-lee", _ => { })
                        .Drop("ledger", "11:12:10", "11:58:40");
                }
            ) with
            {
                Report = ["migration of the books"],
            },
            Sound(
                "policy-put-again",
                "the pipeline puts the same policy again at 12:41:20, and a person tries an update that is refused",
                w =>
                    w.Fleet(created: true)
                        .PutPolicy("2026-04-20T22:00:00Z", "pipeline", RunRole, Allow("ecs:RunTask", "iam:PassRole"))
                        .PutPolicy("12:41:20", "pipeline", RunRole, Allow("ecs:RunTask", "iam:PassRole"))
                        .Event(
                            "12:45:10",
                            "UpdateSchedule",
                            "dev-kim",
                            new
                            {
                                name = "ledger",
                                groupName = "default",
                                state = "DISABLED",
                            },
                            "ValidationException",
                            "Invalid"
                        )
            ),
        ];
}
