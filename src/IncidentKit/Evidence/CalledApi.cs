using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>
/// Names the call that a target makes as CloudTrail names its event. A universal target names the action itself; of the others the ones
/// whose resource leaves but one call are known. What has evidence of its own (tasks, functions, executions, jobs) is left out.
/// Source: facts II §5.
/// </summary>
public static class CalledApi
{
    private const string Sdk = "aws-sdk";

    private static readonly HashSet<(string Service, string Action)> SeenOtherwise =
    [
        ("ecs", "runTask"),
        ("lambda", "invoke"),
        ("sfn", "startExecution"),
        ("sfn", "startSyncExecution"),
        ("batch", "submitJob"),
    ];

    /// <summary>The event name, <c>StartBuild</c>; null for a target of another kind.</summary>
    /// <param name="targetArn">The target's ARN.</param>
    public static string? EventNameOf(string targetArn) =>
        Arn.Of(targetArn) switch
        {
            { Service: "scheduler", Resource: var resource }
                when resource.Split(':') is [Sdk, var service, [var first, .. var rest] action] => SeenOtherwise.Contains((service, action))
                ? null
                : char.ToUpperInvariant(first) + rest,
            { Service: "codebuild", Path: ["project", _] } => "StartBuild",
            { Service: "codepipeline" } => "StartPipelineExecution",
            { Service: "sagemaker", Path: ["pipeline", _] } => "StartPipelineExecution",
            _ => null,
        };
}
