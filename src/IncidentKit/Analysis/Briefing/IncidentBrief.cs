using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Page one: what happened, four facts, the cause, what is open, and what people say that the measurement contradicts.</summary>
internal sealed record IncidentBrief
{
    /// <summary>The clock that its times are read from.</summary>
    public required BriefClock Clock { get; init; }

    /// <summary>What happened to the business.</summary>
    public required IReadOnlyList<BriefStatement> Effect { get; init; }

    /// <summary>Over, ready, lost, severity.</summary>
    public required IReadOnlyList<BriefFact> Facts { get; init; }

    /// <summary>How sure the cause is; null without an outage.</summary>
    public required string? Certainty { get; init; }

    /// <summary>The rules that explain the outage; empty where none does.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The cause; empty without an outage.</summary>
    public required IReadOnlyList<BriefStatement> Cause { get; init; }

    /// <summary>What is open.</summary>
    public required IReadOnlyList<OpenDecision> Open { get; init; }

    /// <summary>By when: the next open; null where none is known.</summary>
    public required Instant? OpenBy { get; init; }

    /// <summary>What people say and the measurement contradicts.</summary>
    public required IReadOnlyList<Contradiction> Corrections { get; init; }

    /// <summary>The severity that the measurement suggests; null without an outage.</summary>
    public required SuggestedSeverity? Severity { get; init; }

    /// <summary>The story; empty without an outage.</summary>
    public required IReadOnlyList<StoryLine> Story { get; init; }

    /// <summary>Above what is open: by when; and that nobody is named who is to decide. Who is, stands with each.</summary>
    public string OpenHeading =>
        (OpenBy is { } open ? $"Before {Clock.At(open)}" : "Open") + (Open.All(o => o.Owner is null) ? " (no owner named)" : "");

    /// <summary>Writes page one of an analysis.</summary>
    public static IncidentBrief Of(BundleAnalysis analysis, ImpactAnalysis impact)
    {
        var clock = BriefClock.Of(analysis);
        var suggested = analysis.Inputs.SuggestsSeverity ? SuggestedSeverity.Of(analysis, impact) : null;
        var cause = new CauseSentences(analysis, clock);
        return new IncidentBrief
        {
            Clock = clock,
            Effect = new EffectSentences(analysis, impact, clock).All(),
            Facts = new BriefFacts(analysis, impact, clock, suggested).All(),
            Certainty = cause.Certainty,
            Rules = cause.Rules,
            Cause = cause.All(),
            Open = OpenDecision.Of(analysis, impact, clock),
            OpenBy = analysis.Readiness.NextOpen is { IsKnown: true, Value: var open } ? open : null,
            Corrections =
            [
                .. analysis.Contradictions.Select(c => c with { Said = clock.InText(c.Said), Measured = clock.InText(c.Measured) }),
            ],
            Severity = suggested,
            Story = new IncidentStory(analysis, clock).All(),
        };
    }

    /// <summary>The lines of a chat message.</summary>
    /// <param name="title">What people call the incident.</param>
    public IReadOnlyList<string> Lines(string title) => BriefLines.Fit(Ranked(title, details: true), Ranked(title, details: false));

    /// <summary>The lines in order, each with how soon it is left out.</summary>
    private IEnumerable<(string Text, int Rank)> Ranked(string title, bool details) =>
        [
            ($"{Wording.Cut(title, 100)} ({Clock.Day}, {Clock.Place})", 0),
            .. Effect.Select((e, i) => (e.Text, i == 0 ? 1 : 5 + i)),
            .. Facts.Select(f => (Line(f, details || f.Name is BriefFactName.Lost or BriefFactName.Over), 2)),
            .. Cause.Select((c, i) => (i == 0 ? $"{CauseHeading}: {c.Text}" : c.Text, i == 0 ? 3 : 6 + i)),
            .. Open.Select((o, i) => (i == 0 ? $"{OpenHeading}: {Told(o)}" : Told(o), o.IsUrgent ? 4 : 7 + i)),
            .. Corrections.Select((c, i) => ($"Not so: {c.Said}; {c.Measured}.", 8 + i)),
        ];

    private static string Told(OpenDecision open) => open.Owner is { } owner ? $"{open.Statement.Text} ({owner})" : open.Statement.Text;

    private static string Line(BriefFact fact, bool detail) =>
        $"- {fact.Question.TrimEnd('?')}: {fact.Answer}.{(detail && fact.Detail.Length > 0 ? $" {fact.Detail}" : "")}";

    private string CauseHeading => Certainty == "unknown" ? "Cause" : $"Cause, {Certainty}";
}
