using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>One row of the fault table: an account with one fault, and what must come out.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Facts">The paragraph of the collected facts on AWS that the recorded answers follow.</param>
/// <param name="Rule">The finding that comes first; null for none at all.</param>
/// <param name="Account">The account.</param>
internal sealed record FaultScenario(string Name, string Facts, string? Rule, Func<TestAccount> Account)
{
    public Certainty Certainty { get; init; } = Certainty.Confirmed;

    /// <summary>Where the runs of the first gap were lost; null when there is no gap.</summary>
    public FailureLayer? Layer { get; init; } = FailureLayer.Refused;

    /// <summary>The first missed fire time; null when no run was lost.</summary>
    public string? Onset { get; init; } = "14:10";

    /// <summary>Whether a recorded change explains the onset.</summary>
    public bool Explains { get; init; } = true;

    /// <summary>When the fault began, where the evidence tells.</summary>
    public string? Since { get; init; }

    /// <summary>Findings that are right besides the first.</summary>
    public string[] Also { get; init; } = [];

    /// <summary>Rules of which a fault fits that came on top of the first: supported, never confirmed.</summary>
    public string[] Later { get; init; } = [];
}
