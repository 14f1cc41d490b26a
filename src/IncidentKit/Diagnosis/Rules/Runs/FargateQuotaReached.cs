using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>IK4002: the account runs as many Fargate tasks as its quota allows. Source: facts §7 row 21.</summary>
internal sealed class FargateQuotaReached : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4002";

    /// <inheritdoc/>
    public string Name => "fargate-quota-reached";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunTasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.NotPlaced;

    /// <inheritdoc/>
    public FailingChain Chain { get; } = new() { Fields = [ScheduleFields.TargetArn] };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            Rule = Id,
            Expected = "fewer tasks than the quota",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Ask for a higher quota, spread the schedules over minutes, or stop what need not run."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Alarm on the absence of runs: a call that places no task counts as no error", ActionPriority.High)];
}
