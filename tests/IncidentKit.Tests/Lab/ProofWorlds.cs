using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: calls that CloudTrail has as management events prove that a target was called, or refused.</summary>
internal static class ProofWorlds
{
    private const string Every5 = "cron(0/5 * * * ? *)";
    private const string Build = "codebuild:startBuild";
    private const string Nightly = """{"ProjectName":"nightly"}""";
    private const string Gone = "Project cannot be found: arn:aws:codebuild:us-west-2:123456789012:project/nightly";

    public static Story[] All =>
        [
            Called(
                "proof-of-a-build",
                "nudge starts a build each five minutes; no counts of calls were recorded",
                w => w.Nudge().Uncounted()
            ),
            Called("proof-beside-counts", "the same, and the counts of the group were recorded too: no run is there twice", w => w.Nudge()),
            Called(
                "proof-of-a-rule",
                "a rule starts the builds of a project, which its target names",
                w =>
                {
                    w.Fleet("ledger");
                    w.RuleCalls("nudge", "rate(5 minutes)", w.Every(300), $"arn:aws:codebuild:{Region}:123456789012:project/nightly");
                    foreach (var at in w.Every(300))
                        w.ApiCalls.Add(
                            new ApiCall("nudge", at + Seconds(3), "StartBuild", JsonNode.Parse("""{"projectName":"nightly"}"""))
                            {
                                By = "events.amazonaws.com",
                                Role = RoleArn(RuleRole),
                            }
                        );
                    w.More.RemoveAll(m => m.Operation == "GetMetricData");
                }
            ),
            Called(
                "proof-people-build-too",
                "people start builds of the same project and of others, some of which are refused: those are nobody's runs",
                w =>
                {
                    w.Nudge().Uncounted();
                    foreach (var at in w.Every(420))
                    {
                        var project = JsonNode.Parse(
                            at.ToUnixTimeSeconds() % 840 == 0 ? """{"projectName":"nightly"}""" : """{"projectName":"docs"}"""
                        );
                        w.ApiCalls.Add(
                            new ApiCall("people", at + Seconds(33), "StartBuild", project)
                            {
                                By = "dev-kim",
                                Error =
                                    at.ToUnixTimeSeconds() % 1260 == 0
                                        ? ("AccountLimitExceededException", "Cannot have more than 5 builds")
                                        : null,
                            }
                        );
                    }
                }
            ),
            Called(
                "proof-of-hosts",
                "nudge starts one host and other starts another, by the same call at the same time; CloudTrail writes the ids in a shape of its own",
                w =>
                    w.Fleet("ledger")
                        .CallsApi(
                            "nudge",
                            Every5,
                            w.Every(300),
                            "ec2:startInstances",
                            """{"InstanceIds":["i-0aaaaaaaaaaaaaaa1"]}""",
                            """{"instancesSet":{"items":[{"instanceId":"i-0aaaaaaaaaaaaaaa1"}]}}"""
                        )
                        .CallsApi(
                            "other",
                            Every5,
                            w.Every(300),
                            "ec2:startInstances",
                            """{"InstanceIds":["i-0bbbbbbbbbbbbbbb2"]}""",
                            """{"instancesSet":{"items":[{"instanceId":"i-0bbbbbbbbbbbbbbb2"}]}}"""
                        )
                        .Uncounted()
            ),
            Called(
                "proof-refused-once",
                "three calls are throttled at first, and their retries are taken",
                w => w.Nudge().Uncounted().RefusedApi("nudge", "12:00", "12:15", "ThrottlingException", "Rate exceeded", retryIsGood: true)
            ),
            new(
                "proof-not-called",
                "L",
                "nudge makes no call from 12:00 to 12:30, and people do",
                w =>
                {
                    w.Nudge().Uncounted().NoApiCall("nudge", "12:00", "12:30");
                    w.ApiCalls.Add(
                        new ApiCall("people", T("12:10:05"), "StartBuild", JsonNode.Parse("""{"projectName":"nightly"}"""))
                        {
                            By = "dev-kim",
                        }
                    );
                }
            )
            {
                Lost = "nudge 6",
                Unknown = 0,
                Onset = "12:00",
                Mitigated = "12:30",
            },
            new(
                "proof-refused",
                "L",
                "the project is gone from 13:00 on: CloudBuild refuses each call and each retry",
                w => w.Nudge().Uncounted().RefusedApi("nudge", "13:00", null, "ResourceNotFoundException", Gone)
            )
            {
                Lost = "nudge 36",
                Unknown = 0,
                Onset = "13:00",
                GoesOn = true,
                Cause = "IK7001",
                Sure = true,
                Outages = 1,
                Report = ["Project cannot be found"],
            },
            new(
                "proof-denied",
                "L",
                "from 13:00 the role may not start builds, and CloudTrail has no request of denied calls",
                w =>
                    w.Nudge()
                        .Uncounted()
                        .RefusedApi(
                            "nudge",
                            "13:00",
                            null,
                            "AccessDeniedException",
                            "User: arn:aws:sts::123456789012:assumed-role/pipeline-run/9f8e is not authorized to perform: codebuild:StartBuild on resource: arn:aws:codebuild:us-west-2:123456789012:project/nightly because no identity-based policy allows the codebuild:StartBuild action"
                        )
            )
            {
                Lost = "nudge 36",
                Unknown = 0,
                Onset = "13:00",
                Cause = "IK3002",
                Sure = true,
            },
            new(
                "proof-of-data-events",
                "L",
                "nudge sends a message by the API's call, which is a data event: that CloudTrail has none of them says nothing",
                w =>
                    w.Fleet("ledger")
                        .CallsApi(
                            "nudge",
                            Every5,
                            w.Every(300),
                            "sqs:sendMessage",
                            """{"QueueUrl":"https://sqs.us-west-2.amazonaws.com/123456789012/nudge","MessageBody":"go"}""",
                            recorded: false
                        )
                        .Uncounted()
            )
            {
                Lost = "",
                Unknown = 72,
            },
            new(
                "proof-cut",
                "L",
                "very many builds are started by others: the events were read back to 12:30 only, and two calls of 14:00 are not among them",
                w =>
                {
                    w.Nudge().Uncounted().NoApiCall("nudge", "14:00", "14:10");
                    w.ApiCallsSince = T("12:30");
                    w.Unread("cloudtrail.calls", CoverageStatus.Partial, "over the call budget");
                }
            )
            {
                Lost = "",
                Unknown = 32,
            },
            new(
                "proof-denied-to-the-recorder",
                "L",
                "neither events nor counts may be read",
                w => w.Nudge().Uncounted().Unread("cloudtrail.calls")
            )
            {
                Lost = "",
                Unknown = 72,
            },
            new(
                "proof-of-a-disabled-schedule",
                "L",
                "dev-kim disables nudge at 12:41:20",
                w =>
                    w.Nudge()
                        .Uncounted()
                        .NoApiCall("nudge", "12:41:20")
                        .Change("nudge", "12:41:20", "dev-kim", s => s["State"] = "DISABLED")
            )
            {
                Lost = "nudge 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK1001",
            },
        ];

    private static World Nudge(this World world) => world.Fleet("ledger").CallsApi("nudge", Every5, world.Every(300), Build, Nightly);

    private static World Uncounted(this World world) => world.Unread("cloudwatch.scheduler");

    /// <summary>Sound: every run is known to have been called once.</summary>
    private static Story Called(string name, string text, Action<World> build) =>
        Story.Sound(name, text, build) with
        {
            Check = r =>
                [
                    .. Of(r, "nudge", (s, ran) => (ran == 72 && s.Succeeded == 0 && s.Unknown == ran, "72 called")),
                    .. Named(r, "nudge").GetProperty("extra").GetInt32() == 0 ? Array.Empty<string>() : ["extra runs"],
                ],
        };
}
