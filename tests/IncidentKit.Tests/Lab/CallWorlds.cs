using System.Text.Json;
using static IncidentKit.Tests.Lab.OutcomeWorlds;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind L: targets that leave no trace of their own, whose calls the Scheduler or EventBridge counts.</summary>
internal static class CallWorlds
{
    private const string Every5 = "cron(0/5 * * * ? *)";
    private const string Queue = $"arn:aws:sqs:{Region}:123456789012:nudge";
    private const string Topic = $"arn:aws:sns:{Region}:123456789012:bell";
    private const string Universal = "arn:aws:scheduler:::aws-sdk:codebuild:startBuild";

    public static Story[] All =>
        [
            Called("calls-of-a-queue", "nudge sends a message each five minutes beside tasks of the same group", w => w.Fleet().Nudge()),
            Called(
                "calls-of-a-topic-alone",
                "bell is the only schedule of its group, and rings each minute",
                w => w.Fleet("ledger").Calls("nudge", "cron(* * * * ? *)", w.Every(60), Topic, "bells"),
                runs: 360
            ),
            Called(
                "calls-of-a-universal-target",
                "the target is a call of an API that no other kind reads",
                w => w.Fleet("ledger").Calls("nudge", Every5, w.Every(300), Universal, input: """{"ProjectName":"nightly"}""")
            ),
            Called(
                "calls-of-two-queues",
                "two schedules of one group are due together, and both are called",
                w => w.Fleet("ledger").Nudge().Calls("other", Every5, w.Every(300), Queue)
            ),
            Called(
                "calls-of-a-rule",
                "a rule sends a message each five minutes",
                w =>
                {
                    w.Fleet("ledger");
                    w.RuleCalls("nudge", "rate(5 minutes)", w.Every(300), Queue);
                }
            ),
            Story.Sound(
                "calls-accepted",
                "the team is content that the calls were made",
                w => w.Fleet("ledger").Nudge().Service("invoked", "nudge")
            ) with
            {
                Check = r => Of(r, "nudge", (s, ran) => (ran == 72 && s.Succeeded == ran && s.Unknown == 0, "72 succeeded")),
            },
            new(
                "calls-not-made",
                "L",
                "nudge is not called from 12:00 to 12:30, and nothing tells why",
                w => w.Fleet("ledger").Nudge().NotCalled("nudge", "12:00", "12:30")
            )
            {
                Lost = "nudge 6",
                Unknown = 0,
                Onset = "12:00",
                Mitigated = "12:30",
            },
            new(
                "calls-refused",
                "L",
                "the queue refuses every call from 13:00 on, and the retries",
                w => w.Fleet("ledger").Calls("nudge", Every5, w.Every(300), Queue, "nudges").RefusedCalls("nudge", "13:00")
            )
            {
                Lost = "nudge 36",
                Unknown = 0,
                Onset = "13:00",
                GoesOn = true,
                Check = r => Layer(r, "nudge", "refused"),
            },
            new(
                "calls-of-a-disabled-schedule",
                "L",
                "dev-kim disables nudge at 12:41:20",
                w =>
                    w.Fleet("ledger")
                        .Nudge()
                        .NotCalled("nudge", "12:41:20")
                        .Change("nudge", "12:41:20", "dev-kim", s => s["State"] = "DISABLED")
            )
            {
                Lost = "nudge 39",
                Unknown = 0,
                Onset = "12:45",
                Cause = "IK1001",
            },
            new(
                "calls-of-one-of-two",
                "L",
                "of two schedules that are due together one is not called from 12:00 to 12:30: which, nobody can tell",
                w => w.Fleet("ledger").Nudge().Calls("other", Every5, w.Every(300), Queue).NotCalled("nudge", "12:00", "12:30")
            )
            {
                Lost = "",
                Unknown = 12,
            },
            new(
                "calls-refused-in-a-shared-group",
                "L",
                "the same group has tasks, and the queue refuses: retries blur the counts, so that nothing is claimed",
                w => w.Fleet("ledger").Nudge().RefusedCalls("nudge", "13:00", "13:30")
            )
            {
                Lost = "",
                Unknown = 12,
            },
            new(
                "calls-refused-of-a-rule",
                "L",
                "the queue refuses the rule's messages from 13:00 on",
                w =>
                {
                    w.Fleet("ledger");
                    w.RuleCalls("nudge", "rate(5 minutes)", w.Every(300), Queue, refusedFrom: "13:00");
                }
            )
            {
                Lost = "nudge 36",
                Unknown = 0,
                Onset = "13:00",
                Check = r => Layer(r, "nudge", "refused"),
            },
            new(
                "calls-without-metrics",
                "L",
                "the counts were not recorded: every run is unknown, and the reason says what to do",
                w => w.Fleet("ledger").Nudge().Unread("cloudwatch.scheduler")
            )
            {
                Lost = "",
                Unknown = 72,
            },
            new(
                "calls-answered-by-letters",
                "L",
                "the queue is gone from 13:00 to 13:30, and the dead letters say so",
                w =>
                    w.Fleet("ledger")
                        .Calls("nudge", Every5, w.Every(300), Queue, "nudges")
                        .RefusedCalls("nudge", "13:00", "13:30")
                        .DeadLetters(
                            "nudge",
                            w.Every(300, "13:00", "13:30"),
                            "AWS.SimpleQueueService.NonExistentQueue",
                            "The specified queue does not exist.",
                            "nudges"
                        )
            )
            {
                Lost = "nudge 6",
                Unknown = 0,
                Onset = "13:00",
                Mitigated = "13:30",
                Cause = "IK7001",
                Sure = true,
            },
        ];

    /// <summary>Sound: every run is known to have been invoked, and how it ended is not, with what to do about it.</summary>
    private static Story Called(string name, string text, Action<World> build, int runs = 72) =>
        Story.Sound(name, text, build) with
        {
            Check = r =>
                [
                    .. Of(r, "nudge", (s, ran) => (ran == runs && s.Succeeded == 0 && s.Unknown == ran, $"{runs} invoked")),
                    .. Named(r, "nudge").GetProperty("outcomeReason").GetString() is { } why
                    && r.ToString().Contains("accept: invoked", StringComparison.Ordinal)
                        ? Array.Empty<string>()
                        : ["no reason that a user can act on"],
                ],
        };

    private static World Nudge(this World world) => world.Calls("nudge", Every5, world.Every(300), Queue);

    private static IEnumerable<string> Layer(JsonElement report, string name, string layer) =>
        report
            .GetProperty("gaps")
            .EnumerateArray()
            .Where(g => g.GetProperty("schedule").GetString() == name && g.GetProperty("layer").GetString() != layer)
            .Select(g => $"layer {g.GetProperty("layer")}, not {layer}");
}
