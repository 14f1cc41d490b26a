using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Evidence.Shapes;
using NodaTime;

namespace IncidentKit.Aws;

/// <summary>An answer that is in the bundle.</summary>
readonly record struct RecordedCall(JsonElement Body, AwsFailure Failure)
{
    public bool Succeeded => Failure == AwsFailure.None;

    /// <summary>What was said of a failure.</summary>
    public string? Error { get; init; }

    /// <summary>What of it could not be read.</summary>
    public AnswerCheck Check { get; init; }
}

/// <summary>Makes each call once, takes it from the interrupted bundle where it is there, and appends it otherwise.</summary>
/// <param name="client">The way to AWS.</param>
/// <param name="clock">Gives the time of each request.</param>
/// <param name="writer">The bundle; null to make a plan.</param>
/// <param name="plan">Answers instead of AWS when there is no bundle.</param>
/// <param name="progress">Told after every call.</param>
sealed class CallRecorder(AwsClient client, IClock clock, BundleWriter? writer, CallPlan? plan, IProgress<CollectionProgress>? progress)
    : IDisposable
{
    readonly ConcurrentDictionary<(string Id, bool Again), Lazy<Task<RecordedCall>>> _calls = new();
    readonly CollectionLimits _limits = client.Limits;
    static readonly Duration FirstPoll = Duration.FromMilliseconds(100);
    static readonly Duration LongestPoll = Duration.FromSeconds(5);

    readonly SemaphoreSlim _parallel = new(16);

    /// <summary>Where the recording stops asking.</summary>
    public CollectionLimits Limits => _limits;

    /// <param name="source">The source the call is counted for; each that asks, once.</param>
    /// <param name="operation">What to send.</param>
    /// <param name="region">The region to ask.</param>
    /// <param name="parameters">The request's members.</param>
    /// <param name="again">Whether to send it even if its answer is there: an old listing's tokens have expired.</param>
    /// <param name="ct">Cancels the recording.</param>
    /// <param name="isFinal">Whether an answer is to be kept; another is forgotten and asked for again. Null to keep any.</param>
    public async Task<RecordedCall> CallAsync(
        SourceLedger source,
        AwsOperation operation,
        string region,
        JsonObject parameters,
        bool again,
        CancellationToken ct,
        Func<JsonElement, bool>? isFinal = null
    )
    {
        var json = JsonSerializer.SerializeToElement(parameters);
        var id = EvidenceId.Of(operation.Service.Name, operation.Name, region, json);
        var call = await _calls
            .GetOrAdd((id, again), _ => new(() => SendAsync(source, operation, region, id, json, again, isFinal, ct)))
            .Value;
        if (call.Failure is not (AwsFailure.PastLimit or AwsFailure.TokenExpired))
            source.CountOnce((id, again), operation, call);
        return call;
    }

    /// <summary>The pages of a listing up to its end, up to the first that fails, or up to a limit. If a token has expired the listing
    /// begins again, so items may come twice.</summary>
    public async IAsyncEnumerable<JsonElement> PagesAsync(
        SourceLedger source,
        AwsOperation operation,
        string region,
        JsonObject parameters,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var paging = operation.Paging ?? throw new ArgumentException($"{operation} has no pages", nameof(operation));
        var (token, again) = ((string?)null, false);
        var listing = new ListingProgress(_limits, operation);
        while (true)
        {
            var request = (JsonObject)parameters.DeepClone();
            if (token is not null)
                request[paging.Request] = token;
            var page = await CallAsync(source, operation, region, request, again, ct);
            if (page.Failure == AwsFailure.TokenExpired && token is not null && !again)
            {
                (token, again, listing) = (null, true, new ListingProgress(_limits, operation));
                continue;
            }
            if (!page.Succeeded)
                yield break;
            yield return page.Body;
            var next = page.Body.Text(paging.Answer);
            if (string.IsNullOrEmpty(next))
                yield break;
            if (plan is null && listing.Stop(page.Body, next) is { } reason)
            {
                source.Limit(reason);
                yield break;
            }
            token = next;
        }
    }

    /// <summary>Sends a call whose answer is of no interest, also while the recording is being cancelled.</summary>
    public async Task ForgetAsync(AwsOperation operation, string region, JsonObject parameters)
    {
        using var limit = new CancellationTokenSource(LongestPoll.ToTimeSpan());
        if (plan is null)
            await client.SendAsync(operation, region, JsonSerializer.SerializeToElement(parameters), limit.Token);
    }

    public void Dispose() => _parallel.Dispose();

    async Task<RecordedCall> SendAsync(
        SourceLedger source,
        AwsOperation operation,
        string region,
        string id,
        JsonElement parameters,
        bool again,
        Func<JsonElement, bool>? isFinal,
        CancellationToken ct
    )
    {
        if (plan is not null)
            return await plan.AnswerAsync(operation, region, parameters, ct);
        if (!again && writer!.Find(id) is { } found)
        {
            var check = WholeAnswer.Check(operation.EvidenceName, found.Body.Span, found.RequestedAt);
            if (check.Problem is null)
                return Told(
                    source,
                    (id, again),
                    operation,
                    new(JsonElement.Parse(found.Body.Span), AwsFailure.None) { Check = check },
                    resumed: true
                );
        }
        await _parallel.WaitAsync(ct);
        try
        {
            if (source.IsPast(_limits))
                return new(default, AwsFailure.PastLimit);
            var requestedAt = clock.GetCurrentInstant();
            var answer = await AskAsync(source, operation, region, parameters, requestedAt, ct);
            for (
                var wait = FirstPoll;
                isFinal is not null && answer.Failure == AwsFailure.None && !isFinal(JsonElement.Parse(answer.Body.Span));

            )
            {
                if (source.IsPast(_limits))
                    return new(default, AwsFailure.PastLimit);
                await Task.Delay(wait.ToTimeSpan(), ct);
                wait = Duration.Min(wait + wait, LongestPoll);
                requestedAt = clock.GetCurrentInstant();
                answer = await AskAsync(source, operation, region, parameters, requestedAt, ct);
            }
            if (answer.Failure == AwsFailure.TokenExpired && !again && HasToken(operation, parameters))
                return new(default, AwsFailure.TokenExpired);
            // A next page that is not found is no answer about the thing that was asked for: the rest of the listing is missing.
            if (answer.Failure == AwsFailure.Absent && HasToken(operation, parameters))
                answer = answer with { Failure = AwsFailure.Other };
            ct.ThrowIfCancellationRequested();
            writer!.Append(
                new EvidenceRecord
                {
                    Id = id,
                    Service = operation.Service.Name,
                    Operation = operation.Name,
                    Region = region,
                    Parameters = parameters,
                    RequestedAt = requestedAt,
                    Status = answer.Status,
                    Body = answer.Body,
                }
            );
            var error = answer.Failure == AwsFailure.NotTheAnswer ? answer.Message : $"{answer.Code}: {answer.Message}";
            var call = new RecordedCall(JsonElement.Parse(answer.Body.Span), answer.Failure) { Error = error, Check = answer.Check };
            return Told(source, (id, again), operation, call, resumed: false);
        }
        finally
        {
            _parallel.Release();
        }
    }

    static bool HasToken(AwsOperation operation, JsonElement parameters) =>
        operation.Paging is { } paging && parameters.TryGetProperty(paging.Request, out _);

    Task<AwsAnswer> AskAsync(
        SourceLedger source,
        AwsOperation operation,
        string region,
        JsonElement parameters,
        Instant askedAt,
        CancellationToken ct
    ) =>
        client.SendAsync(
            operation,
            region,
            parameters,
            ct,
            answer => answer.Checked(operation, askedAt),
            () =>
            {
                var (calls, failed) = source.Calls;
                progress?.Report(new(source.Name, calls, failed, Resumed: false) { Throttled = true });
            }
        );

    RecordedCall Told(SourceLedger source, (string Id, bool Again) id, AwsOperation operation, RecordedCall call, bool resumed)
    {
        source.CountOnce(id, operation, call);
        var (calls, failed) = source.Calls;
        progress?.Report(new(source.Name, calls, failed, resumed));
        return call;
    }
}
