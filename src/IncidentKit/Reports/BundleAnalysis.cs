using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Reports;

/// <summary>What every report is composed from: the runs of a window, what the rules look at, and the runs started by hand.</summary>
internal sealed record BundleAnalysis(DiagnosisContext Context, IReadOnlyList<ManualRun> ManualRuns)
{
    /// <summary>Analyses a bundle.</summary>
    /// <exception cref="InputException">The bundle is damaged or its content cannot be read, or the settings name an unknown market.</exception>
    public static BundleAnalysis Of(BundleReader bundle, ReportRequest request)
    {
        var events = TrailEvent.ReadAll(bundle);
        var histories = ScheduleHistory.ReadAll(bundle, events);
        var states = TargetStates.Read(bundle);
        var ledger = ExecutionReader.Read(bundle, histories, events, states);
        var allowance = request.Settings?.Allowance ?? Settings.DefaultAllowance;
        var runs = RunAnalysis.Analyse(histories, ledger, bundle.Manifest.Window, allowance);
        return new BundleAnalysis(DiagnosisContext.Read(bundle, runs, ledger, states, events, request.Markets()), ledger.ManualRuns);
    }
}
