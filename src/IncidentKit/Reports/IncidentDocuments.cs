using System.Text.Json;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Reports;

/// <summary>From a bundle to incident-report.json: the whole analysis, a pure function of its arguments.</summary>
public static class IncidentDocuments
{
    /// <summary>Analyses a bundle and composes its report. All hashes of the bundle have been verified when it returns.</summary>
    /// <exception cref="InputException">The bundle is damaged, its content cannot be read, or the asked-for outage does not exist.</exception>
    public static JsonElement Analyse(BundleReader bundle, ReportRequest request)
    {
        var events = TrailEvent.ReadAll(bundle);
        var histories = ScheduleHistory.ReadAll(bundle, events);
        var states = TargetStates.Read(bundle);
        var ledger = ExecutionReader.Read(bundle, histories, events, states);
        var allowance = request.Settings?.Allowance ?? Settings.DefaultAllowance;
        var runs = RunAnalysis.Analyse(histories, ledger, bundle.Manifest.Window, allowance);
        var context = new DiagnosisContext { Window = bundle.Manifest.Window, Runs = runs, States = states, Events = events, Markets = [.. (request.Settings?.Markets ?? []).Select(request.Market).Distinct()] };
        var report = new IncidentReportComposer(bundle, request, context, ledger.ManualRuns).Compose();
        bundle.VerifyAll();
        return ReportJson.ToElement(report);
    }

    /// <summary>A report as the file <c>incident-report.json</c>.</summary>
    public static byte[] ToJson(JsonElement report) => ReportJson.ToFile(report);
}
