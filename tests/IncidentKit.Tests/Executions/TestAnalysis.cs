using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Diagnosis;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Tests.Executions;

/// <summary>What the analysis made of a test's account.</summary>
internal sealed record TestAnalysis(BundleAnalysis Analysis, IncidentDocument Document)
{
    public DiagnosisContext Context => Analysis.Context;

    public ExecutionLedger Ledger => Context.Ledger;

    public IReadOnlyList<Outage> Outages => [.. Analysis.Outages.Select(o => o.Outage)];

    public IReadOnlyList<Finding> Findings => Analysis.Findings;

    /// <summary>incident-report.json.</summary>
    public JsonElement Report => Document.Model;

    public ScheduleRuns this[string name] => Context.Runs.Single(r => r.History.Key.Name == name);

    public RunCounts Counts(string name) => this[name].Counts;

    public Finding Finding(string rule) => Assert.Single(Findings, f => f.RuleId == rule);

    /// <summary>The verdict of one fire time; null when there is no such fire time.</summary>
    public RunVerdict? Verdict(string name, string fireTime)
    {
        var at = TestAccount.T(fireTime);
        var runs = this[name];
        if (runs.NotRan.Select(r => (ScheduledRun?)r).FirstOrDefault(r => r!.Value.FireTime == at) is { } run)
            return run.Verdict;
        return runs.History.FireTimes(at, at + Duration.Epsilon, Context.Window.Start).Any() ? RunVerdict.Ran : null;
    }

    /// <summary>The gaps of a schedule as <c>14:10-14:20</c>, <c>?14:10-</c> when it may have begun earlier and while it is open.</summary>
    public string Gaps(string name) =>
        string.Join(' ', this[name].Gaps.Select(g => $"{(g.LastGood is null ? "?" : "")}{Clock(g.Start)}-{Clock(g.End)}"));

    public static string Clock(Instant? instant) =>
        instant is { } at ? NodaTime.Text.InstantPattern.CreateWithInvariantCulture("HH:mm").Format(at) : "";
}
