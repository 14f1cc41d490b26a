using IncidentKit.Impact;

namespace IncidentKit.Analysis.Briefing;

/// <summary>The four facts that every reader asks for.</summary>
internal sealed class BriefFacts(BundleAnalysis analysis, ImpactAnalysis impact, BriefClock clock, SuggestedSeverity? suggested)
{
    private const int MostReason = 160;
    private const int MostLater = 2;
    private const int MostOutages = 3;

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
                $"{(analysis.Outages.Count > 1 ? $"{analysis.Chosen!.Id}: " : "")}{Lasted()}{Repair()}{DueLater()}"
            ),
            _ => Fact(
                "No",
                BriefTone.Bad,
                analysis.Times.LastedAtLeast is { } least
                    ? $"It has lasted at least {Wording.Length(least)}, to {clock.At(analysis.Chosen!.Outage.LastLost)}: "
                        + "the last run known to be lost."
                    : $"One run is known to be lost, at {clock.At(analysis.Chosen!.Outage.LastLost)}; what came after it is not known."
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

    /// <summary>Schedules that were not due when the others came back, and ran when they were.</summary>
    private string DueLater()
    {
        var end = analysis.Chosen!.Outage.Mitigated!.Value;
        var later = analysis
            .Recoveries.Where(r => r.FirstGoodAfter is { IsKnown: true } && r.FirstGoodAfter.Value > end)
            .Select(r => $"{analysis.Names[r.Schedule]} at {clock.At(r.FirstGoodAfter.Value)}")
            .ToList();
        return later.Count == 0 ? "" : $" First due later, and run then: {Wording.List(later, MostLater)}.";
    }

    private BriefFact Ready()
    {
        var ready = analysis.Readiness;
        var question = ready.NextOpen is { IsKnown: true, Value: var open } ? $"Ready for {clock.At(open)}?" : "Ready?";
        var told = ready.Verdict == Readiness.Ready ? ready.Beside : ready.Against;
        var reason = Reason(told.Count == 0 ? null : told[0]);
        var more = told.Count > 1 && ready.Verdict != Readiness.Ready ? $" {Wording.Count(told.Count - 1, "more reason")}." : "";
        return ready.Verdict switch
        {
            Readiness.Ready => Fact("Yes", BriefTone.Good, reason + NotSeen()),
            Readiness.NotReady => Fact("No", BriefTone.Bad, reason + more),
            _ => Fact("Not known", BriefTone.Unsure, reason + more),
        };

        BriefFact Fact(string answer, BriefTone tone, string detail) =>
            new(BriefFactName.Ready, question, answer, tone, detail, ReportSections.Ready);
    }

    /// <summary>Schedules that readiness does not wait for and that nothing shows to have run: a "yes" is not of them.</summary>
    private string NotSeen()
    {
        var unseen = analysis.Readiness.Schedules.Where(c => c.IsUnseen).Select(c => analysis.Names[c.Runs.History.Key]).ToList();
        return unseen.Count == 0 ? "" : $" Of {Wording.List(unseen, MostLater)} nothing tells whether it ran.";
    }

    /// <summary>A reason as a sentence. One of a schedule begins with its name, as it is written.</summary>
    private string Reason(ReadinessReason? reason)
    {
        if (reason is null)
            return "";
        const string subject = "it ";
        var text = clock.InText(Wording.ShortArns(reason.Text));
        if (reason.Schedule is { } name)
            text = text.StartsWith(subject, StringComparison.Ordinal) ? $"{name} {text[subject.Length..]}" : $"{name}: {text}";
        var cut = Wording.Cut(text, MostReason);
        var ended = cut.EndsWith('…') || cut.EndsWith('.') ? cut : $"{cut}.";
        return reason.Schedule is null ? Wording.Sentence(ended) : ended;
    }

    private BriefFact Lost()
    {
        var total = analysis.Totals;
        var lost = total.Missed + total.Failed;
        var detail = string.Join(' ', [Apart(), .. Data(), Money()]).Trim();
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

    /// <summary>How many each outage lost, where there are several.</summary>
    private string Apart() =>
        analysis.Outages.Count < 2
            ? ""
            : $"{Wording.List([.. analysis.Outages.Select(o => $"{Wording.Number(o.Outage.Lost)} in {o.Id}")], MostOutages)}.";

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
            var worst = money.Exposures.Sum(e => e.WorstChange!.Value);
            var (net, gross) = (money.Exposures.Sum(e => e.StartValue!.Value), money.Exposures.Sum(e => Math.Abs(e.StartValue!.Value)));
            var worth = net == gross ? Amount(net) : $"{Amount(gross)} gross, {Amount(net)} net of the short ones,";
            return $"Money: positions worth {worth} were not fully watched, {Amount(worst)} at worst; what that cost is not known.";
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

    private string HowToKnow => impact.Markets.Count == 0 ? ImpactAnalysis.NameAMarket : ImpactAnalysis.GiveACalendar;

    private BriefFact Severity()
    {
        var stated = analysis.Inputs.Incident?.Severity;
        var (answer, detail) =
            stated is not null ? (Wording.Sentence(Wording.Cut(stated, 40)), "Stated.")
            : suggested is not null ? (Wording.Sentence(suggested.Level), $"Suggested: {suggested.Reason}.")
            : analysis.Chosen is not null
                ? analysis.Inputs.SuggestsSeverity ? ("Not known", $"How much trading time was lost is not known: {HowToKnow}.")
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
