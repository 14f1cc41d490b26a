using IncidentKit.Impact;

namespace IncidentKit.Analysis.Briefing;

/// <summary>The four facts that every reader asks for.</summary>
internal sealed class BriefFacts(BundleAnalysis analysis, ImpactAnalysis impact, BriefClock clock, SuggestedSeverity? suggested)
{
    private const int MostReason = 160;

    public IReadOnlyList<BriefFact> All() => [Over(), Ready(), Lost(), Severity()];

    private BriefFact Over()
    {
        const string question = "Over?";
        return (analysis.Status, analysis.Chosen?.Outage) switch
        {
            ("unknown", _) => Fact("Not known", BriefTone.Unsure, "Not everything was seen."),
            (_, null) => Fact("No outage", BriefTone.Good, ""),
            (_, { Mitigated: not null }) when analysis.Outages.FirstOrDefault(o => o.Outage.Mitigated is null) is { } open => Fact(
                "No",
                BriefTone.Bad,
                $"{open.Id} goes on. {analysis.Chosen!.Id} ended: {Lasted()}{Repair()}"
            ),
            (_, { Mitigated: not null }) => Fact(
                $"Yes, since {clock.By(analysis.Outages.Max(o => o.Outage.Mitigated!.Value))}",
                BriefTone.Good,
                $"{(analysis.Outages.Count > 1 ? $"{analysis.Chosen!.Id}: " : "")}{Lasted()}{Repair()}"
            ),
            _ => Fact(
                "No",
                BriefTone.Bad,
                (analysis.Times.LastedAtLeast is { } least ? $"It has lasted at least {Wording.Length(least)}" : "It goes on")
                    + $"; last looked at {clock.At(analysis.Recording.CollectedAt)}."
            ),
        };

        BriefFact Fact(string answer, BriefTone tone, string detail) =>
            new(BriefFactName.Over, question, answer, tone, detail, ReportSections.Story);
    }

    private string Lasted() => analysis.Times.TimeToMitigate is { IsKnown: true, Value: var length } ? $"{Wording.Length(length)}. " : "";

    private string Repair()
    {
        var by = analysis.Times.Fixes.Select(f => ChangeWords.Who(f.Change)).Distinct(StringComparer.Ordinal).ToList();
        return analysis.Times.Resolved is { IsKnown: true, Value: var at } && by.Count > 0
            ? $"Repaired by {Wording.List(by, 2)} by {clock.By(at)}."
            : "What ended it is not recorded.";
    }

    private BriefFact Ready()
    {
        var ready = analysis.Readiness;
        var question = ready.NextOpen is { IsKnown: true, Value: var open } ? $"Ready for {clock.At(open)}?" : "Ready?";
        var reason = Reason(ready.Reasons.Count == 0 ? "" : ready.Reasons[0]);
        var more =
            ready.Reasons.Count > 1 && ready.Verdict != Readiness.Ready ? $" {Wording.Count(ready.Reasons.Count - 1, "more reason")}." : "";
        return ready.Verdict switch
        {
            Readiness.Ready => Fact("Yes", BriefTone.Good, reason),
            Readiness.NotReady => Fact("No", BriefTone.Bad, reason + more),
            _ => Fact("Not known", BriefTone.Unsure, reason + more),
        };

        BriefFact Fact(string answer, BriefTone tone, string detail) =>
            new(BriefFactName.Ready, question, answer, tone, detail, ReportSections.Ready);
    }

    private static string Reason(string text)
    {
        var cut = Wording.Cut(Wording.ShortArns(text), MostReason);
        return cut.Length == 0 ? "" : Wording.Sentence(cut.EndsWith('…') || cut.EndsWith('.') ? cut : $"{cut}.");
    }

    private BriefFact Lost()
    {
        var total = analysis.Totals;
        var lost = total.Missed + total.Failed;
        var detail = string.Join(' ', [.. Data(), Money()]).Trim();
        var answer =
            lost > 0 ? Wording.Count(lost, "run") + (total.Unknown > 0 ? " or more" : "")
            : analysis.Status == "unknown" ? "Not known"
            : "No run";
        var tone =
            lost > 0 ? BriefTone.Bad
            : analysis.Status == "unknown" ? BriefTone.Unsure
            : BriefTone.Good;
        return new BriefFact(BriefFactName.Lost, "Lost", answer, tone, detail, ReportSections.Financial);
    }

    private IEnumerable<string> Data()
    {
        const int most = 2;
        var short1 = impact.Data().Where(d => d.Missing is > 0 || (d.Missing is null && analysis.Chosen is not null)).ToList();
        foreach (var d in short1.Take(most))
        {
            var recoverable = d.Dataset.Recoverable switch
            {
                true => ", recoverable (stated)",
                false => ", not recoverable (stated)",
                null => "",
            };
            var noun = d.Dataset.HoldsBars ? "bar" : d.Dataset.Kind.TrimEnd('s');
            yield return d.Missing is { } missing
                ? $"{Wording.Count(missing, noun)} of {d.Dataset.Name}{recoverable}."
                : $"{Wording.Sentence(d.Dataset.Name)}: not known.";
        }

        if (short1.Count > most)
            yield return $"{Wording.Count(short1.Count - most, "more dataset")}.";
    }

    private string Money()
    {
        var money = impact.Financial().Impact;
        if (analysis.Inputs.TellsPositions && money.Exposures.Count > 0 && money.Exposures.All(e => e.StartValue is not null))
        {
            var (start, worst) = (money.Exposures.Sum(e => e.StartValue!.Value), money.Exposures.Sum(e => e.WorstChange!.Value));
            return $"Money: positions worth {Amount(start)} were not fully watched, {Amount(worst)} at worst; what that cost is not known.";
        }

        return money.Status switch
        {
            FinancialStatus.None => "Money: none, no tradable minute was hit.",
            FinancialStatus.Attested => $"Money: \"{Wording.Cut(analysis.Inputs.Incident!.FinancialImpact!.Text, MostReason)}\" (stated).",
            _ when analysis.Chosen is null => "",
            _ => $"Money: not known{Missing()}.",
        };
    }

    private string Missing() =>
        (impact.Settings.Positions, impact.Settings.Prices) switch
        {
            _ when impact.Markets.Count == 0 => ", no market is named",
            (null, null) => ", no positions or prices given",
            (null, _) => ", no positions given",
            (_, null) => ", no prices given",
            _ => "",
        };

    private static string Amount(decimal amount) =>
        amount.ToString("N0", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');

    private BriefFact Severity()
    {
        var stated = analysis.Inputs.Incident?.Severity;
        var (answer, detail) =
            stated is not null ? (Wording.Sentence(Wording.Cut(stated, 40)), "Stated.")
            : suggested is not null ? (Wording.Sentence(suggested.Level), $"Suggested: {suggested.Reason}.")
            : analysis.Chosen is not null
                ? analysis.Inputs.SuggestsSeverity ? ("Not known", "How much trading time was lost is not known.")
                    : ("Not given", "")
            : analysis.Status == "unknown" ? ("Not known", "")
            : ("None", "");
        var tone =
            analysis.Chosen is not null ? BriefTone.Bad
            : analysis.Status == "unknown" ? BriefTone.Unsure
            : BriefTone.Good;
        return new BriefFact(BriefFactName.Severity, "Severity", answer, tone, detail, ReportSections.Market);
    }
}
