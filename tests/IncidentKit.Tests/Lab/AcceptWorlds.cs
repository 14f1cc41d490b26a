using System.Text.Json.Nodes;
using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: <c>accept</c> of a service in the settings, which asks for less than everything.</summary>
internal static class AcceptWorlds
{
    private static readonly Death Crash = new("EssentialContainerExited", "Essential container in task exited", 1);

    public static Story[] All =>
        [
            Story.Sound(
                "accept-invoked",
                "nobody keeps the events of tasks, and the team is content that each was started",
                w => w.Fleet().Service("invoked", "pulse, ledger, quotes, digest")
            ) with
            {
                Check = r => Of(r, "pulse ledger quotes digest", (s, ran) => (s.Succeeded == ran && s.Unknown == 0, "all succeeded")),
                Report = ["accept: invoked"],
            },
            Story.Sound(
                "accept-invoked-of-one",
                "the team is content with pulse alone: how ledger's runs ended stays unknown",
                w => w.Fleet().Service("invoked", "pulse")
            ) with
            {
                Check = r =>
                    [
                        .. Of(r, "pulse", (s, ran) => (s.Succeeded == ran && s.Unknown == 0, "all succeeded")),
                        .. Of(r, "ledger", (s, ran) => (s.Succeeded == 0 && s.Unknown == ran, "all unknown")),
                    ],
            },
            new(
                "accept-invoked-hides-no-failure",
                "L",
                "the recorder shows that ledger fails from 14:00 to 14:30: that is a failure whatever people are content with",
                w => w.Fleet().Recorder("13:00").Die("ledger", "14:00", "14:30", Crash).Service("invoked", "pulse, ledger, quotes, digest")
            )
            {
                Lost = "ledger 6",
                Onset = "14:00",
                Cause = "IK4006",
                Check = r => Of(r, "ledger", (s, _) => (s is { Succeeded: 66, Unknown: 0 }, "66 succeeded")),
            },
            new(
                "accept-invoked-hides-no-missed-run",
                "L",
                "pulse is disabled from 12:41:20 on",
                w =>
                    w.Fleet(true)
                        .Update("pulse", "12:41:20", "dev-kim", s => s["State"] = "DISABLED")
                        .Drop("pulse", "12:41:20")
                        .Service("invoked", "pulse, ledger, quotes, digest")
            )
            {
                Lost = "pulse 198",
                Cause = "IK1001",
                Ready = "notReady",
            },
            Story.Sound(
                "accept-ignore-of-a-queue",
                "a schedule sends a message to a queue, of which nothing tells; the team ignores it",
                w =>
                {
                    w.Fleet();
                    w.Others.Add(Queue("nudge"));
                    w.Service("ignore", "nudge");
                }
            ) with
            {
                Report = ["(?i)1 scheduled job ignored by the settings.*nudge"],
                Check = r => IsNotListed(r, "nudge"),
            },
            Story.Sound(
                "accept-ignore-of-what-is-broken",
                "ledger's cluster is not there from 12:41 on, and the team ignores ledger: no outage, and the count is said",
                w => w.Fleet(true).SendTo("ledger", "mian", "12:41:20").Refuse("ledger", "12:41:20").Service("ignore", "ledger")
            ) with
            {
                Report = ["(?i)ignored by the settings.*ledger \\(33 started, 39 missed\\)"],
                Check = r => IsNotListed(r, "ledger"),
            },
            Story.Sound(
                "accept-ignore-of-a-twin",
                "two schedules run one family, and one of them is ignored: its runs are not the other's, and nobody's by hand",
                w =>
                {
                    w.Fleet(false, "pulse", "ledger");
                    w.Add("ledger-late", "cron(2/5 * * * ? *)", w.Every(300, phase: "2025-06-02T08:02:00Z"), family: "ledger");
                    w.Service("ignore", "ledger-late");
                }
            ) with
            {
                Check = r =>
                    Named(r, "ledger") is var ledger
                    && (ledger.GetProperty("ran").GetInt32(), ledger.GetProperty("extra").GetInt32()) == (72, 0)
                    && r.GetProperty("manualRuns").GetArrayLength() == 0
                        ? []
                        : [$"ledger: {ledger}"],
            },
            Story.Sound(
                "accept-of-two-services",
                "one service ignores pulse and another asks for everything: pulse is judged",
                w =>
                {
                    w.Fleet();
                    w.Service("ignore", "pulse");
                    w.Settings += "  other: {schedules: [pulse], requiredForOpen: true}\n";
                }
            ) with
            {
                Check = r => Of(r, "pulse", (s, ran) => (ran == 360 && s.Unknown == ran, "judged")),
            },
            Story.Unseen(
                "accept-ignore-of-all",
                "every schedule is ignored: nothing can be called well",
                w => w.Fleet().Service("ignore", "pulse, ledger, quotes, digest")
            ) with
            {
                Report = ["(?i)every schedule is ignored by the settings"],
            },
        ];

    internal static JsonObject Queue(string name, string expression = "cron(0/5 * * * ? *)") =>
        new()
        {
            ["Name"] = name,
            ["GroupName"] = "default",
            ["ScheduleExpression"] = expression,
            ["ScheduleExpressionTimezone"] = "UTC",
            ["State"] = "ENABLED",
            ["CreationDate"] = Old,
            ["LastModificationDate"] = Old,
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
            ["Target"] = new JsonObject
            {
                ["Arn"] = $"arn:aws:sqs:{Region}:123456789012:{name}",
                ["RoleArn"] = RoleArn(RunRole),
                ["Input"] = "{}",
            },
        };

    internal static World Service(this World world, string accept, string schedules)
    {
        world.Settings ??= "services:\n";
        world.Settings += $"  content-{accept}: {{role: dataCollection, accept: {accept}, schedules: [{schedules}]}}\n";
        return world;
    }

    private static IEnumerable<string> IsNotListed(System.Text.Json.JsonElement report, string name) =>
        report.GetProperty("schedules").EnumerateArray().Any(s => s.GetProperty("name").GetString() == name)
            ? [$"{name} is among the schedules that are judged"]
            : [];
}
