using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Recorded;

/// <summary>Clusters, task definitions and functions as recorded, by region and ARN as the schedules name them.</summary>
internal sealed class TargetStates
{
    private readonly Dictionary<(string Region, string Name), ResourceState> _clusters = [];
    private readonly Dictionary<(string Region, string Name), TaskDefinitionState> _definitions = [];
    private readonly Dictionary<(string Region, string Name), ResourceState> _functions = [];
    private readonly Dictionary<(string Region, string Name), string> _functionLogs = [];
    private readonly Dictionary<(string Region, string Name), FunctionPolicy> _functionPolicies = [];

    private readonly Dictionary<(string Region, string Name), (ResourceState State, string? Type)> _machines = [];

    private TargetStates(BundleReader bundle) => Batch = BatchStates.Read(bundle);

    /// <summary>What Batch told of queues, environments and job definitions.</summary>
    public BatchStates Batch { get; }

    /// <summary>Reads all recorded states.</summary>
    public static TargetStates Read(BundleReader bundle)
    {
        var states = new TargetStates(bundle);
        foreach (var record in bundle.Records(Operations.DescribeClusters).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            states.AddClusters(body.RootElement, record);
        }

        foreach (var record in bundle.Records(Operations.DescribeTaskDefinition))
        {
            using var body = bundle.ParseBody(record);
            states.AddDefinition(body.RootElement, record);
        }

        foreach (var record in bundle.Records(Operations.GetFunctionConfiguration))
        {
            using var body = bundle.ParseBody(record);
            states.AddFunction(body.RootElement, record);
        }

        foreach (var record in bundle.Records(Operations.DescribeStateMachine))
        {
            using var body = bundle.ParseBody(record);
            states.AddMachine(body.RootElement, record);
        }

        foreach (var record in bundle.Records(Operations.GetFunctionPolicy))
        {
            using var body = bundle.ParseBody(record);
            if (
                record.Parameters.Text("FunctionName") is { } function
                && Recorded.FunctionPolicy.Of(record, body.RootElement) is { } policy
            )
                states._functionPolicies[(record.Region, Called(function, record.Parameters.Text("Qualifier")))] = policy;
        }

        return states;
    }

    /// <summary>The cluster of that ARN or name; null when it was not asked, or the answer did not tell.</summary>
    public ResourceState? Cluster(string region, string arnOrName) => _clusters.GetValueOrDefault((region, arnOrName));

    /// <summary>The task definition a schedule names, with or without revision; null when it was not recorded.</summary>
    public TaskDefinitionState? TaskDefinition(string region, string arn) => _definitions.GetValueOrDefault((region, arn));

    /// <summary>The function of that ARN or name; null when it was not recorded.</summary>
    public ResourceState? Function(string region, string arn) =>
        _functions.GetValueOrDefault((region, arn)) ?? _functions.GetValueOrDefault((region, Arn.FunctionNameOf(arn)));

    /// <summary>The state machine of that ARN; null when it was not recorded.</summary>
    public ResourceState? Machine(string region, string arn) =>
        _machines.TryGetValue((region, arn), out var machine) ? machine.State : null;

    /// <summary>Whether the executions of that state machine cannot be listed, by its type; null when that was not recorded.</summary>
    public bool? IsExpress(string region, string arn) =>
        _machines.TryGetValue((region, arn), out var machine) && machine.Type is { } type ? type == "EXPRESS" : null;

    /// <summary>
    /// The log group that a function's configuration names. Null when it
    /// names none, which means <c>/aws/lambda/NAME</c>, or was not recorded.
    /// </summary>
    public string? FunctionLogGroup(string region, string arn) => _functionLogs.GetValueOrDefault((region, Arn.FunctionNameOf(arn)));

    /// <summary>Who may invoke a function, or its alias, by its own policy; null when that was not recorded.</summary>
    public FunctionPolicy? FunctionPolicy(string region, string arn) =>
        _functionPolicies.GetValueOrDefault((region, Arn.CalledFunctionOf(arn)));

    private static string Called(string function, string? qualifier) =>
        Arn.CalledFunctionOf(function) + (qualifier is null ? "" : ":" + qualifier);

    private void AddClusters(JsonElement body, EvidenceRecord record)
    {
        foreach (var cluster in body.Items("clusters"))
        {
            var state = new ResourceState(cluster.Text("status") ?? "UNKNOWN", null, record.RequestedAt, record.Id);
            foreach (var name in new[] { cluster.Text("clusterArn"), cluster.Text("clusterName") })
            {
                if (name is not null)
                    _clusters[(record.Region, name)] = state;
            }
        }

        foreach (var failure in body.Items("failures"))
        {
            if (failure.Text("arn") is { } arn && failure.Text("reason") == ResourceState.Missing)
                _clusters.TryAdd((record.Region, arn), new ResourceState(ResourceState.Missing, null, record.RequestedAt, record.Id));
        }
    }

    private void AddDefinition(JsonElement body, EvidenceRecord record)
    {
        if (record.Parameters.Text("taskDefinition") is not { } asked)
            return;
        if (!record.Succeeded)
        {
            // ECS answers ClientException "Unable to describe task definition." for one that does not exist.
            if (body.GetRawText().Contains("Unable to describe task definition", StringComparison.OrdinalIgnoreCase))
            {
                var missing = new ResourceState(ResourceState.Missing, null, record.RequestedAt, record.Id);
                _definitions[(record.Region, asked)] = new TaskDefinitionState
                {
                    Family = Arn.FamilyOf(asked),
                    State = missing,
                    Containers = [],
                };
            }

            return;
        }

        if (body.Member("taskDefinition") is not { } definition)
            return;
        _definitions[(record.Region, asked)] = new TaskDefinitionState
        {
            Family = definition.Text("family") ?? Arn.FamilyOf(asked),
            State = new ResourceState(
                definition.Text("status") ?? "UNKNOWN",
                definition.Time("deregisteredAt"),
                record.RequestedAt,
                record.Id
            ),
            Arn = definition.Text("taskDefinitionArn"),
            RegisteredAt = definition.Time("registeredAt"),
            ContainerNames = [.. definition.Items("containerDefinitions").Select(c => c.Text("name")).OfType<string>()],
            Images = [.. definition.Items("containerDefinitions").Select(c => c.Text("image")).OfType<string>()],
            Secrets =
            [
                .. definition
                    .Items("containerDefinitions")
                    .SelectMany(c => c.Items("secrets"))
                    .Select(s => s.Text("valueFrom"))
                    .OfType<string>(),
            ],
            RequiresCompatibilities = [.. definition.Texts("requiresCompatibilities")],
            NetworkMode = definition.Text("networkMode"),
            TaskRoleArn = definition.Text("taskRoleArn"),
            ExecutionRoleArn = definition.Text("executionRoleArn"),
            Containers = [.. definition.Items("containerDefinitions").Select(Logged).OfType<LoggedContainer>()],
        };
    }

    private static LoggedContainer? Logged(JsonElement container)
    {
        var options = container.Member("logConfiguration", "options");
        return container.Text("name") is { } name && options?.Text("awslogs-group") is { } group
            ? new LoggedContainer(name, group, options?.Text("awslogs-stream-prefix"), options?.Text("awslogs-create-group") == "true")
            : null;
    }

    private void AddFunction(JsonElement body, EvidenceRecord record)
    {
        if (record.Parameters.Text("FunctionName") is not { } asked)
            return;
        if (record.Succeeded && body.Member("LoggingConfig")?.Text("LogGroup") is { } group)
            _functionLogs[(record.Region, Arn.FunctionNameOf(asked))] = group;
        if (record.Succeeded)
            _functions[(record.Region, asked)] = new ResourceState(StateOf(body), null, record.RequestedAt, record.Id);
        else if (record.Status == 404)
            _functions[(record.Region, asked)] = new ResourceState(ResourceState.Missing, null, record.RequestedAt, record.Id);
    }

    /// <summary>
    /// A function that is Failed takes nothing; one that is Inactive wakes when it is called, and an update that failed leaves the old code
    /// running. Source: facts II §2.
    /// </summary>
    private static string StateOf(JsonElement function) =>
        function.Text("State") is not { } state ? "Active"
        : state == ResourceState.Failed && function.Text("StateReasonCode") is { } why ? $"{state} ({why})"
        : state;

    private void AddMachine(JsonElement body, EvidenceRecord record)
    {
        if (record.Parameters.Text("stateMachineArn") is not { } asked)
            return;
        if (record.Succeeded)
            _machines[(record.Region, asked)] = (
                new ResourceState(body.Text("status") ?? "ACTIVE", null, record.RequestedAt, record.Id),
                body.Text("type")
            );
        else if (body.GetRawText().Contains("StateMachineDoesNotExist", StringComparison.Ordinal))
            _machines[(record.Region, asked)] = (new ResourceState(ResourceState.Missing, null, record.RequestedAt, record.Id), null);
    }
}
