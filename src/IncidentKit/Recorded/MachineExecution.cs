using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>One execution of a state machine as Step Functions listed it. Source: facts II §3.</summary>
/// <param name="Arn">The execution.</param>
/// <param name="MachineArn">Its machine, without version or alias.</param>
/// <param name="Name">Its name: what started it chose it.</param>
/// <param name="Status"><c>RUNNING SUCCEEDED FAILED TIMED_OUT ABORTED PENDING_REDRIVE</c>.</param>
/// <param name="Start">When it started.</param>
/// <param name="Stop">When it ended; null while it runs.</param>
/// <param name="SeenAt">When it was asked for.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record MachineExecution(
    string Arn,
    string MachineArn,
    string Name,
    string Status,
    Instant Start,
    Instant? Stop,
    Instant SeenAt,
    string EvidenceId
)
{
    /// <summary>The error that it ended with; null where nobody described it, or it had none.</summary>
    public string? Error { get; init; }

    /// <summary>What its error says of the cause; null likewise.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether it ended without doing its work.</summary>
    public bool Failed => Status is "FAILED" or "TIMED_OUT" or "ABORTED";

    /// <summary>The executions of every listing of a bundle, each once, with the description of those that were described.</summary>
    public static IReadOnlyDictionary<(string Region, string Machine), MachineListing> ReadAll(BundleReader bundle)
    {
        var described = Described(bundle);
        var records = bundle
            .Records(Operations.ListExecutions)
            .Where(r => r.Parameters.Text("stateMachineArn") is not null)
            .ToLookup(r => (r.Region, Machine: r.Parameters.Text("stateMachineArn")!));
        return records.ToDictionary(r => r.Key, r => MachineListing.Of(bundle, r.Key.Machine, [.. r], described));
    }

    /// <summary>Reads one; null when what it is, or its time, is not told.</summary>
    public static MachineExecution? Of(JsonElement item, EvidenceRecord record) =>
        item.Text("executionArn") is { } arn
        && item.Text("name") is { } name
        && item.Text("status") is { } status
        && item.Time("startDate") is { } start
            ? new(arn, item.Text("stateMachineArn") ?? "", name, status, start, item.Time("stopDate"), record.RequestedAt, record.Id)
            : null;

    private static Dictionary<string, (string? Error, string? Cause, string EvidenceId)> Described(BundleReader bundle)
    {
        var described = new Dictionary<string, (string?, string?, string)>(StringComparer.Ordinal);
        foreach (var record in bundle.Records(Operations.DescribeExecution).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            if (body.RootElement.Text("executionArn") is { } arn)
                described[arn] = (body.RootElement.Text("error"), body.RootElement.Text("cause"), record.Id);
        }

        return described;
    }
}

/// <summary>What was listed of one machine's executions: newest first, so that what is listed reaches back to a time.</summary>
/// <param name="MachineArn">The machine.</param>
/// <param name="Executions">The executions, by start.</param>
/// <param name="CompleteFrom">Since when no execution is missing; null where the newest are.</param>
/// <param name="AskedAt">When the listing was begun.</param>
/// <param name="Pages">Its records, each with the times that it covers.</param>
internal sealed record MachineListing(
    string MachineArn,
    IReadOnlyList<MachineExecution> Executions,
    Instant? CompleteFrom,
    Instant AskedAt,
    IReadOnlyList<ListingPage> Pages
)
{
    /// <summary>Follows the pages from the first on, as far as they were answered.</summary>
    internal static MachineListing Of(
        BundleReader bundle,
        string machine,
        IReadOnlyList<EvidenceRecord> records,
        IReadOnlyDictionary<string, (string? Error, string? Cause, string EvidenceId)> described
    )
    {
        var byToken = records.GroupBy(r => r.Parameters.Text("nextToken") ?? "").ToDictionary(g => g.Key, g => g.Last());
        var executions = new Dictionary<string, MachineExecution>(StringComparer.Ordinal);
        var pages = new List<ListingPage>();
        Instant? from = null;
        var token = "";
        while (byToken.Remove(token, out var record) && record.IsWhole)
        {
            using var body = bundle.ParseBody(record);
            var page = body.RootElement.Items("executions").Select(e => MachineExecution.Of(e, record)).OfType<MachineExecution>().ToList();
            foreach (var execution in page)
                executions.TryAdd(execution.Arn, Told(execution, described));
            token = body.RootElement.Text("nextToken") ?? "";
            var (last, first) = (page.Select(e => e.Start).DefaultIfEmpty(Instant.MinValue).Min(), from ?? Instant.MaxValue);
            from =
                token.Length == 0 ? Instant.MinValue
                : page.Count == 0 ? from
                : last;
            pages.Add(new ListingPage(record.Id, token.Length == 0 ? Instant.MinValue : last, first));
        }

        return new MachineListing(
            machine,
            [.. executions.Values.OrderBy(e => e.Start).ThenBy(e => e.Arn, StringComparer.Ordinal)],
            from,
            records.Min(r => r.RequestedAt),
            pages
        );
    }

    private static MachineExecution Told(
        MachineExecution execution,
        IReadOnlyDictionary<string, (string? Error, string? Cause, string EvidenceId)> described
    ) =>
        described.TryGetValue(execution.Arn, out var told)
            ? execution with
            {
                Error = told.Error,
                Cause = told.Cause,
                EvidenceId = told.EvidenceId,
            }
            : execution;
}
