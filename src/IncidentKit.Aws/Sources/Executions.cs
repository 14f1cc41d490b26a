using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source. Rates: facts II §3, 2 a second in smaller Regions.</content>
sealed partial class AwsOperation
{
    /// <summary>Whether a state machine is there, and of which type.</summary>
    public static AwsOperation DescribeStateMachine { get; } = new(Operations.DescribeStateMachine, 5);

    /// <summary>The executions of a STANDARD state machine, newest first, up to 1,000 a page.</summary>
    public static AwsOperation ListExecutions { get; } =
        new(Operations.ListExecutions, 2) { Paging = new("nextToken", "nextToken", "executions") };

    /// <summary>One execution, with its error and the cause of that.</summary>
    public static AwsOperation DescribeExecution { get; } = new(Operations.DescribeExecution, 5);
}

/// <summary>The state machines that targets name, what they executed, and the errors of what failed.</summary>
sealed class Executions(RecordedRegion region) : Source(region, SourceNames.Executions)
{
    public override bool HasRow => Ledger.Calls.Calls > 0;

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        if (known.Targets.Machines.Count == 0)
            return;
        (Ledger.From, Ledger.To) = (Region.Start - known.Targets.Machines.Values.Max(), Region.Now);
        await Task.WhenAll(
            known
                .Targets.Machines.OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => MachineAsync(m.Key, Region.Start - m.Value, known, ct))
        );
    }

    async Task MachineAsync(string machine, Instant from, KnownSoFar known, CancellationToken ct)
    {
        var described = await CallAsync(AwsOperation.DescribeStateMachine, new() { ["stateMachineArn"] = machine }, ct);
        if (described.Failure == Client.AwsFailure.Absent)
            return;
        if (described.Succeeded && described.Body.Text("type") == "EXPRESS")
        {
            known.ExpressMachines.Add(machine);
            return;
        }
        var failed = await FailedAsync(machine, from, ct);
        var most = Region.Calls.Limits.FailedExecutions;
        if (failed.Count > most)
        {
            Ledger.Limit($"{failed.Count} failed executions of {machine}: the errors of the first and last {most / 2} were asked for");
            failed = [.. failed.Take(most / 2), .. failed.TakeLast(most / 2)];
        }
        foreach (var execution in failed)
            await CallAsync(AwsOperation.DescribeExecution, new() { ["executionArn"] = execution }, ct);
    }

    /// <summary>Lists what was executed since a time; gives the ARNs of those that failed, newest first.</summary>
    async Task<IReadOnlyList<string>> FailedAsync(string machine, Instant from, CancellationToken ct)
    {
        var (failed, read, oldest) = (new List<string>(), 0, Region.Now);
        var asked = new System.Text.Json.Nodes.JsonObject { ["stateMachineArn"] = machine, ["maxResults"] = 1000 };
        await foreach (var page in PagesAsync(AwsOperation.ListExecutions, asked, ct))
        {
            read++;
            var executions = page.Items("executions").ToList();
            failed.AddRange(executions.Where(Failed).Select(e => e.Text("executionArn")).OfType<string>());
            oldest = executions.Select(e => e.Time("startDate")).OfType<Instant>().Append(oldest).Min();
            if (string.IsNullOrEmpty(page.Text("nextToken")) || oldest < from)
                break;
            if (read < Region.Calls.Limits.ExecutionPages)
                continue;
            Ledger.From = Instant.Max(Ledger.From ?? oldest, oldest);
            Ledger.Limit($"over the call budget: {read} pages of executions of {machine} reach back to {oldest}");
            break;
        }
        return failed;

        bool Failed(JsonElement execution) =>
            execution.Text("status") is "FAILED" or "TIMED_OUT" or "ABORTED" && !(execution.Time("startDate") < from);
    }
}
