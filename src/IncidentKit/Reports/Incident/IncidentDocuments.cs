using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Reports.Check;
using IncidentKit.Reports.Json;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>From a bundle to the report of an incident, or of what is sound now: the whole analysis, a pure function of its arguments.</summary>
public static class IncidentDocuments
{
    /// <summary>Analyses a bundle and composes its report. All hashes of the bundle have been verified when it returns.</summary>
    /// <exception cref="InputException">The bundle is damaged, its content cannot be read, or the asked-for outage does not exist.</exception>
    public static JsonElement Analyse(BundleReader bundle, AnalysisInputs inputs)
    {
        var report = new IncidentReportComposer(bundle, BundleAnalysis.Of(bundle, inputs)).Compose();
        bundle.VerifyAll();
        return ReportJson.ToElement(report);
    }

    /// <summary>
    /// Analyses a bundle whose window ends now, and says what is sound and what is broken. All hashes of the bundle have been verified when
    /// it returns.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="inputs">The settings and calendars.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    /// <returns>A <see cref="CheckReport"/> as JSON.</returns>
    /// <exception cref="InputException">The bundle is damaged, or its content cannot be read.</exception>
    public static JsonElement Check(BundleReader bundle, AnalysisInputs inputs, Instant? since)
    {
        var report = CheckComposer.Compose(BundleAnalysis.Of(bundle, inputs), since);
        bundle.VerifyAll();
        return ReportJson.ToElement(report);
    }

    /// <summary>A report as the file <c>incident-report.json</c>.</summary>
    public static byte[] ToJson(JsonElement report) => ReportJson.ToFile(report);
}
