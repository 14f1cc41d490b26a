using System.Text.Json;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind M: how long runs took, and which of them took longer than usual.</summary>
internal static class LengthWorlds
{
    private const string Allowed = """
        services:
          books: {schedules: [ledger], maxDuration: PT5M}
          prices: {schedules: [quotes], maxDuration: PT2H}
        """;

    public static Story[] All =>
        [
            Story.Sound("usual-jitter", "tasks take between 20 and 50 seconds", w => w.Fleet().Recorder().Jitter()) with
            {
                Never = ["IK4011"],
                Check = r => Length(r, "ledger", l => l.GetProperty("longer").GetInt32() == 0 && l.GetProperty("ended").GetInt32() == 72),
            },
            Story.Sound(
                "length-of-several-tasks",
                "each run of grid starts three tasks, of which the last takes four minutes longer: so long the run took",
                w =>
                {
                    w.Fleet("ledger").Recorder();
                    w.Add("grid", "cron(0/10 * * * ? *)", w.Every(600), change: s => s["Target"]!["EcsParameters"]!["TaskCount"] = 3);
                    w.Each("grid", "2026-04-21T07:00:00Z", null, c => (c.Asked, c.LastLonger) = (3, Minutes(4)));
                }
            ) with
            {
                Never = ["IK4011", "IK4012"],
                Check = r => Length(r, "grid", l => l.GetProperty("median").GetString() == "PT4M6S"),
            },
            new(
                "one-long-run",
                "M",
                "the run of ledger at 12:00 takes 47 minutes, all others half a minute",
                w => w.Fleet().Recorder().Jitter().Take("ledger", "12:00", "12:05", 47)
            )
            {
                Lost = "",
                Also = ["IK4011"],
                Outages = 0,
                Ready = "ready",
                Report = ["IK4011[^|]*", "47 min"],
                Check = r =>
                    Length(r, "ledger", l => l.GetProperty("longer").GetInt32() == 1 && l.GetProperty("overlapping").GetInt32() == 1),
            },
            new(
                "hung",
                "M",
                "the task of digest at 14:00 never ends and writes nothing after its first seconds; the others run on",
                w => w.Fleet().Recorder().Jitter().Take("digest", "14:00", "15:00", null)
            )
            {
                Lost = "",
                Also = ["IK4011"],
                Ready = "notReady",
                Report = ["hung: no output since 2026-04-21T14:00:1"],
                Check = r =>
                    OutcomeWorlds.Named(r, "digest").GetProperty("running").GetInt32() == 1 ? [] : ["digest: not 1 run still running"],
            },
            new(
                "hung-without-a-recorder",
                "M",
                "the task of ledger at 15:00 still runs at 16:04, when it is recorded; ECS remembers the last hour",
                w => w.Fleet().Jitter().Take("ledger", "15:00", "15:05", null).Near()
            )
            {
                Lost = "",
                Also = ["IK4011"],
                Report = ["still ran at 2026-04-21T16:04"],
            },
            new(
                "slow-since-a-release",
                "M",
                "since 14:00 each run of quotes takes 4 minutes instead of half a minute",
                w => w.Fleet().Recorder().Jitter().Take("quotes", "14:00", null, 4)
            )
            {
                Lost = "",
                Also = ["IK4011"],
                Ready = "ready",
            },
            new(
                "always-overlaps",
                "M",
                "each run of ledger takes seven minutes and the next begins after five: it is made so",
                w => w.Fleet().Recorder().Jitter().Take("ledger", "07:00", null, 7)
            )
            {
                Lost = "",
                Never = ["IK4011"],
                Ready = "ready",
                Check = r => Length(r, "ledger", l => l.GetProperty("overlapping").GetInt32() == 72),
            },
            new(
                "heavy-each-hour",
                "M",
                "the run of quotes at each full hour sums up the hour and takes 8 minutes, the others 20 seconds",
                w =>
                {
                    w.Fleet().Recorder().Jitter();
                    foreach (var hour in w.Every(3600))
                        w.Each("quotes", Iso(hour), Iso(hour + Minutes(5)), c => c.Life = Minutes(8));
                }
            )
            {
                Lost = "",
                Never = ["IK4011"],
                Ready = "ready",
            },
            new(
                "longer-than-allowed",
                "M",
                "ledger takes four minutes as usual, at 13:00 six; the settings allow five",
                w =>
                {
                    w.Fleet().Recorder().Jitter().Take("ledger", "07:00", null, 4).Take("ledger", "13:00", "13:05", 6);
                    w.Settings = Allowed;
                }
            )
            {
                Lost = "",
                Also = ["IK4011"],
                Report = ["longer than allowed", "6 min"],
            },
            new(
                "allowed-to-be-long",
                "M",
                "the run of quotes at 12:00 takes 47 minutes, and the settings allow two hours",
                w =>
                {
                    w.Fleet().Recorder().Jitter().Take("quotes", "12:00", "12:05", 47);
                    w.Settings = Allowed;
                }
            )
            {
                Lost = "",
                Never = ["IK4011"],
                Ready = "ready|unknown",
            },
            new(
                "too-few-to-tell",
                "M",
                "nova has run four times in all; its last run took 20 minutes instead of 2: nobody knows yet what is usual",
                w =>
                {
                    w.Fleet().Recorder().Jitter();
                    w.Add("nova", "cron(0 * * * ? *)", w.Every(3600, "12:00", "16:00"), created: "2026-04-21T11:20:30Z", createEvent: true);
                    w.Take("nova", "11:30", null, 2).Take("nova", "15:00", null, 20);
                }
            )
            {
                Lost = "nova 0-3",
                Never = ["IK4011"],
                Check = r => Length(r, "nova", l => l.GetProperty("usual").ValueKind == JsonValueKind.Null),
            },
            new(
                "past-the-next-fire-time",
                "M",
                "nova is new and has run eight times in all; the run of 13:00 took 75 minutes and the next began beside it",
                w =>
                {
                    w.Fleet().Recorder().Jitter();
                    w.Add("nova", "cron(0 * * * ? *)", w.Every(3600, "12:00"), created: "2026-04-21T11:20:30Z", createEvent: true);
                    w.Take("nova", "11:30", null, 2).Take("nova", "13:00", "13:30", 75);
                }
            )
            {
                Lost = "",
                Also = ["IK4011"],
                Report = ["past the next fire time"],
                Ready = "ready",
            },
            new(
                "crashes-are-not-short-runs",
                "M",
                "every second task of pulse ends at once with an error; the others take 3 minutes, as ever",
                w =>
                {
                    w.Fleet().Recorder().Jitter().Take("pulse", "07:00", null, 3);
                    var n = 0;
                    w.Each(
                        "pulse",
                        "07:00",
                        null,
                        c =>
                        {
                            if (n++ % 2 == 0)
                                (c.Death, c.Life) = (new("EssentialContainerExited", "Essential container in task exited", 1), Seconds(1));
                        }
                    );
                }
            )
            {
                Lost = "pulse 180",
                MayBe = ["IK4006"],
                Never = ["IK4011"],
            },
            new(
                "ends-after-the-window",
                "M",
                "the run of digest at 15:00 takes 70 minutes, as its runs do, and ends after the window",
                w => w.Fleet().Recorder().Jitter().Take("digest", "07:00", null, 70)
            )
            {
                Lost = "",
                Never = ["IK4011"],
                Ready = "ready",
                Check = r => OutcomeWorlds.Of(r, "digest", (s, ran) => (s.Succeeded == ran, "all succeeded")),
            },
        ];

    /// <summary>Tasks that take between 20 and 50 seconds, the same each time the world is made.</summary>
    private static World Jitter(this World world)
    {
        var n = 0;
        return world.Each("*", "2026-04-20T00:00:00Z", null, c => c.Life = Seconds(20 + (n++ * 17 % 31)));
    }

    private static IEnumerable<string> Length(JsonElement report, string name, Func<JsonElement, bool> holds)
    {
        var lengths = OutcomeWorlds.Named(report, name).GetProperty("lengths");
        if (lengths.ValueKind == JsonValueKind.Null || !holds(lengths))
            yield return $"{name}: lengths are {lengths}";
    }
}
