using System.Text.Json;
using IncidentKit.Evidence;

namespace IncidentKit.Reports;

/// <summary>From a bundle to incident-report.json: the whole analysis, a pure function of its arguments.</summary>
public static class IncidentDocuments
{
    /// <summary>Analyses a bundle and composes its report. All hashes of the bundle have been verified when it returns.</summary>
    /// <exception cref="InputException">The bundle is damaged, its content cannot be read, or the asked-for outage does not exist.</exception>
    public static JsonElement Analyse(BundleReader bundle, ReportRequest request)
    {
        var (context, manualRuns) = BundleAnalysis.Of(bundle, request, bundle.Manifest.Window);
        var report = new IncidentReportComposer(bundle, request, context, manualRuns).Compose();
        bundle.VerifyAll();
        return ReportJson.ToElement(report);
    }

    /// <summary>A report as the file <c>incident-report.json</c>.</summary>
    public static byte[] ToJson(JsonElement report) => ReportJson.ToFile(report);
}
