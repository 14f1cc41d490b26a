using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Analysis.Briefing;

/// <summary>A day in one phrase, and in the lines of a chat message.</summary>
/// <param name="Headline">Quiet, or what broke; a clause.</param>
/// <param name="Lines">The message, its first line with the date and the headline.</param>
internal sealed record DailyBrief(string Headline, IReadOnlyList<string> Lines)
{
    private const int MostUnknowns = 3;

    /// <summary>Writes the brief of a day.</summary>
    /// <param name="analysis">The analysis whose window is the day.</param>
    /// <param name="impact">What its gaps cost.</param>
    /// <param name="day">What can be said of it.</param>
    /// <param name="date">Its date.</param>
    /// <param name="kind">What the date counts: <c>session of XNYS</c>.</param>
    /// <param name="clock">The clock that its times are read from.</param>
    /// <param name="quiet">Whether nothing of it needs a reader.</param>
    public static DailyBrief Of(
        BundleAnalysis analysis,
        ImpactAnalysis impact,
        DayJudgement day,
        LocalDate date,
        string kind,
        BriefClock clock,
        bool quiet
    )
    {
        var effect = new EffectSentences(analysis, impact, clock);
        var unknowns = day
            .Unknowns.Select(u => $"{Wording.Sentence(clock.InText(u.Text))}{(u.ToKnow is null ? "" : $" (to know: {u.ToKnow})")}.")
            .ToList();
        var headline = day.Outcome switch
        {
            DayOutcome.Lost => effect.Counts().Text.TrimEnd('.'),
            DayOutcome.PartlyUnknown => $"partly unknown: {clock.InText(day.Unknowns[0].Text)}",
            _ when quiet => "quiet",
            _ when analysis.Totals.Late > 0 => $"all ran, {Wording.Count(analysis.Totals.Late, "run")} late",
            _ => "all ran, but something needs a look",
        };
        var zone = kind.EndsWith(clock.Zone, StringComparison.Ordinal) ? "" : $"; times in {clock.Place}";
        (string Text, int Rank)[] lines =
        [
            ($"{LocalDatePattern.Iso.Format(date)} ({kind}{zone}): {headline}.", 0),
            .. Told(analysis, effect, clock, day, quiet),
            .. unknowns.Skip(day.Outcome == DayOutcome.PartlyUnknown ? 1 : 0).Take(MostUnknowns).Select((u, i) => (u, 5 + i)),
            .. impact
                .Data()
                .Where(d => d.Missing > 0)
                .Select((d, i) => ($"{Wording.Number(d.Missing!.Value)} missing in {d.Dataset.Name}.", 8 + i)),
            .. IgnoredSchedules.Text(analysis.Context) is { } ignored ? new[] { (ignored + ".", 4) } : [],
        ];
        return new DailyBrief(headline, BriefLines.Fit(lines));
    }

    /// <summary>What happened: all that page one would say of the largest outage; of a day without one, how many runs started.</summary>
    private static IEnumerable<(string Text, int Rank)> Told(
        BundleAnalysis analysis,
        EffectSentences effect,
        BriefClock clock,
        DayJudgement day,
        bool quiet
    )
    {
        if (analysis.Chosen is null)
            return quiet || day.Outcome == DayOutcome.PartlyUnknown ? [(effect.Nothing().Text, 1)] : [];
        var counts = effect.Counts();
        var cause = new CauseSentences(analysis, clock);
        return effect
            .All()
            .Where(e => e != counts)
            .Select((e, i) => (e.Text, i == 0 ? 1 : 10 + i))
            .Append(($"{(cause.Certainty == "unknown" ? "Cause" : $"Cause, {cause.Certainty}")}: {cause.What().Text}", 2));
    }
}
