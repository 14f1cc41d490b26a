using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.Story;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>
/// What came late to the lab: the task execution role, runs with fewer tasks, rules, schedules whose former expression nobody recorded,
/// trails that were cut, and what services of one role cost together.
/// </summary>
internal static class WiderWorlds
{
    private const string NoSecret =
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";

    private const string Parameter = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/ledger/dsn";

    private static readonly Action<JsonObject> WithParameter = d =>
        d["containerDefinitions"]![0]!["secrets"] = new JsonArray(new JsonObject { ["name"] = "DSN", ["valueFrom"] = Parameter });

    private static Death Starting(string reason) => new("TaskFailedToStart", reason, Never: true);

    private static string Denied(string action, string resource, string because) =>
        $"AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/exec-role/4e1f is not authorized to perform: {action} on resource: {resource} because {because}";

    private static readonly string NoIdentityPolicy = "no identity-based policy allows the action";

    public static Story[] All =>
        [
            // ------------------------------------------------------------ the task execution role
            new(
                "execution-role-may-not-log",
                "D",
                "sec-admin puts a policy on the execution role that forgets the logs, at 15:20:30",
                w =>
                    w.Fleet()
                        .Near()
                        .PutPolicy("15:20:30", "sec-admin", "exec-role", Allow("ecr:*", "secretsmanager:GetSecretValue"))
                        .Die(
                            "*",
                            "15:20:30",
                            null,
                            Starting(
                                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: "
                                    + Denied(
                                        "logs:CreateLogStream",
                                        "arn:aws:logs:us-west-2:123456789012:log-group:/fleet/pulse:log-stream:ecs/pulse/0",
                                        NoIdentityPolicy
                                    )
                                    + " : exit status 1"
                            )
                        )
            )
            {
                Lost = "pulse 39, ledger 7, quotes 3",
                Onset = "15:21",
                Cause = "IK4009",
                Sure = true,
                Explains = true,
                Never = ["IK3002", "IK4005"],
                Trigger = "PutRolePolicy.*sec-admin",
                Outages = 1,
                Ready = "notReady",
            },
            new(
                "revision-asks-for-more-than-its-role-may",
                "D",
                "ci registers a revision of ledger with a parameter at 15:20:30 that the execution role may not read",
                w =>
                {
                    w.Fleet().Near();
                    w.Definitions.Add(("ledger", "ACTIVE", WithParameter));
                    w.Event(
                            "15:20:30",
                            "RegisterTaskDefinition",
                            "ci",
                            new { family = "ledger" },
                            response: new
                            {
                                taskDefinition = new
                                {
                                    taskDefinitionArn = DefinitionArn("ledger:3"),
                                    family = "ledger",
                                    revision = 3,
                                },
                            }
                        )
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoSecret
                                    + "unable to retrieve secrets from ssm: service call has been retried 1 time(s): "
                                    + Denied("ssm:GetParameters", Parameter, NoIdentityPolicy)
                            )
                        );
                }
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4009",
                Sure = true,
                Trigger = "RegisterTaskDefinition.*ci",
                Ready = "notReady",
            },
            new(
                "secret-denies-by-its-own-policy",
                "D",
                "the execution role may read all secrets; sec-admin puts a policy on the secret of ledger that denies it, at 15:20:30",
                w =>
                {
                    const string secret = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/books-Tz81Qa";
                    w.Fleet().Near();
                    w.Definitions.Add(
                        (
                            "ledger",
                            "ACTIVE",
                            d =>
                                d["containerDefinitions"]![0]!["secrets"] = new JsonArray(
                                    new JsonObject { ["name"] = "BOOKS", ["valueFrom"] = secret }
                                )
                        )
                    );
                    w.Event("15:20:30", "PutResourcePolicy", "sec-admin", new { secretId = "prod/books" })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoSecret
                                    + $"unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {secret} from secrets manager: "
                                    + Denied("secretsmanager:GetSecretValue", secret, "of an explicit deny in a resource-based policy")
                            )
                        );
                }
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4004",
                Sure = true,
                Never = ["IK4009"],
                Trigger = "PutResourcePolicy.*sec-admin",
                Ready = "notReady",
            },
            new(
                "execution-role-stripped-and-mended",
                "D",
                "the execution role may pull nothing from 12:41:20 to 14:00:20; the tasks of that time are forgotten, their streams are missing",
                w =>
                {
                    var whole = Allow("ecr:*", "logs:*", "secretsmanager:GetSecretValue");
                    w.Fleet()
                        .PutPolicy("2026-04-20T09:00:00Z", "platform", "exec-role", whole)
                        .PutPolicy("12:41:20", "dev-ana", "exec-role", Allow("logs:*"))
                        .PutPolicy("14:00:20", "dev-ana", "exec-role", whole)
                        .Die("*", "12:41:20", "14:00:20", Starting("forgotten"));
                }
            )
            {
                Report = ["IK5001"],
            },
            new(
                "execution-role-deleted",
                "D",
                "a cleaner deletes the execution role at 15:20:30, and ECS cannot assume it",
                w =>
                {
                    w.Fleet().Near();
                    w.Roles["exec-role"] = (null, []);
                    w.Iam("15:20:30", "DeleteRole", "role-cleaner", new { roleName = "exec-role" })
                        .Die(
                            "*",
                            "15:20:30",
                            null,
                            Starting(
                                "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/exec-role' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
                            )
                        );
                }
            )
            {
                Lost = "pulse 39, ledger 7, quotes 3",
                Onset = "15:21",
                Cause = "IK3001|IK4009",
                Sure = true,
                Trigger = "DeleteRole.*role-cleaner",
                Outages = 1,
                Ready = "notReady",
            },
            Sound(
                "execution-role-with-little",
                "the execution role may do exactly what the tasks need, by action and by resource",
                w =>
                {
                    w.Fleet();
                    w.Roles["exec-role"] = (
                        "ecs-tasks.amazonaws.com",
                        [
                            Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                            JsonNode.Parse(
                                """{"Statement":{"Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"arn:aws:logs:us-west-2:123456789012:log-group:/fleet/*:*"}}"""
                            )!,
                        ]
                    );
                }
            ),
            Sound(
                "execution-role-with-nothing",
                "the images are public and another agent ships the logs: the execution role has no policy, and needs none",
                w =>
                {
                    w.Fleet();
                    w.Roles["exec-role"] = ("ecs-tasks.amazonaws.com", []);
                    foreach (var (family, _, _) in AllJobs)
                        w.Definitions.Add(
                            (family, "ACTIVE", d => d["containerDefinitions"]![0]!["image"] = "public.ecr.aws/acme/tools:12")
                        );
                }
            ),
            // ------------------------------------------------------------ fewer tasks than asked
            new(
                "one-of-three-tasks",
                "G",
                "grid asks for three tasks every five minutes; from 12:41:20 two of them find no memory",
                w =>
                {
                    w.Fleet("pulse", "digest");
                    w.Add("grid", "cron(0/5 * * * ? *)", w.Every(300), change: s => s["Target"]!["EcsParameters"]!["TaskCount"] = 3);
                    w.Each("grid", "08:00", null, c => c.Asked = 3).Each("grid", "12:41:20", null, c => c.Fewer = (2, "RESOURCE:MEMORY"));
                }
            )
            {
                Lost = "",
                Cause = "IK4012",
                Also = [],
                MayBe = ["IK4001"],
                Ready = "notReady|unknown",
                Report = ["IK4012", "grid", "RESOURCE:MEMORY"],
            },
            new(
                "two-of-three-for-an-hour",
                "G",
                "the same from 12:41:20 to 13:41:20, and one task is missing; then all run again",
                w =>
                {
                    w.Fleet("pulse", "digest");
                    w.Add("grid", "cron(0/5 * * * ? *)", w.Every(300), change: s => s["Target"]!["EcsParameters"]!["TaskCount"] = 3);
                    w.Each("grid", "08:00", null, c => c.Asked = 3)
                        .Each("grid", "12:41:20", "13:41:20", c => c.Fewer = (1, "RESOURCE:ENI"));
                }
            )
            {
                Lost = "",
                Cause = "IK4012",
                MayBe = ["IK4001"],
                Ready = "ready",
                Report = ["IK4012", "12 runs", "RESOURCE:ENI"],
            },
            Sound(
                "three-tasks-of-which-none-lacks",
                "grid asks for three tasks and gets three; one of the three says its first word five minutes later",
                w =>
                {
                    w.Fleet("pulse", "digest");
                    w.Add("grid", "cron(0/5 * * * ? *)", w.Every(300), change: s => s["Target"]!["EcsParameters"]!["TaskCount"] = 3);
                    w.Each("grid", "08:00", null, c => c.Asked = 3);
                }
            ) with
            {
                Never = ["IK4012"],
            },
            // ------------------------------------------------------------ rules of EventBridge
            new(
                "rule-switched-off",
                "J",
                "beside sound schedules a rule of EventBridge is DISABLED",
                w => w.Fleet().Rule("nightly-reconcile", "DISABLED", ClusterArn("main"))
            )
            {
                Lost = "",
                Report = ["nightly-reconcile"],
            },
            new(
                "rule-without-a-target",
                "J",
                "beside sound schedules a rule of EventBridge is ENABLED and calls nothing",
                w => w.Fleet().Rule("nightly-reconcile", "ENABLED")
            )
            {
                Lost = "",
                Report = ["nightly-reconcile"],
            },
            // ------------------------------------------------------------ an expression of which the earlier value is not recorded
            new(
                "expression-of-an-old-schedule-mistyped",
                "C",
                "ledger is a year old; at 12:41:20 dev-kim writes 0/50 for 0/5, and nothing recorded says what it was before",
                w =>
                    w.Fleet()
                        .Update("ledger", "12:41:20", "dev-kim", s => s["ScheduleExpression"] = "cron(0/50 * * * ? *)")
                        .Each("ledger", "12:41:20", null, c => c.Dropped = c.Slot.InUtc().Minute % 50 != 0)
            )
            {
                Cause = "IK1004",
                Trigger = null,
                Report = ["IK1004", "every 5 minutes|rate\\(5 minutes\\)", "dev-kim"],
                Summary = [],
                Ready = "ready|notReady|unknown",
            },
            new(
                "expression-changed-and-not-recorded",
                "C",
                "the same, and the update is on a page that was not read; the schedule's own date says when it was",
                w =>
                    w.Fleet()
                        .Unrecorded("ledger", "12:41:20", s => s["ScheduleExpression"] = "cron(0/50 * * * ? *)")
                        .Each("ledger", "12:41:20", null, c => c.Dropped = c.Slot.InUtc().Minute % 50 != 0)
                        .Unread(SourceNames.Changes, CoverageStatus.Partial, "over the call budget")
            )
            {
                Cause = "IK1004",
                Report = ["IK1004", "every 5 minutes|rate\\(5 minutes\\)", "(?i)not recorded in full", "12:41:20"],
                Ready = "ready|notReady|unknown",
            },
            new(
                "zone-of-an-old-schedule-changed",
                "C",
                "digest-open ran at 13:30 UTC; at 09:00 dev-kim sets its zone to New York, and it is due at 17:30 UTC",
                w =>
                {
                    w.Fleet("pulse", "ledger");
                    w.Add(
                        "open-report",
                        "cron(30 13 * * ? *)",
                        [
                            T("2026-04-17T13:30:00Z"),
                            T("2026-04-18T13:30:00Z"),
                            T("2026-04-19T13:30:00Z"),
                            T("2026-04-20T13:30:00Z"),
                            T("17:30"),
                        ]
                    );
                    w.CallsFrom = T("2026-04-17T00:00:00Z");
                    w.Update("open-report", "10:05", "dev-kim", s => s["ScheduleExpressionTimezone"] = "America/New_York");
                }
            )
            {
                Cause = "IK1004",
                Report = ["IK1004", "dev-kim"],
                Ready = "ready|notReady|unknown",
            },
            Sound(
                "expression-as-it-was",
                "ledger is a year old; at 12:41:20 dev-kim writes its expression in other words, and it is due at the same times",
                w =>
                    w.Fleet()
                        .Update(
                            "ledger",
                            "12:41:20",
                            "dev-kim",
                            s => s["ScheduleExpression"] = "cron(0,5,10,15,20,25,30,35,40,45,50,55 * * * ? *)"
                        )
            ) with
            {
                Never = ["IK1004"],
            },
            // ------------------------------------------------------------ trails that were cut
            new(
                "no-change-found-in-a-cut-trail",
                "F",
                "the cluster of ledger is gone from 12:41:20; the pages of changes ended at the call budget",
                w =>
                {
                    w.Fleet("pulse", "quotes", "digest");
                    w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300), cluster: "batch");
                    w.Clusters[ClusterArn("batch")] = "INACTIVE";
                    w.Refuse("ledger", "12:41:20").Unread(SourceNames.Changes, CoverageStatus.Partial, "over the call budget");
                }
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK2001",
                Sure = true,
                Ready = "notReady",
                Report = ["(?i)changes were not recorded in full"],
            },
            new(
                "changes-were-denied",
                "F",
                "the same, and CloudTrail may not be asked for changes",
                w =>
                {
                    w.Fleet("pulse", "quotes", "digest");
                    w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300), cluster: "batch");
                    w.Clusters[ClusterArn("batch")] = "INACTIVE";
                    w.Refuse("ledger", "12:41:20").Unread(SourceNames.Changes);
                }
            )
            {
                Lost = "ledger 39",
                Cause = "IK2001",
                Sure = true,
                Ready = "notReady",
                Report = ["(?i)changes were not recorded in full"],
            },
            new(
                "a-change-that-the-trail-does-not-hold",
                "F",
                "ledger calls a cluster that is not there since 12:41:20; its own date says that it was changed then, and the whole trail holds no call",
                w => w.Fleet().Unrecorded("ledger", "12:41:20", s => s["Target"]!["Arn"] = ClusterArn("mian")).Refuse("ledger", "12:41:20")
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK2001",
                Sure = true,
                Ready = "notReady",
                Report = ["(?i)changes were not recorded in full", "12:41:20"],
            },
            Sound(
                "a-whole-trail-and-an-old-date",
                "all changes were read, and each schedule's date is that of its last call",
                w => w.Fleet(created: true)
            ) with
            {
                Check = r =>
                    Regex.IsMatch(r.GetRawText(), "(?i)not recorded in full") ? ["it says that changes were not recorded in full"] : [],
            },
            // ------------------------------------------------------------ who is hurt
            new(
                "one-of-two-monitors-runs",
                "K",
                "position monitoring is pulse and ledger; ledger is refused from 13:41:20 to 14:41:20 while pulse runs on",
                w =>
                {
                    w.Fleet().Refuse("ledger", "13:41:20", "14:41:20");
                    w.Settings = """
                        market: XNYS
                        services:
                          watch: {role: positionMonitoring, schedules: [pulse]}
                          limits: {role: positionMonitoring, schedules: [ledger]}
                        """;
                }
            )
            {
                Lost = "ledger 12",
                Cause = "IK2001",
                MayBe = ["IK2001"],
                Report = ["(?i)degraded"],
                Check = r => Role(r, "positionMonitoring", tradable: 60, down: 0),
            },
            new(
                "both-monitors-down-for-a-while",
                "K",
                "pulse is refused from 14:00:30 to 15:00:30, ledger from 14:28 to 15:28: for half an hour nobody watches",
                w =>
                {
                    w.Fleet().Refuse("pulse", "14:00:30", "15:00:30").Refuse("ledger", "14:28", "15:28");
                    w.Settings = """
                        market: XNYS
                        services:
                          watch: {role: positionMonitoring, schedules: [pulse]}
                          limits: {role: positionMonitoring, schedules: [ledger]}
                        """;
                }
            )
            {
                Lost = "pulse 60, ledger 12",
                Cause = "IK2001",
                Report = ["(?i)degraded"],
                Check = r => Role(r, "positionMonitoring", tradable: 89, down: 31),
            },
            new(
                "one-service-in-halves",
                "K",
                "the service books has ledger and quotes; ledger alone is refused from 13:41:20 to 14:41:20",
                w =>
                {
                    w.Fleet().Refuse("ledger", "13:41:20", "14:41:20");
                    w.Settings = """
                        market: XNYS
                        services:
                          books: {role: trading, schedules: [ledger, quotes]}
                        """;
                }
            )
            {
                Lost = "ledger 12",
                Cause = "IK2001",
                Check = r => Role(r, "trading", tradable: 60, down: 0),
            },
            new(
                "a-role-with-a-service-unseen",
                "K",
                "trading is ledger, refused from 13:41:20 to 14:41:20, and nova, of whose runs nothing is known",
                w =>
                {
                    w.Fleet().Refuse("ledger", "13:41:20", "14:41:20");
                    w.Add("nova", "cron(0/10 * * * ? *)", []).HasStreams = false;
                    w.CallsSince = w.RecordedAt;
                    w.Settings = """
                        market: XNYS
                        services:
                          books: {role: trading, schedules: [ledger]}
                          orders: {role: trading, schedules: [nova]}
                        """;
                }
            )
            {
                Check = r =>
                    Roles(r, "trading").All(x => x.GetProperty("tradableMinutesLost").ValueKind == JsonValueKind.Null)
                        ? []
                        : ["the sum of trading is a number, though a service of it is unknown"],
            },
            new(
                "each-service-at-its-own-exchange",
                "K",
                "ledger serves London and is refused from 13:41:20 to 16:00; quotes serves New York",
                w =>
                {
                    w.Fleet().Refuse("ledger", "13:41:20", "16:00");
                    w.Settings = """
                        market: [XNYS, XLON]
                        services:
                          london: {role: trading, market: XLON, schedules: [ledger]}
                          york: {role: trading, market: XNYS, schedules: [quotes]}
                        """;
                }
            )
            {
                Lost = "ledger 27",
                Cause = "IK2001",
                Check = r =>
                    Markets(r, "XNYS")
                        .SelectMany(m => m.GetProperty("services").EnumerateArray())
                        .Any(s => s.GetProperty("service").GetString() == "london")
                        ? ["London's service lost minutes of New York"]
                        : [],
            },
        ];

    private static IEnumerable<JsonElement> Markets(JsonElement report, string id) =>
        report.GetProperty("impact").GetProperty("markets").EnumerateArray().Where(m => m.GetProperty("calendar").GetString() == id);

    private static IEnumerable<JsonElement> Roles(JsonElement report, string role) =>
        Markets(report, "XNYS")
            .SelectMany(m => m.GetProperty("roles").EnumerateArray())
            .Where(r => r.GetProperty("role").GetString() == role);

    /// <summary>The tradable minutes in which a role was hurt, and those in which none of its services ran.</summary>
    private static IEnumerable<string> Role(JsonElement report, string role, long tradable, long down)
    {
        var all = Roles(report, role).ToList();
        if (all.Count != 1)
        {
            yield return $"{all.Count} sums of {role}";
            yield break;
        }

        foreach (var (field, wanted) in new[] { ("tradableMinutesLost", tradable), ("tradableMinutesDown", down) })
        {
            var got = all[0].TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : -1;
            if (got != wanted)
                yield return string.Create(CultureInfo.InvariantCulture, $"{field} of {role} is {got}, not {wanted}");
        }
    }
}
