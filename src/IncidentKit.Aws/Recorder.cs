using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws;

/// <summary>
/// Decides which calls to make and stores each answer with its request. It interprets only what it needs for the next call. What
/// vanishes first is
/// asked first; a source that fails becomes a coverage row and stops no other.
/// </summary>
/// <param name="request">What to record.</param>
/// <param name="client">The way to AWS.</param>
/// <param name="clock">Gives the time of recording and of each request.</param>
/// <param name="progress">Told after every call, from any thread; null to not be told.</param>
public sealed partial class Recorder(CollectionRequest request, AwsClient client, IClock clock, IProgress<CollectionProgress>? progress)
{
    const string SchemaVersion = "1.0.0";

    [GeneratedRegex("<Account>(?<id>[0-9]{12})</Account>", RegexOptions.NonBacktracking)]
    private static partial Regex AccountElement();

    /// <summary>Records a bundle. Nothing is on disk before AWS has said whose account it is.</summary>
    /// <param name="bundlePath">The folder to make.</param>
    /// <param name="resume">Whether to go on with an interrupted recording of the same window.</param>
    /// <param name="ct">Stops the recording; what was recorded stays as a partial bundle.</param>
    /// <returns>The manifest of the complete bundle.</returns>
    /// <exception cref="InputException">No region, or GetCallerIdentity or every other call failed: nothing is left on disk (<see
    /// cref="InputProblem.NoAnswer"/>);
    /// the bundle exists, or the one to resume is of another window or account (<see cref="InputProblem.CommandLine"/>).</exception>
    /// <exception cref="OperationCanceledException">Cancelled by <paramref name="ct"/>.</exception>
    public async Task<BundleManifest> RecordAsync(string bundlePath, bool resume, CancellationToken ct)
    {
        var regions = Regions();
        var collectedAt = clock.GetCurrentInstant();
        var identity = await IdentityAsync(regions[0], collectedAt, ct);
        var account = AccountOf(identity);
        var manifest = new BundleManifest
        {
            SchemaVersion = SchemaVersion,
            ToolVersion = request.ToolVersion,
            Window = request.Window,
            Regions = regions,
            Account = account,
            CollectedAt = collectedAt,
            Complete = false,
            Coverage = [],
            Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
        };

        using var writer = resume ? BundleWriter.Resume(bundlePath) : BundleWriter.Create(bundlePath, manifest);
        if (resume)
            CheckSame(writer.Manifest, manifest);
        var sts = new SourceLedger(SourceNames.Identity);
        sts.Count(AwsOperation.GetCallerIdentity, AwsFailure.None, null);
        var identityId = EvidenceId.Of(AwsOperation.GetCallerIdentity.Service.Name, AwsOperation.GetCallerIdentity.Name, regions[0], Empty);
        if (writer.Find(identityId) is null)
        {
            writer.Append(
                new EvidenceRecord
                {
                    Id = identityId,
                    Service = AwsOperation.GetCallerIdentity.Service.Name,
                    Operation = AwsOperation.GetCallerIdentity.Name,
                    Region = regions[0],
                    Parameters = Empty,
                    RequestedAt = collectedAt,
                    Status = identity.Status,
                    Body = identity.Body,
                }
            );
        }

        // A resumed recording asks as of the time it began, so that its questions are the same.
        using var calls = new CallRecorder(client, clock, writer, plan: null, progress);
        var recorders = regions
            .Select(name => new RegionRecorder(
                new(request, name, regions.Count > 1 ? $"[{name}]" : "", writer.Manifest.CollectedAt, calls, Plan: null)
            ))
            .ToList();
        await Task.WhenAll(recorders.Select(recorder => recorder.RecordAsync(ct)));

        var ledgers = recorders.SelectMany(recorder => recorder.Ledgers).ToList();
        if (ledgers.Sum(ledger => ledger.Answered) == 0)
        {
            var reason = ledgers.Select(ledger => ledger.ToCoverage()).FirstOrDefault(row => row.Status != CoverageStatus.Skipped)?.Reason;
            writer.Dispose();
            if (!resume)
                Directory.Delete(BundleWriter.PartialPath(bundlePath), recursive: true);
            throw new InputException(InputProblem.NoAnswer, $"no call was answered, nothing is written: {reason}");
        }
        var coverage = ledgers
            .Append(sts)
            .Select(ledger => ledger.ToCoverage())
            .OrderBy(row => row.Source, StringComparer.Ordinal)
            .ToList();
        writer.Complete(coverage);
        return writer.Manifest;
    }

    /// <summary>Works out what a recording would ask, from listings that cost nothing. Nothing is written.</summary>
    /// <param name="ct">Stops.</param>
    /// <exception cref="InputException">No region, or AWS does not answer (<see cref="InputProblem.NoAnswer"/>).</exception>
    /// <exception cref="OperationCanceledException">Cancelled by <paramref name="ct"/>.</exception>
    public async Task<CollectionPlan> PlanAsync(CancellationToken ct)
    {
        var regions = Regions();
        AccountOf(await IdentityAsync(regions[0], clock.GetCurrentInstant(), ct));
        var plan = new CallPlan(client, clock);
        using var calls = new CallRecorder(client, clock, writer: null, plan, progress);
        var now = clock.GetCurrentInstant();
        await Task.WhenAll(regions.Select(name => new RegionRecorder(new(request, name, "", now, calls, plan)).RecordAsync(ct)));
        var all = plan
            .Made.Select(made => new PlannedCalls(made.Key.IamAction, made.Value, HasMorePages: false))
            .Concat(plan.Planned.Select(planned => new PlannedCalls(planned.Key.IamAction, planned.Value, planned.Key.Paging is not null)))
            .Append(new PlannedCalls(AwsOperation.GetCallerIdentity.IamAction, 1, HasMorePages: false));
        return new CollectionPlan
        {
            Calls = [.. all.OrderBy(row => row.Action, StringComparer.Ordinal)],
            ScannedBytes = plan.ScannedBytes,
            Metrics = plan.Metrics,
        };
    }

    List<string> Regions() =>
        request.Regions.Count > 0 ? request.Regions.Distinct().Order(StringComparer.Ordinal).ToList()
        : client.DefaultRegion is { } region ? [region]
        : throw ProfileFiles.Missing("no region: give --region, or set AWS_REGION or the region of the profile");

    static JsonElement Empty { get; } = JsonSerializer.SerializeToElement(new JsonObject());

    Task<AwsAnswer> IdentityAsync(string region, Instant now, CancellationToken ct) =>
        client.SendAsync(AwsOperation.GetCallerIdentity, region, Empty, ct, answer => answer.Checked(AwsOperation.GetCallerIdentity, now));

    static string AccountOf(AwsAnswer identity)
    {
        var asked = $"{AwsOperation.GetCallerIdentity} failed";
        switch (identity.Failure)
        {
            case AwsFailure.None:
                break;
            case AwsFailure.Denied:
                throw new InputException(
                    InputProblem.NoAnswer,
                    $"AWS does not accept the credentials ({identity.Code}): {identity.Message}"
                );
            case AwsFailure.Unreachable or AwsFailure.Timeout:
                throw new InputException(
                    InputProblem.NoAnswer,
                    $"AWS cannot be reached, check --endpoint-url, the region and the network: {identity.Message}"
                );
            case AwsFailure.NotTheAnswer:
                throw new InputException(InputProblem.NoAnswer, $"{AwsOperation.GetCallerIdentity} {identity.Message}");
            default:
                throw new InputException(InputProblem.NoAnswer, $"{asked} with {identity.Code}: {identity.Message}");
        }
        var text = JsonElement.Parse(identity.Body.Span);
        return text.ValueKind == JsonValueKind.String && AccountElement().Match(text.GetString()!) is { Success: true } match
            ? match.Groups["id"].Value
            : throw new InputException(InputProblem.NoAnswer, $"{asked}: the answer names no account; is the endpoint AWS?");
    }

    static void CheckSame(BundleManifest begun, BundleManifest asked)
    {
        if (begun.Account != asked.Account)
            throw new InputException(
                InputProblem.CommandLine,
                $"the bundle to resume is of account {begun.Account}, the credentials are of {asked.Account}"
            );
        if (begun.Window != asked.Window)
            throw new InputException(
                InputProblem.CommandLine,
                $"the bundle to resume is of the window {begun.Window}, not {asked.Window}: give the same --from and --to"
            );
        if (!begun.Regions.SequenceEqual(asked.Regions))
            throw new InputException(
                InputProblem.CommandLine,
                $"the bundle to resume is of {string.Join(", ", begun.Regions)}: give the same --region"
            );
    }
}
