using IncidentKit.Analysis;
using IncidentKit.Impact;
using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps the financial impact, and writes down what each value of it rests on.</summary>
/// <param name="incident">What people say it cost; null without a file.</param>
/// <param name="analysis">What was lost.</param>
/// <param name="basis">Where to write down what values rest on.</param>
internal sealed class FinancialComposer(IncidentFile? incident, ImpactAnalysis analysis, BasisLedger basis)
{
    public ReportFinancialImpact Compose()
    {
        const string pointer = "/impact/financial";
        var (impact, positionFile, priceFile) = analysis.Financial();
        var said = incident?.FinancialImpact;
        switch (impact.Status)
        {
            case FinancialStatus.None:
                basis.Measured(pointer, analysis.Downtimes.SelectMany(d => d.EvidenceIds).Distinct(StringComparer.Ordinal));
                break;
            case FinancialStatus.Measured:
                basis.Derived(pointer, FinancialImpact.Formula);
                break;
            default:
                basis.Unknown(pointer, impact.Reason, impact.ToKnow);
                break;
        }

        var items = new List<ReportFinancialItem>();
        if (said is not null)
        {
            var by = said.By ?? incident!.Name ?? "a person";
            var stated = Timeline.InputLine(Attestations.NameOf(incident), said.Line);
            basis.Attested($"{pointer}/items/0", by, stated);
            if (impact.Status == FinancialStatus.Attested)
                basis.Attested($"{pointer}/status", by, stated);
            items.Add(new ReportFinancialItem("stated", FinancialStatus.Attested, said.Text, by, null));
        }

        if (impact.Status != FinancialStatus.None)
        {
            foreach (
                var (kind, reason) in new[]
                {
                    ("missedSignals", "what the signal services would have found is not recorded"),
                    ("missedOrders", "what would have been ordered is not recorded"),
                }
            )
            {
                basis.Unknown($"{pointer}/items/{items.Count}", reason, null);
                items.Add(new ReportFinancialItem(kind, FinancialStatus.Unknown, null, null, reason));
            }
        }

        return new ReportFinancialImpact(
            impact.Status,
            items,
            impact.Reason,
            Exposure(impact, positionFile, priceFile, $"{pointer}/exposure")
        );
    }

    private ReportExposure? Exposure(FinancialImpact impact, string? positions, string? prices, string pointer)
    {
        if (impact.Exposures.Count == 0)
            return null;
        basis.Derived(pointer, FinancialImpact.Formula);
        var rows = new List<ReportPositionExposure>();
        foreach (var e in impact.Exposures)
        {
            string[] evidence =
            [
                Timeline.InputLine(positions!, e.Position.Line),
                .. new[] { e.Start, e.Worst, e.Recovery }.OfType<MarkedPrice>().Select(p => Timeline.InputLine(prices!, p.Line)).Distinct(),
            ];
            basis.Derived($"{pointer}/positions/{rows.Count}", FinancialImpact.Formula, evidence);
            if (e.Start is null)
                basis.Unknown($"{pointer}/positions/{rows.Count}", $"{prices!} has no price of it in that time", "give its prices");
            rows.Add(
                new ReportPositionExposure(
                    e.Position.Symbol,
                    e.Position.Quantity,
                    e.Position.AveragePrice,
                    e.Start?.At,
                    e.Start?.Price,
                    e.StartValue,
                    e.Worst?.At,
                    e.Worst?.Price,
                    e.WorstChange,
                    e.Recovery?.At,
                    e.Recovery?.Price,
                    e.RecoveryValue,
                    e.Change,
                    e.Bars,
                    evidence
                )
            );
        }

        var all = rows.TrueForAll(r => r.StartValue is not null);
        foreach (var total in all ? [] : new[] { "startValue", "grossValue", "worstChange", "recoveryValue", "change" })
            basis.Unknown($"{pointer}/{total}", "the prices of some positions are not given", "give their prices");
        return new ReportExposure(
            ReportWindow.All(impact.Unwatched),
            ReportWindow.All(impact.NoneRan),
            rows,
            all ? rows.Sum(r => r.StartValue) : null,
            all ? rows.Sum(r => r.WorstChange) : null,
            all ? rows.Sum(r => r.RecoveryValue) : null,
            all ? rows.Sum(r => r.Change) : null,
            FinancialImpact.Formula
        )
        {
            GrossValue = all ? rows.Sum(r => Math.Abs(r.StartValue!.Value)) : null,
        };
    }
}
