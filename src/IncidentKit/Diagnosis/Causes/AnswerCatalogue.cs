using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// Which rule an answer of AWS means. The step at which the run was lost chooses the table: words of a stop reason never mean a rule
/// about refused calls. In a table the first line that fits decides, and the lines go from who was denied, over what was being done, to why
/// it failed. Words are in lower case. Sources: facts §8.1 (refusals), §8.2 (calls that placed nothing) and §8.3 (stop reasons).
/// </summary>
internal static class AnswerCatalogue
{
    /// <summary>The rule of an answer that means no other.</summary>
    public const string NoOther = "IK7001";

    /// <summary>The call was refused: an error of RunTask or of another target, or a dead letter. facts §8.1.</summary>
    private static readonly AnswerMeaning[] Refused =
    [
        // Who was denied what. The role that makes the call is the schedule's.
        new("IK3003", "perform: iam:passrole", "iam:passrole action"),
        new("IK3001", "unable to assume", "able to assume", "must allow .. to assume", "authorized to assume", "sts:assumerole")
        {
            Codes = ["FAILED_TO_ASSUME_ROLE", "TRANSIENT_ASSUME_ROLE"],
        },
        new(NoOther, "perform: kms:") { Codes = ["KMSAccessDeniedException"] },
        new("IK3002", "not authorized to perform") { Codes = ["AccessDenied", "AccessDeniedException", "NO_PERMISSIONS"] },
        // Too many calls, also of those that ECS makes to look up what the call names.
        new("IK4008", "rate exceeded", "request limit exceeded", "requestlimitexceeded", "too many requests", "throttl")
        {
            Codes =
            [
                "TooManyRequestsException",
                "RequestLimitExceeded",
                "ReservedFunctionConcurrentInvocationLimitExceeded",
                "ExecutionLimitExceeded",
            ],
        },
        // What the call named and was not there.
        new("IK2001", "cluster not found", "cluster was not found", "cluster was inactive") { Codes = ["ClusterNotFoundException"] },
        new(
            "IK2002",
            "taskdefinition is inactive",
            "task definition is inactive",
            "taskdefinition not found",
            "task definition not found",
            "unable to describe task definition",
            "task definition does not exist",
            "jobdefinition .. not",
            "job definition .. not"
        ),
        new(
            "IK2003",
            "subnet information",
            "security group information",
            "invalidsubnet",
            "invalidgroup",
            "same vpc",
            "subnet .. does not exist",
            "security group .. does not exist"
        ),
        new(
            "IK2004",
            "function not found",
            "lambda.resourcenotfoundexception",
            "statemachinedoesnotexist",
            "state machine does not exist",
            "statemachinedeleting",
            "job queue .. not",
            "jobqueue .. not",
            "jobqueue .. disabled"
        ),
        // How the call asked for it: the launch, then what overrides it.
        new(
            "IK2006",
            "not compatible with",
            "launch_type",
            "launch type",
            "launchtype",
            "network configuration",
            "networkmode",
            "awsvpc",
            "platform version",
            "subnets can not be empty",
            "capacity provider .. not associated with"
        )
        {
            Codes = ["PlatformUnknownException", "PlatformTaskDefinitionIncompatibilityException"],
        },
        new(
            "IK2005",
            "override for",
            "override argument",
            "overrides",
            "is not a container in the task",
            "no fargate configuration exists",
            "setting for task",
            "payload is too large"
        )
        {
            Codes =
            [
                "RequestEntityTooLargeException",
                "ValidationException",
                "SerializationException",
                "InvalidParameterValueException",
                "InvalidRequestContentException",
                "InvalidExecutionInput",
                "INVALID_JSON",
                "INVALID_PARAMETER",
            ],
        },
        // What there was too little of.
        new(
            "IK4001",
            "no container instances were found",
            "capacity provider",
            "capacity is unavailable",
            "limit .. provisioning",
            "provisioning capacity limit"
        ),
        .. Quotas,
    ];

    /// <summary>The call was accepted and placed no task: <c>failures[]</c>. facts §8.2.</summary>
    private static readonly AnswerMeaning[] NotPlaced = [.. Placement, .. Quotas];

    /// <summary>The task stopped: what stopped it, what it waited for, or what failed in it. facts §8.3.</summary>
    private static readonly AnswerMeaning[] Stopped =
    [
        // A container's own check of its health is the program's failure, whoever stopped it then.
        new("IK4006", "failed container health checks"),
        // Who stopped it from outside.
        new(
            "IK4007",
            "spot task was interrupted",
            "maintenance on the underlying",
            "host ec2 (instance",
            "deregistration forced",
            "stopped by user",
            "scaling activity initiated",
            "failed elb health checks"
        )
        {
            Codes = ["UserInitiated", "ServiceSchedulerInitiated", "SpotInterruption", "TerminationNotice"],
        },
        // Where it should have been placed, and how.
        new("IK2006", "not compatible with the selected compute strategy"),
        .. Placement.Concat(Quotas).Select(m => m with { Layers = [FailureLayer.FailedToStart] }),
        new("IK3001", "unable to assume the", "perform: sts:assumerole"),
        // What was being done: the image, then the log, then the container itself, then what must be ready before it.
        new("IK4003", "cannotpull", "pull image manifest", "pull access denied", "cannot pull .. from the amazon ecr repository"),
        new("IK4004", "log group .. connection issue"),
        new("IK4005", "log group does not exist", "log stream: resourcenotfoundexception", "cannot find the amazon cloudwatch log group"),
        new("IK4004", "logging driver", "logger args", "log stream", "log group", "containernetworkingerror"),
        new(
            "IK4006",
            "outofmemory",
            "cannotcreatecontainer",
            "cannotstartcontainer",
            "cannotstopcontainer",
            "cannotinspectcontainer",
            "cannotdescribecontainer",
            "cannotremovecontainer",
            "nosuchcontainer",
            "containervanished",
            "containerruntime",
            "dockertimeout",
            "dockerstate",
            "hostconfigerror",
            "taskdependency",
            "container runtime task",
            "oci runtime"
        ),
        new(
            "IK4004",
            "resourceinitializationerror",
            "network interface",
            "configure eni",
            "ephemeralstorage",
            "volume",
            "efs utils",
            "fsxwindowsfileserver",
            "credentialspec",
            "execution role credentials",
            "taskresourceerror",
            "secret",
            "parameter store",
            "registry auth",
            "env file",
            "environment variable files",
            "^internalerror"
        )
        {
            Layers = [FailureLayer.FailedToStart],
        },
        // How the program ended.
        new("IK4006", "ended with exit code") { Layers = [FailureLayer.FailedRunning] },
        new("IK4006") { Codes = ["EssentialContainerExited"] },
    ];

    /// <summary>No room where the task should run; these words begin a reason or stand in it.</summary>
    private static IEnumerable<AnswerMeaning> Placement =>
        [
            new(
                "IK4001",
                "resource:cpu",
                "resource:memory",
                "resource:ports",
                "resource:eni",
                "resource:gpu",
                "resource:fargate",
                "^agent",
                "^attribute",
                "^location",
                "taskfailedtostart: agent",
                "taskfailedtostart: attribute",
                "taskfailedtostart: location",
                "capacity is unavailable",
                "no active instances",
                "no container instances were found",
                "empty capacity provider",
                "placement constraint unsatisfied",
                "unused device index"
            ),
        ];

    /// <summary>The account's quotas of Fargate.</summary>
    private static IEnumerable<AnswerMeaning> Quotas =>
        [new("IK4002", "limit on the number of tasks", "limit on the number of vcpus", "configuration is above your limit")];

    /// <summary>The rule of an execution of a state machine that failed: its words are the program's own.</summary>
    private const string Executed = "IK4010";

    /// <summary>The rule of a job of Batch that waits and does not start.</summary>
    private const string Waiting = "IK4001";

    /// <summary>The id of the rule that an answer means; never none.</summary>
    public static string RuleOf(TargetResponse answer)
    {
        if (answer.ExecutionArn is not null)
            return Executed;
        if (answer is { JobId: not null, Code: not "FAILED" })
            return Waiting;
        var table = answer.Layer switch
        {
            FailureLayer.Refused => Refused,
            FailureLayer.NotPlaced => NotPlaced,
            FailureLayer.FailedToStart or FailureLayer.FailedRunning => Stopped,
            _ => [],
        };
        var (text, message) = (AnswerMeaning.Normal(answer.Text), AnswerMeaning.Normal(answer.Message));
        var rule = Array.Find(table, m => m.Is(answer, text, message))?.Rule;
        // A job's program is its own, as an execution's is; what kept it from starting is told as of a task.
        return answer.JobId is not null && rule is null or "IK4006" ? Executed : rule ?? NoOther;
    }
}
