using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Reports.Json;
using NodaTime.Text;

namespace IncidentKit.Reports.Daily;

/// <summary>From a bundle to daily-gap-report.json: a pure function of its arguments.</summary>
public static class DailyDocuments
{
    /// <summary>Analyses one day of a bundle and composes its report. All hashes of the bundle have been verified when it returns.</summary>
    /// <param name="bundle">The evidence; its window may be larger than the day, or cover only a part of it.</param>
    /// <param name="inputs">The settings and the tool.</param>
    /// <param name="day">The day.</param>
    /// <param name="history">The days before; null for no comparison.</param>
    /// <exception cref="InputException">The bundle covers nothing of the day, is damaged, or its content cannot be read.</exception>
    public static JsonElement Analyse(BundleReader bundle, AnalysisInputs inputs, ReportDay day, DailyHistory? history)
    {
        var recorded = bundle.Manifest.Window;
        if (recorded.Start >= day.Window.End || recorded.End <= day.Window.Start)
        {
            throw new InputException(
                InputProblem.CommandLine,
                $"{bundle.Name} holds nothing of {LocalDatePattern.Iso.Format(day.Date)} ({day.Kind}): "
                    + $"it was recorded for {Text(recorded.Start)} to {Text(recorded.End)}"
            );
        }

        var analysis = BundleAnalysis.Of(bundle, inputs, day.Window);
        var report = new DailyReportComposer(bundle, analysis, day, history).Compose();
        bundle.VerifyAll();
        return ReportJson.ToElement(report);
    }

    private static string Text(NodaTime.Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
