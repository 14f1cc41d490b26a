using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What every report is composed from: the runs of a window, what the rules look at, and the runs started by hand.</summary>
internal sealed record BundleAnalysis(DiagnosisContext Context, IReadOnlyList<ManualRun> ManualRuns)
{
    /// <summary>Analyses a window of a bundle; what of it lies outside the bundle's own window is unknown.</summary>
    /// <exception cref="InputException">The bundle is damaged or its content cannot be read, or the settings name an unknown market.</exception>
    public static BundleAnalysis Of(BundleReader bundle, ReportRequest request, Interval window)
    {
        var events = TrailEvent.ReadAll(bundle);
        var histories = ScheduleHistory.ReadAll(bundle, events);
        var states = TargetStates.Read(bundle);
        var ledger = ExecutionReader.Read(bundle, histories, events, states);
        var allowance = request.Settings?.Allowance ?? Settings.DefaultAllowance;
        var runs = RunAnalysis.Analyse(histories, ledger, window, allowance, bundle.Manifest.Window);
        return new BundleAnalysis(
            DiagnosisContext.Read(bundle, runs, ledger, states, events, request.Markets(), window),
            ledger.ManualRuns
        );
    }
}
