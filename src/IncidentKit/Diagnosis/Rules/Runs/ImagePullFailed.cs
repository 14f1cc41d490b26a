using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>IK4003: the image of a container could not be pulled. Source: facts §7 rows 16 and 17.</summary>
internal sealed class ImagePullFailed : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4003";

    /// <inheritdoc/>
    public string Name => "image-pull-failed";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Tasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.FailedToStart;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TaskDefinition],
            Breaking =
            [
                (ChangeEvents.BatchDeleteImage, "repositoryName"),
                (ChangeEvents.DeleteRepository, "repositoryName"),
                (ChangeEvents.RegisterTaskDefinition, "family"),
            ],
            Mending = [(ChangeEvents.PutImage, "repositoryName"), (ChangeEvents.RegisterTaskDefinition, "family")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            Names = (key, s) => [.. TaskDefinitionNames.Images(context, key, s)],
            Rule = Id,
            Expected = "an image that can be pulled",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Push the image again, or register a revision that names one that exists; for a timeout, give the subnet a way to the registry."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Keep images that task definitions name out of lifecycle policies", ActionPriority.Medium)];
}
