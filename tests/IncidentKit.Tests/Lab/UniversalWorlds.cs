using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: universal targets whose call starts a task or a function: they are read as such.</summary>
internal static class UniversalWorlds
{
    private static readonly Death Crash = new("EssentialContainerExited", "Essential container in task exited", 1);

    public static Story[] All =>
        [
            Story.Sound(
                "universal-function",
                "alerts is invoked by the API's own call, which names the function in its input",
                w => w.Fleet("ledger").Recorder().InvokesByCall("alerts", named: false).Counts("alerts", w.Every(300, last: "16:10"), [])
            ) with
            {
                Check = r => Of(r, "alerts", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
            },
            Story.Sound(
                "universal-function-by-name",
                "the input gives the function's name alone",
                w => w.Fleet("ledger").Recorder().InvokesByCall("alerts", named: true).Counts("alerts", w.Every(300, last: "16:10"), [])
            ) with
            {
                Check = r => Of(r, "alerts", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
            },
            new(
                "universal-function-fails",
                "L",
                "from 13:00 each invocation ends with an error",
                w =>
                {
                    w.Fleet("ledger").Recorder().InvokesByCall("alerts", named: false);
                    w.Counts("alerts", w.Every(300, last: "16:10"), w.Every(300, "13:00", "16:10"));
                }
            )
            {
                Lost = "alerts 36",
                Onset = "13:00",
                Cause = "IK4010",
                Ready = "notReady",
            },
            Story.Sound(
                "universal-task",
                "ledger is started by ecs:RunTask, without a startedBy",
                w => w.Fleet().Recorder().ByCall("ledger")
            ) with
            {
                Check = r =>
                    [
                        .. Of(r, "ledger", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
                        .. r.GetProperty("manualRuns").GetArrayLength() == 0
                            ? Array.Empty<string>()
                            : ["its runs are taken for runs by hand"],
                    ],
            },
            Story.Sound(
                "universal-task-by-streams",
                "the same, and RunTask events were not read: its streams tell",
                w => w.Fleet().StreamsOnly().ByCall("ledger")
            ),
            new(
                "universal-task-fails",
                "L",
                "the task ends with exit code 1 from 12:41 to 13:10",
                w => w.Fleet().Recorder().ByCall("ledger").Die("ledger", "12:41", "13:10", Crash)
            )
            {
                Lost = "ledger 5",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "13:10",
                Cause = "IK4006",
                Sure = true,
            },
            new(
                "universal-task-disabled",
                "L",
                "dev-kim disables ledger at 12:41:20",
                w =>
                    w.Fleet()
                        .Recorder()
                        .ByCall("ledger")
                        .Update("ledger", "12:41:20", "dev-kim", s => s["State"] = "DISABLED")
                        .Drop("ledger", "12:41:20")
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK1001",
                Ready = "notReady",
            },
        ];

    private static World ByCall(this World world, string name)
    {
        world[name].IsByCall = true;
        return world;
    }

    private static World InvokesByCall(this World world, string name, bool named)
    {
        world.Invokes(name);
        var target = world.Others.Single(o => (string?)o["Name"] == name)["Target"]!;
        var function = named ? name : (string)target["Arn"]!;
        target["Arn"] = "arn:aws:scheduler:::aws-sdk:lambda:invoke";
        target["Input"] = $$"""{"FunctionName":"{{function}}","Payload":"{}"}""";
        return world;
    }
}
