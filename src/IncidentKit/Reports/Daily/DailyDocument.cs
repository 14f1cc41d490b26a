using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Reports.Json;
using NodaTime.Text;

namespace IncidentKit.Reports.Daily;

/// <summary>The report of one day: as a model for templates, as a file, and what a caller asks of it.</summary>
public sealed class DailyDocument
{
    private readonly DailyGapReport _report;
    private readonly Lazy<JsonElement> _model;

    private DailyDocument(DailyGapReport report)
    {
        _report = report;
        _model = new(() => ReportJson.ToElement(_report));
    }

    /// <summary>What a reader calls it.</summary>
    public string Title => $"Daily gap report {Date}";

    /// <summary>What templates see.</summary>
    public JsonElement Model => _model.Value;

    /// <summary>What can be said of the day.</summary>
    public DayOutcome Outcome => _report.Outcome;

    /// <summary>The outcome in a sentence; null when all ran.</summary>
    public string? Remark =>
        (Outcome, _report.Totals) switch
        {
            (DayOutcome.AllRan, _) => null,
            (DayOutcome.Lost, { } totals) =>
                $"{Date}: of {Wording.Count(totals.Expected, "run")} {Wording.Number(totals.Missed)} were missed, "
                    + $"{Wording.Number(totals.Failed)} failed, {Wording.Number(totals.Unknown)} are unknown",
            _ => $"{Date}: partly unknown: {string.Join("; ", _report.Unknowns.Select(u => u.Text))}",
        };

    private string Date => LocalDatePattern.Iso.Format(_report.Day.Date);

    /// <summary>
    /// Analyses one day of a bundle and composes its report: a pure function of its arguments. All hashes of the bundle have been verified
    /// when it returns.
    /// </summary>
    /// <param name="bundle">The evidence; its window may be larger than the day, or cover only a part of it.</param>
    /// <param name="inputs">The settings and the tool.</param>
    /// <param name="day">The day.</param>
    /// <param name="history">The days before; null for no comparison.</param>
    /// <exception cref="InputException">The bundle covers nothing of the day, is damaged, or its content cannot be read.</exception>
    public static DailyDocument Of(BundleReader bundle, AnalysisInputs inputs, ReportDay day, DailyHistory? history)
    {
        var recorded = bundle.Manifest.Window;
        if (recorded.Start >= day.Window.End || recorded.End <= day.Window.Start)
        {
            throw new InputException(
                InputProblem.CommandLine,
                $"{bundle.Name} holds nothing of {LocalDatePattern.Iso.Format(day.Date)} ({day.Kind}): "
                    + $"it was recorded for {recorded.Start.ToIso()} to {recorded.End.ToIso()}"
            );
        }

        var report = new DailyReportComposer(bundle, BundleAnalysis.Of(bundle, inputs, day.Window), day, history).Compose();
        bundle.VerifyAll();
        return new DailyDocument(report);
    }

    /// <summary>As the file <c>daily-gap-report.json</c>.</summary>
    public byte[] ToFile() => ReportJson.ToFile(Model);
}
