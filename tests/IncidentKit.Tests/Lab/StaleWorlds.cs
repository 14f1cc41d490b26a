using System.Text.Json.Nodes;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: schedules that pin a revision, beside services and deployments of the same family.</summary>
internal static class StaleWorlds
{
    public static Story[] All =>
        [
            Sound(
                "stale-behind-its-service",
                "ledger pins revision 3 of January; the service of that family runs revision 7 since 10 April",
                w => w.Pinned("ledger", 3).Serves("ledger", 7, 7).Registered("ledger", 7, "2026-04-10T08:30:00Z")
            ) with
            {
                Also = ["IK2007"],
                Report = ["2026-01-05T09:00:00Z", "2026-04-10T08:30:00Z"],
            },
            Sound(
                "stale-behind-another-schedule",
                "ledger pins revision 3, and quotes pins revision 5 of the same family",
                w =>
                    w.Pinned("ledger", 3)
                        .Unrecorded(
                            "quotes",
                            "2026-03-02T09:00:00Z",
                            s => s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = DefinitionArn("ledger:5")
                        )
            ) with
            {
                Unknown = null,
                Lost = null,
                Ready = null,
                Also = ["IK2007"],
            },
            Fresh("stale-not-without-a-pin", "ledger names the family alone", w => w.Fleet().Serves("ledger", 7, 7)),
            Fresh(
                "stale-not-of-the-same",
                "the service runs the revision that ledger pins",
                w => w.Pinned("ledger", 7).Serves("ledger", 7, 7)
            ),
            Fresh(
                "stale-not-while-deploying",
                "a deployment goes on: tasks of the service have both revisions",
                w => w.Pinned("ledger", 3).Serves("ledger", 3, 7)
            ),
            Fresh("stale-not-ahead", "ledger is ahead of its service", w => w.Pinned("ledger", 9).Serves("ledger", 7, 7)),
            Fresh(
                "stale-not-of-what-nobody-uses",
                "revision 8 is registered, and nobody uses it",
                w => w.Pinned("ledger", 3).Registered("ledger", 8, "2026-04-10T08:30:00Z")
            ),
            Fresh(
                "stale-not-of-another-family",
                "the service of quotes runs a revision with a higher number",
                w => w.Pinned("ledger", 3).Serves("quotes", 12, 12)
            ),
        ];

    private static Story Sound(string name, string text, Action<World> build) => Story.Sound(name, text, build) with { Kind = "L" };

    private static Story Fresh(string name, string text, Action<World> build) => Sound(name, text, build) with { Never = ["IK2007"] };

    private static World Pinned(this World world, string name, int revision)
    {
        world.Fleet();
        world[name].Live["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = DefinitionArn($"{name}:{revision}");
        world.Definitions.Add((name, "ACTIVE", d => d["registeredAt"] = "2026-01-05T09:00:00Z"));
        return world;
    }

    /// <summary>Two running tasks of a service of the family, with their revisions.</summary>
    private static World Serves(this World world, string family, params int[] revisions)
    {
        world.More.Add(
            (
                "ecs",
                "DescribeTasks",
                new { cluster = ClusterArn("main"), tasks = new[] { $"service-{family}" } },
                new JsonObject
                {
                    ["tasks"] = new JsonArray([
                        .. revisions.Select(
                            (revision, n) =>
                                (JsonNode)
                                    new JsonObject
                                    {
                                        ["taskArn"] = $"arn:aws:ecs:{Region}:123456789012:task/main/{n:x32}",
                                        ["taskDefinitionArn"] = DefinitionArn($"{family}:{revision}"),
                                        ["startedBy"] = "ecs-svc/1234567890123456789",
                                        ["group"] = $"service:{family}",
                                        ["createdAt"] = "2026-04-10T09:00:00Z",
                                        ["startedAt"] = "2026-04-10T09:00:30Z",
                                        ["lastStatus"] = "RUNNING",
                                        ["containers"] = new JsonArray(new JsonObject { ["name"] = family, ["lastStatus"] = "RUNNING" }),
                                    }
                        ),
                    ]),
                    ["failures"] = new JsonArray(),
                },
                Region
            )
        );
        return world;
    }

    private static World Registered(this World world, string family, int revision, string at) =>
        world.Event(
            at,
            "RegisterTaskDefinition",
            "release-bot",
            new { family },
            response: new { taskDefinition = new { taskDefinitionArn = DefinitionArn($"{family}:{revision}") } }
        );
}
