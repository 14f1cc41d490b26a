using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Recorded;

/// <summary>
/// Job queues, their environments and job definitions of AWS Batch as recorded, by region and name. Source: facts II §4.
/// </summary>
internal sealed class BatchStates
{
    private readonly Dictionary<(string Region, string Name), (ResourceState State, IReadOnlyList<string> Environments)> _queues = [];
    private readonly Dictionary<(string Region, string Name), (ResourceState State, string? Reason)> _environments = [];
    private readonly Dictionary<(string Region, string Name), ResourceState> _definitions = [];

    private BatchStates() { }

    /// <summary>Reads all recorded states.</summary>
    public static BatchStates Read(BundleReader bundle)
    {
        var states = new BatchStates();
        Each(bundle, Operations.DescribeJobQueues, states.AddQueues);
        Each(bundle, Operations.DescribeComputeEnvironments, states.AddEnvironments);
        Each(bundle, Operations.DescribeJobDefinitions, states.AddDefinitions);
        return states;
    }

    private static void Each(BundleReader bundle, OperationName operation, Action<JsonElement, EvidenceRecord> read)
    {
        foreach (var record in bundle.Records(operation).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            read(body.RootElement, record);
        }
    }

    /// <summary>The queue of that ARN or name: <c>DISABLED</c> where it takes no jobs; null when it was not recorded.</summary>
    public ResourceState? Queue(string region, string arnOrName) =>
        _queues.TryGetValue((region, Arn.LastNameOf(arnOrName)), out var queue) ? queue.State : null;

    /// <summary>The environments of a queue, in its order; none where they were not recorded.</summary>
    public IReadOnlyList<string> Environments(string region, string queue) =>
        _queues.TryGetValue((region, Arn.LastNameOf(queue)), out var known) ? known.Environments : [];

    /// <summary>
    /// Whether a queue's jobs can be placed: unusable where every environment of it is known to be off or invalid; null where that of
    /// one is not known.
    /// </summary>
    public ResourceState? Room(string region, string queue)
    {
        var all = Environments(region, queue).Select(e => _environments.GetValueOrDefault((region, Arn.LastNameOf(e)))).ToList();
        return all.Find(e => e.State?.IsActive == true).State is { } open ? open
            : all.Count == 0 || all.Exists(e => e.State is null) ? null
            : all[0].State with { Status = ResourceState.Unusable };
    }

    /// <summary>What is wrong with the environments of a queue, in words; null where nothing is, or it is not known.</summary>
    public string? Trouble(string region, string queue) =>
        Room(region, queue) is { Status: ResourceState.Unusable }
            ? string.Join(
                "; ",
                Environments(region, queue)
                    .Select(e => (Name: Arn.LastNameOf(e), Known: _environments[(region, Arn.LastNameOf(e))]))
                    .Select(e =>
                        $"the compute environment {e.Name} is {e.Known.State.Status}" + (e.Known.Reason is { } why ? $" ({why})" : "")
                    )
            )
            : null;

    /// <summary>The job definition that a target names, with its revision or without; null when it was not recorded.</summary>
    public ResourceState? Definition(string region, string named) => _definitions.GetValueOrDefault((region, Arn.LastNameOf(named)));

    private void AddQueues(JsonElement body, EvidenceRecord record)
    {
        foreach (var queue in body.Items("jobQueues"))
        {
            if (queue.Text("jobQueueName") is { } name)
                _queues[(record.Region, name)] = (
                    State(queue, record),
                    [.. queue.Items("computeEnvironmentOrder").Select(e => e.Text("computeEnvironment")).OfType<string>()]
                );
        }

        if (body.Text("nextToken") is null)
            foreach (var asked in record.Parameters.Texts("jobQueues"))
                _queues.TryAdd((record.Region, Arn.LastNameOf(asked)), (Missing(record), []));
    }

    private void AddEnvironments(JsonElement body, EvidenceRecord record)
    {
        foreach (var environment in body.Items("computeEnvironments"))
        {
            if (environment.Text("computeEnvironmentName") is { } name)
                _environments[(record.Region, name)] = (State(environment, record), environment.Text("statusReason"));
        }
    }

    /// <summary>DISABLED and what is no longer there take nothing; what is being changed, or is invalid, still takes jobs.</summary>
    private static ResourceState State(JsonElement thing, EvidenceRecord record)
    {
        var status = thing.Text("status");
        var word =
            thing.Text("state") == "DISABLED" ? "DISABLED"
            : status is "DELETING" or "DELETED" ? status
            : status == "INVALID" && thing.Text("computeEnvironmentName") is not null ? status
            : "ACTIVE";
        return new ResourceState(word, null, record.RequestedAt, record.Id);
    }

    private void AddDefinitions(JsonElement body, EvidenceRecord record)
    {
        foreach (var definition in body.Items("jobDefinitions"))
        {
            if (definition.Text("jobDefinitionArn") is not { } arn)
                continue;
            var state = new ResourceState(definition.Text("status") ?? "ACTIVE", null, record.RequestedAt, record.Id);
            _definitions[(record.Region, Arn.LastNameOf(arn))] = state;
            if (state.IsActive && definition.Text("jobDefinitionName") is { } name)
                _definitions[(record.Region, name)] = state;
        }

        if (body.Text("nextToken") is not null)
            return;
        foreach (
            var asked in record.Parameters.Texts("jobDefinitions").Append(record.Parameters.Text("jobDefinitionName")).OfType<string>()
        )
            _definitions.TryAdd((record.Region, Arn.LastNameOf(asked)), Missing(record));
    }

    private static ResourceState Missing(EvidenceRecord record) => new(ResourceState.Missing, null, record.RequestedAt, record.Id);
}
