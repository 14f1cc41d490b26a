namespace IncidentKit.Tests.Lab;

/// <summary>What happened in one world, and what an honest expert expects of its report. What is left out is not checked.</summary>
/// <param name="Name">A name for the test.</param>
/// <param name="Kind">A letter: A time, B answers, C old schedules, D layers, E certainty, F changes, G tasks, H outages, I sound, J unseen, K impact.</param>
/// <param name="Text">The story in one sentence.</param>
/// <param name="Build">Makes the world.</param>
internal sealed record Story(string Name, string Kind, string Text, Action<World> Build)
{
    /// <summary>Runs lost of each schedule, <c>pulse 198, ledger 19-20</c>; those not named lost none. Null is not checked.</summary>
    public string? Lost { get; init; }

    /// <summary>At most so many unknown runs in all.</summary>
    public int? Unknown { get; init; }

    /// <summary>A time, or <c>12:44..12:45</c>.</summary>
    public string? Onset { get; init; }

    public string? Mitigated { get; init; }

    public string? Resolved { get; init; }

    /// <summary>Whether it must not be said to be mitigated.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The rule that comes first among the causes, or one of several: <c>IK4004|IK4009</c>.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether the cause must be Confirmed; Supported is enough otherwise.</summary>
    public bool Sure { get; init; }

    public bool? Explains { get; init; }

    /// <summary>Rules that must be found besides, and may be Confirmed.</summary>
    public string[] Also { get; init; } = [];

    /// <summary>Rules that may be Confirmed besides.</summary>
    public string[] MayBe { get; init; } = [];

    /// <summary>Rules that must not be found at all.</summary>
    public string[] Never { get; init; } = [];

    public string? Trigger { get; init; }

    public string? TriggerNot { get; init; }

    public int? Outages { get; init; }

    /// <summary>Allowed verdicts of readiness, <c>notReady|unknown</c>.</summary>
    public string? Ready { get; init; }

    public string[] Summary { get; init; } = [];

    public string[] SummaryNot { get; init; } = [];

    public string[] Report { get; init; } = [];

    /// <summary>What else must hold: of the model and the Markdown, one sentence for each thing that does not.</summary>
    public Func<System.Text.Json.JsonElement, IEnumerable<string>>? Check { get; init; }

    /// <summary>Nothing lost, nothing unknown, no outage, ready, and nothing Confirmed.</summary>
    public static Story Sound(string name, string text, Action<World> build) =>
        new(name, "I", text, build)
        {
            Lost = "",
            Unknown = 0,
            Outages = 0,
            Ready = "ready",
        };

    /// <summary>Nothing can be said to be well.</summary>
    public static Story Unseen(string name, string text, Action<World> build) =>
        new(name, "J", text, build)
        {
            Lost = "",
            Ready = "unknown",
            SummaryNot = ["(?i)no outage was found", "(?i)\\bready for the open: ready"],
        };

    public override string ToString() => $"{Kind} {Name}";
}
