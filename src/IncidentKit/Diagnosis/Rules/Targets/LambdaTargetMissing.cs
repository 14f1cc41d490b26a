using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>IK2004: the schedule invokes a function that does not exist.</summary>
internal sealed class LambdaTargetMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2004";

    /// <inheritdoc/>
    public string Name => "lambda-target-missing";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Functions];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target is LambdaTarget && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TargetArn],
            Breaking = [(ChangeEvents.DeleteFunction, "functionName")],
            Mending = [(ChangeEvents.CreateFunction, "functionName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => s.Target is LambdaTarget ? [s.Target.Arn] : [],
            State = (key, _, arn) => context.States.Function(key.Region, arn),
            Names = (_, arn) => [arn, Arn.FunctionNameOf(arn)],
            Rule = Id,
            Expected = "a function that exists",
            Found = (arn, state) => state is null ? $"{arn}, which was not there for a time" : $"{arn}, which does not exist",
        };
        return ScheduleFault.Summarise(this, fault.Find(context), "Deploy the function again, or point the schedules at one that exists.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Before a function is deleted, check that no schedule names it", ActionPriority.High)];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.PutBackWhere(before => faulty.Context.States.Function(faulty.Region, before)?.IsActive == true, ScheduleFields.TargetArn);
}
