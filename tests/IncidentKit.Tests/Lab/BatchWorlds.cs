using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: schedules and rules that submit jobs to AWS Batch.</summary>
internal static class BatchWorlds
{
    private const string Every5 = "cron(0/5 * * * ? *)";

    public static Story[] All => [.. Sound, .. Failed, .. Lost, .. Waiting, .. Unseen];

    private static Story[] Sound =>
        [
            Well("batch-sound", "settle submits a job each five minutes, and each succeeds", w => w.Settle()),
            Well(
                "batch-of-a-rule",
                "a rule submits the jobs",
                w =>
                {
                    w.Fleet("ledger");
                    w.RuleSubmits("settle", "rate(5 minutes)", w.Every(300));
                }
            ),
            Well(
                "batch-by-names",
                "the input names the queue and the definition by their names, without a revision",
                w => w.Fleet("ledger").Submits("settle", Every5, w.Every(300), definition: "settle", byName: true)
            ),
            Well(
                "batch-of-a-name-with-an-id",
                "each job has a name of its own, which ends with the id of the Scheduler's call",
                w => w.Fleet("ledger").Submits("settle", Every5, w.Every(300), jobName: "settle-<aws.scheduler.execution-id>")
            ),
            Well(
                "batch-beside-failing-neighbours",
                "people submit jobs of another name to the same queue, which fail, and the queue of others has no environment that works",
                w =>
                {
                    w.Settle();
                    foreach (var at in w.Every(420))
                        w.QueueOf("nightly")
                            .Jobs.Add(
                                new BatchJob("backtest", "backtest:1", at + Seconds(17))
                                {
                                    Status = "FAILED",
                                    Exit = 1,
                                    Reason = Exited,
                                }
                            );
                }
            ),
            Well(
                "batch-waits-as-usual",
                "the queue is busy: each job waits 25 minutes before it starts",
                w => w.Settle().Went("settle", "2026-04-21T07:00:00Z", null, j => j with { Wait = Minutes(25) })
            ),
            Well(
                "batch-retried-within",
                "each third job fails at first and succeeds in its second attempt, which Batch makes itself",
                w => w.Settle().Went("settle", "12:00", "12:15", j => j with { Attempts = 2, Wait = Seconds(200) })
            ),
            Well(
                "batch-submitted-by-hand-too",
                "people submit three more jobs of that name between the runs",
                w =>
                {
                    w.Settle();
                    foreach (var at in (string[])["11:02:40", "13:03:10", "14:02:30"])
                        w.QueueOf("nightly").Jobs.Add(new BatchJob("settle", "settle:4", T(at)));
                }
            ),
            Story.Sound(
                "batch-waits-at-the-end",
                "recorded at 16:04, when the last three jobs of a busy queue still wait, as all do for a quarter of an hour",
                w =>
                    w.Near()
                        .Settle()
                        .Went("settle", "2026-04-21T07:00:00Z", "15:48", j => j with { Wait = Minutes(15) })
                        .Went("settle", "15:48", null, Waits())
            ) with
            {
                Check = r => Named(r, "settle").GetProperty("running").GetInt32() > 0 ? [] : ["none said to be on its way"],
            },
        ];

    private const string Exited = "Essential container in task exited";

    private static Story[] Failed =>
        [
            new(
                "batch-fails",
                "L",
                "from 13:00 each job's program ends with exit code 3",
                w => w.Settle().Went("settle", "13:00", null, j => j with { Status = "FAILED", Reason = Exited, Exit = 3 })
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
                Report = ["exit code 3"],
                Check = r => Of(r, "settle", (s, _) => (s is { Succeeded: 36, Unknown: 0 }, "36 succeeded")),
            },
            new(
                "batch-image-gone",
                "L",
                "from 13:00 to 14:00 the image of the jobs cannot be pulled",
                w =>
                    w.Settle()
                        .Went(
                            "settle",
                            "13:00",
                            "14:00",
                            j =>
                                j with
                                {
                                    Status = "FAILED",
                                    Reason = "Task failed to start",
                                    Exit = null,
                                    ContainerReason =
                                        "CannotPullContainerError: Error response from daemon: manifest for settle:12 not found: manifest unknown",
                                    Length = Seconds(0),
                                    Attempts = 3,
                                }
                        )
            )
            {
                Lost = "settle 12",
                Unknown = 0,
                Onset = "13:00",
                Mitigated = "14:00",
                Cause = "IK4003",
                Sure = true,
                Report = ["manifest unknown"],
            },
            new(
                "batch-terminated",
                "L",
                "somebody terminates three jobs",
                w =>
                    w.Settle()
                        .Went(
                            "settle",
                            "12:00",
                            "12:15",
                            j => j with { Status = "FAILED", Reason = "stopped for the drill by ops-lee", Exit = null, Attempts = 0 }
                        )
            )
            {
                Lost = "settle 3",
                Unknown = 0,
                Onset = "12:00",
                Mitigated = "12:15",
                Cause = "IK4010",
                Report = ["stopped for the drill by ops-lee"],
            },
            new(
                "batch-host-gone",
                "L",
                "two jobs lose their host, a Spot instance",
                w =>
                    w.Settle()
                        .Went(
                            "settle",
                            "12:00",
                            "12:10",
                            j => j with { Status = "FAILED", Reason = "Host EC2 (instance i-0a1b2c3d4e5f60718) terminated.", Exit = null }
                        )
            )
            {
                Lost = "settle 2",
                Unknown = 0,
                Cause = "IK4007|IK4010",
                Report = ["Host EC2"],
            },
            new(
                "batch-hangs",
                "L",
                "usually a job takes 90 seconds; that of 15:30 still runs at 16:04",
                w => w.Near().Settle().Went("settle", "15:30", "15:35", j => j with { Status = "RUNNING", Length = null })
            )
            {
                Lost = "",
                Unknown = 0,
                Also = ["IK4011"],
            },
        ];

    private static Story[] Lost =>
        [
            new(
                "batch-queue-disabled",
                "L",
                "ops disables the queue at 12:41:20, so that it refuses jobs, and enables it at 14:03:20",
                w =>
                    w.Settle()
                        .RefusedSubmits("settle", "12:41:20", "14:04")
                        .Event("12:41:20", "UpdateJobQueue", "ops", new { jobQueue = QueueArn("nightly"), state = "DISABLED" })
                        .Event("14:03:20", "UpdateJobQueue", "ops", new { jobQueue = QueueArn("nightly"), state = "ENABLED" })
            )
            {
                Lost = "settle 16",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "14:05",
                Cause = "IK2004",
                Sure = true,
                Outages = 1,
                Trigger = "UpdateJobQueue.*ops",
                Ready = "ready",
            },
            new(
                "batch-queue-disabled-still",
                "L",
                "ops disables the queue at 12:41:20, and it still is",
                w =>
                {
                    w.Settle()
                        .RefusedSubmits("settle", "12:41:20")
                        .Event("12:41:20", "UpdateJobQueue", "ops", new { jobQueue = "nightly", state = "DISABLED" });
                    w.QueueOf("nightly").State = "DISABLED";
                }
            )
            {
                Lost = "settle 39",
                Unknown = 0,
                Onset = "12:45",
                GoesOn = true,
                Cause = "IK2004",
                Sure = true,
                Trigger = "UpdateJobQueue.*ops",
                Ready = "notReady",
                Report = ["DISABLED"],
            },
            new(
                "batch-of-another-queue",
                "L",
                "release-bot points the schedule at a queue that is not there at 12:41:20",
                w =>
                {
                    w.Settle(created: true)
                        .RefusedSubmits("settle", "12:41:20")
                        .Change(
                            "settle",
                            "12:41:20",
                            "release-bot",
                            s => s["Target"]!["Input"] = SubmitInput(QueueArn("nihgtly"), "settle", "settle:4")
                        );
                    w.Queues.Add(new BatchQueue { Name = "nihgtly", Exists = false });
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
                "batch-definition-deregistered",
                "L",
                "release-bot deregisters the revision that the schedule pins at 12:41:20",
                w =>
                {
                    w.Settle()
                        .RefusedSubmits("settle", "12:41:20")
                        .Event("12:41:20", "DeregisterJobDefinition", "release-bot", new { jobDefinition = JobDefinitionArn("settle:4") });
                    w.JobDefinitions["settle:4"] = "INACTIVE";
                }
            )
            {
                Lost = "settle 39",
                Unknown = 0,
                Onset = "12:45",
                GoesOn = true,
                Cause = "IK2002",
                Sure = true,
                Trigger = "DeregisterJobDefinition.*release-bot",
                Ready = "notReady",
            },
            new(
                "batch-role-denied-still",
                "L",
                "sec-admin takes the permission to submit jobs from the role at 12:41:20",
                w => w.Settle().PutPolicy("12:41:20", "sec-admin", BatchRole, Allow("batch:ListJobs")).RefusedSubmits("settle", "12:41:20")
            )
            {
                Lost = "settle 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK3002",
                Sure = true,
                Trigger = "PutRolePolicy.*sec-admin",
                Ready = "notReady",
            },
            new(
                "batch-schedule-disabled",
                "L",
                "dev-kim disables the schedule from 12:41:20 to 14:03:20",
                w =>
                {
                    w.Settle().NotSubmitted("settle", "12:41:20", "14:04");
                    w.Change("settle", "12:41:20", "dev-kim", s => s["State"] = "DISABLED");
                    w.Change("settle", "14:03:20", "dev-kim", s => s["State"] = "ENABLED");
                }
            )
            {
                Lost = "settle 16",
                Onset = "12:45",
                Mitigated = "14:05",
                Cause = "IK1001",
                Sure = true,
                Outages = 1,
            },
            new(
                "batch-lost-three",
                "L",
                "three jobs were never submitted, and nothing tells why; neighbours' jobs fail at that time",
                w =>
                {
                    w.Settle().NotSubmitted("settle", "12:00", "12:15");
                    foreach (var at in w.Every(120, "11:50", "12:30"))
                        w.QueueOf("nightly")
                            .Jobs.Add(
                                new BatchJob("backtest", "backtest:1", at)
                                {
                                    Status = "FAILED",
                                    Exit = 1,
                                    Reason = Exited,
                                }
                            );
                }
            )
            {
                Lost = "settle 3",
                Unknown = 0,
                Onset = "12:00",
                Mitigated = "12:15",
                Never = ["IK4010", "IK4003"],
            },
            new(
                "batch-dead-letters",
                "L",
                "Batch refuses the jobs from 13:00 to 13:30, since the definition is gone, and the dead letters say so",
                w =>
                    w.Settle()
                        .RefusedSubmits("settle", "13:00", "13:30")
                        .DeadLetters(
                            "settle",
                            w.Every(300, "13:00", "13:30"),
                            "AWS.Batch.ClientException",
                            "JobDefinition settle:4 is not in ACTIVE status"
                        )
            )
            {
                Lost = "settle 6",
                Unknown = 0,
                Onset = "13:00",
                Mitigated = "13:30",
                Cause = "IK2002",
                Sure = true,
            },
        ];

    private static Story[] Waiting =>
        [
            new(
                "batch-runnable-for-hours",
                "L",
                "from 13:00 the jobs ask for more memory than the environment's hosts have: they wait, and Batch says why",
                w =>
                    w.Settle()
                        .Went(
                            "settle",
                            "13:00",
                            null,
                            Waits(
                                "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement is higher than that of the compute environment"
                            )
                        )
            )
            {
                Lost = "settle 36",
                Unknown = 0,
                Onset = "13:00",
                GoesOn = true,
                Cause = "IK4001",
                Sure = true,
                Ready = "notReady",
                Report = ["JOB_RESOURCE_REQUIREMENT", "RUNNABLE"],
            },
            new(
                "batch-runnable-without-a-word",
                "L",
                "from 13:00 no job starts, and Batch gives no reason; the environment is INVALID since its launch template is gone",
                w =>
                {
                    w.Settle().Went("settle", "13:00", null, Waits());
                    w.QueueOf("nightly").Environment = ("ENABLED", "INVALID", "CLIENT_ERROR - Launch template lt-0a1 does not exist");
                }
            )
            {
                Lost = "settle 36",
                Unknown = 0,
                Onset = "13:00",
                GoesOn = true,
                Cause = "IK4001",
                Ready = "notReady",
                Report = ["INVALID", "RUNNABLE"],
            },
            new(
                "batch-runnable-and-nobody-knows-why",
                "L",
                "from 13:00 no job starts, Batch gives no reason, and the environment is well: they wait, and why is not known",
                w => w.Settle().Went("settle", "13:00", null, Waits())
            )
            {
                Lost = "settle 36",
                Unknown = 0,
                Onset = "13:00",
                GoesOn = true,
                Summary = ["settle"],
                Report = ["RUNNABLE", "gives no reason"],
            },
            new(
                "batch-one-stuck-beside-others",
                "L",
                "the job of 12:00 asks for a host that there is not and waits for ever; all others run, and the last has only just been submitted",
                w =>
                    w.Near()
                        .Settle()
                        .Went("settle", "12:00", "12:05", Waits("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large"))
                        .Went("settle", "15:55", null, Waits())
            )
            {
                Lost = "settle 1",
                Cause = "IK4001",
                Unknown = 0,
            },
            Story.Sound(
                "batch-of-names-that-begin-alike",
                "settle-eu fills in an id as settle does, and its name begins like that of settle: each has its own jobs",
                w =>
                    w.Fleet("ledger")
                        .Submits("settle", Every5, w.Every(300), jobName: "settle-<aws.scheduler.execution-id>")
                        .Submits(
                            "settle-eu",
                            "cron(2/5 * * * ? *)",
                            w.Every(300, phase: "2025-06-02T08:02:00Z"),
                            jobName: "settle-eu-<aws.scheduler.execution-id>"
                        )
            ) with
            {
                Check = r => Of(r, "settle settle-eu", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
            },
            new(
                "batch-waits-for-its-first-job",
                "L",
                "no job of the schedule is known to have started, and those that wait do for two hours at most: nothing is claimed",
                w =>
                {
                    w.RecordedAt = T("12:00");
                    w.Window = new Interval(T("10:30"), T("12:00"));
                    w.Fleet("ledger").Submits("settle", "cron(0/30 * * * ? *)", w.Every(1800, "10:00", "12:00"));
                    w.Went("settle", "10:00", null, Waits());
                }
            )
            {
                Lost = "",
            },
        ];

    private static Story[] Unseen =>
        [
            new(
                "batch-denied",
                "L",
                "the recorder may not ask Batch",
                w =>
                {
                    w.Settle().BatchDenied = true;
                    w.Unread("batch.jobs");
                }
            )
            {
                Lost = "",
                Unknown = 72,
                Ready = "unknown",
            },
            new(
                "batch-forgotten",
                "L",
                "it is recorded eight days later: Batch keeps ended jobs for seven",
                w =>
                {
                    w.RecordedAt = T("2026-04-29T19:30:00Z");
                    w.Settle();
                    w.Unread("batch.jobs", CoverageStatus.Partial, "Batch keeps ended jobs for 7 days");
                }
            )
            {
                Lost = "",
            },
            new(
                "batch-listing-cut",
                "L",
                "a queue with very many jobs was listed back to 12:30 only",
                w =>
                {
                    w.Settle().NotSubmitted("settle", "14:00", "14:10").QueueOf("nightly").ListedSince = T("12:30");
                    w.Unread("batch.jobs", CoverageStatus.Partial, "over the call budget");
                }
            )
            {
                Lost = "settle 2",
                Unknown = 30,
                Onset = "14:00",
                Mitigated = "14:10",
            },
        ];

    private static Func<BatchJob, BatchJob> Waits(string? reason = null) =>
        j => j with { Status = "RUNNABLE", Wait = null, Length = null, Exit = null, Reason = reason };

    private static Story Well(string name, string text, Action<World> build) =>
        Story.Sound(name, text, build) with
        {
            Check = r => Of(r, "settle", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
        };

    private static World Settle(this World world, bool created = false) =>
        world.Fleet("ledger").Submits("settle", Every5, world.Every(300), created: created);
}
