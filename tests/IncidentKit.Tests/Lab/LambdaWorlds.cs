using System.Text.Json.Nodes;
using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: functions, whose calls are queued: held back is not lost, and given up is.</summary>
internal static class LambdaWorlds
{
    public static Story[] All => [.. Dull, .. HeldBack, .. Broken];

    private static Story[] Dull =>
        [
            Well(
                "lambda-throttled-for-a-moment",
                "each first attempt is throttled, and the next, seconds later, is taken",
                w => w.Alerts(Runs(w)).Metric("Throttles", Runs(w))
            ),
            Well(
                "lambda-with-dropped-events-of-others",
                "others send events to alerts, and some of theirs are given up; those of the schedule all run",
                w => w.Alerts(Runs(w)).Metric("AsyncEventsDropped", w.Every(420))
            ),
            Well(
                "lambda-last-update-failed",
                "the last update of the function failed, and the old code runs on",
                w => w.Alerts(Runs(w)).Configured("Active", "LastUpdateStatus", "Failed")
            ),
            Well(
                "lambda-inactive-when-read",
                "nobody called the function lately when it is read: it is Inactive, and wakes when it is called",
                w => w.Alerts(Runs(w)).Configured("Inactive", "StateReasonCode", "Idle")
            ),
            Well("lambda-of-a-usual-length", "each run takes about two seconds", w => w.Alerts(Runs(w)).Durations(Runs(w), _ => 2000)) with
            {
                Check = r =>
                    Named(r, "alerts").GetProperty("lengths") is { ValueKind: System.Text.Json.JsonValueKind.Object } lengths
                    && lengths.ToString().Contains("PT2S", StringComparison.Ordinal)
                        ? []
                        : [$"its length is not told: {Named(r, "alerts").GetProperty("lengths")}"],
            },
            Well(
                "lambda-slow-once",
                "usually a run takes two seconds; that of 14:00 took eleven minutes",
                w => w.Alerts(Runs(w)).Durations(Runs(w), at => at == T("14:00") ? 660_000 : 2000)
            ) with
            {
                Also = ["IK4011"],
            },
        ];

    private static Story[] HeldBack =>
        [
            new(
                "lambda-throttled-and-run-later",
                "L",
                "others take all concurrency from 12:00 to 12:20: five events wait, and run at 12:21 and 12:22",
                w =>
                    w.Alerts([.. Runs(w).Where(m => m < T("12:00") || m > T("12:20")), .. Times("12:21", 3), .. Times("12:22", 2)])
                        .Metric("Throttles", w.Every(60, "12:00", "12:21"))
            )
            {
                Lost = "",
                Unknown = 5,
                Never = ["IK4010"],
            },
            new(
                "lambda-throttled-to-the-end",
                "L",
                "all concurrency is taken from 15:30 until it is recorded at 16:04: the events wait, and nobody knows what will become of them",
                w =>
                {
                    w.RecordedAt = T("16:04");
                    w.Alerts([.. Runs(w).Where(m => m < T("15:30"))]).Metric("Throttles", w.Every(60, "15:30", "16:04"));
                }
            )
            {
                Lost = "",
            },
            new(
                "lambda-given-up",
                "L",
                "all concurrency is taken from 12:45 to 14:00, and each event is given up a minute later, as the function's settings say",
                w =>
                    w.Alerts([.. Runs(w).Where(m => m < T("12:45") || m >= T("14:00"))])
                        .Metric("Throttles", w.Every(300, "12:45", "14:00"))
                        .Metric("AsyncEventsDropped", w.Every(300, "12:45", "14:00").Select(m => m + Minutes(1)))
            )
            {
                Lost = "alerts 15",
                Unknown = 0,
                Onset = "12:45",
                Mitigated = "14:00",
                Cause = "IK4008|IK4010",
                Sure = true,
            },
            new(
                "lambda-given-up-at-once",
                "L",
                "the reserved concurrency is 0 since before changes are recorded far back enough: each event from 12:45 on is given up at once",
                w =>
                    w.Alerts([.. Runs(w).Where(m => m < T("12:45"))])
                        .Metric("AsyncEventsDropped", w.Every(300, "12:45", "16:10"))
                        .Unread("cloudtrail.changes")
            )
            {
                Lost = "alerts 39",
                Unknown = 0,
                Onset = "12:45",
                GoesOn = true,
                Cause = "IK4010",
                Sure = true,
                Report = ["AsyncEventsDropped"],
                Ready = "notReady",
            },
            new(
                "lambda-disabled-while-others-are-given-up",
                "L",
                "dev-kim disables the schedule at 12:41:20, and others' events to the function are given up from then on",
                w =>
                {
                    w.Alerts([.. Runs(w).Where(m => m < T("12:41"))]).Metric("AsyncEventsDropped", w.Every(300, "12:45", "16:10"));
                    MachineWorlds.Change(w, "alerts", "12:41:20", "dev-kim", s => s["State"] = "DISABLED");
                }
            )
            {
                Lost = "alerts 39",
                Onset = "12:45",
                Cause = "IK1001",
                Sure = true,
                Never = ["IK4010"],
            },
            new(
                "lambda-held-and-half-run",
                "L",
                "six events wait from 12:00 on; three run at 12:31, three are given up: which, nobody can tell",
                w =>
                    w.Alerts([.. Runs(w).Where(m => m < T("12:00") || m >= T("12:30")), .. Times("12:31", 3)])
                        .Metric("Throttles", w.Every(60, "12:00", "12:30"))
                        .Metric("AsyncEventsDropped", Times("12:29", 3))
            )
            {
                Lost = "",
                Unknown = 6,
            },
        ];

    private static Story[] Broken =>
        [
            new(
                "lambda-state-failed",
                "L",
                "the image of the function is gone: it is Failed, and no invocation starts from 12:45 on",
                w => w.Alerts([.. Runs(w).Where(m => m < T("12:45"))]).Configured("Failed", "StateReasonCode", "ImageDeleted")
            )
            {
                Lost = "alerts 39",
                Unknown = 0,
                Onset = "12:45",
                GoesOn = true,
                Cause = "IK2004",
                // Since when it is Failed nothing tells: it fits, and is not shown to be the cause.
                Summary = ["(?i)cause is not known"],
                Report = ["Failed", "ImageDeleted"],
                Ready = "notReady",
            },
            new(
                "lambda-fails-and-its-letters-too",
                "L",
                "from 13:00 each event fails in three attempts, and its dead letter cannot be sent",
                w =>
                {
                    var bad = w.Every(300, "13:00", "16:10").SelectMany(m => new[] { m, m + Minutes(1), m + Minutes(3) }).ToList();
                    w.Alerts([.. Runs(w).Where(m => m < T("13:00")), .. bad], bad)
                        .Metric("DeadLetterErrors", w.Every(300, "13:00", "16:00").Select(m => m + Minutes(3)));
                }
            )
            {
                Lost = "alerts 36",
                Unknown = 0,
                Onset = "13:00",
                Cause = "IK4010",
                Sure = true,
                Report = ["DeadLetterErrors"],
            },
            new(
                "lambda-fails-and-its-destination-too",
                "L",
                "the same of a destination",
                w =>
                {
                    var bad = w.Every(300, "13:00", "16:10").SelectMany(m => new[] { m, m + Minutes(1), m + Minutes(3) }).ToList();
                    w.Alerts([.. Runs(w).Where(m => m < T("13:00")), .. bad], bad)
                        .Metric("DestinationDeliveryFailures", w.Every(300, "13:00", "16:00").Select(m => m + Minutes(3)));
                }
            )
            {
                Lost = "alerts 36",
                Cause = "IK4010",
                Report = ["DestinationDeliveryFailures"],
            },
        ];

    private static Story Well(string name, string text, Action<World> build) =>
        Story.Sound(name, text, build) with
        {
            Never = ["IK4010", "IK4008", "IK2004"],
            Check = r => Of(r, "alerts", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
        };

    private static List<Instant> Runs(World world) => [.. world.Every(300, last: "16:10").Where(m => m < world.RecordedAt)];

    private static IEnumerable<Instant> Times(string minute, int count) => Enumerable.Repeat(T(minute), count);

    private static World Alerts(this World world, IEnumerable<Instant> invocations, IEnumerable<Instant>? errors = null)
    {
        world.Fleet("ledger").Recorder().Invokes("alerts");
        return world
            .FunctionMetric("alerts", "Invocations", invocations.Order().CountBy(m => m).Select(m => (Iso(m.Key), (double)m.Value)))
            .FunctionMetric("alerts", "Errors", (errors ?? []).CountBy(m => m).Select(m => (Iso(m.Key), (double)m.Value)));
    }

    private static World Metric(this World world, string metric, IEnumerable<Instant> at) =>
        world.FunctionMetric("alerts", metric, at.Order().CountBy(m => m).Select(m => (Iso(m.Key), (double)m.Value)));

    private static World Durations(this World world, IEnumerable<Instant> at, Func<Instant, double> milliseconds) =>
        world.FunctionMetric("alerts", "Duration", at.Select(m => (Iso(m), milliseconds(m))));

    private static World Configured(this World world, string state, string member, string value)
    {
        var configuration = (JsonObject)world.More.Single(m => m.Operation == "GetFunctionConfiguration").Body;
        (configuration["State"], configuration[member]) = (state, value);
        return world;
    }
}
