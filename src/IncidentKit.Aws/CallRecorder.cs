using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws;

/// <summary>An answer that is in the bundle.</summary>
readonly record struct RecordedCall(JsonElement Body, AwsFailure Failure)
{
    public bool Succeeded => Failure == AwsFailure.None;
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
    static readonly Duration FirstPoll = Duration.FromMilliseconds(100);
    static readonly Duration LongestPoll = Duration.FromSeconds(5);

    readonly SemaphoreSlim _parallel = new(16);

    /// <param name="source">The source the call is counted for, the first time.</param>
    /// <param name="operation">What to send.</param>
    /// <param name="region">The region to ask.</param>
    /// <param name="parameters">The request's members.</param>
    /// <param name="again">Whether to send it even if its answer is there: an old listing's tokens have expired.</param>
    /// <param name="ct">Cancels the recording.</param>
    /// <param name="isFinal">Whether an answer is to be kept; another is forgotten and asked for again. Null to keep any.</param>
    public Task<RecordedCall> CallAsync(
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
        return _calls.GetOrAdd((id, again), _ => new(() => SendAsync(source, operation, region, id, json, again, isFinal, ct))).Value;
    }

    /// <summary>The pages of a listing up to its end, or up to the first that fails. If a token has expired the listing begins again,
    /// so items may come twice.</summary>
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
        while (true)
        {
            var request = (JsonObject)parameters.DeepClone();
            if (token is not null)
                request[paging.Request] = token;
            var page = await CallAsync(source, operation, region, request, again, ct);
            if (page.Failure == AwsFailure.TokenExpired && token is not null && !again)
            {
                (token, again) = (null, true);
                continue;
            }
            if (!page.Succeeded)
                yield break;
            yield return page.Body;
            var next = page.Body.Text(paging.Answer);
            if (string.IsNullOrEmpty(next))
                yield break;
            if (next == token)
            {
                source.Limit($"{operation} gave the same page token twice");
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
            Report(source, operation, AwsFailure.None, null, resumed: true);
            return new(JsonElement.Parse(found.Body.Span), AwsFailure.None);
        }
        await _parallel.WaitAsync(ct);
        try
        {
            var requestedAt = clock.GetCurrentInstant();
            var answer = await client.SendAsync(operation, region, parameters, ct);
            for (
                var wait = FirstPoll;
                isFinal is not null && answer.Failure == AwsFailure.None && !isFinal(JsonElement.Parse(answer.Body.Span));

            )
            {
                await Task.Delay(wait.ToTimeSpan(), ct);
                wait = Duration.Min(wait + wait, LongestPoll);
                requestedAt = clock.GetCurrentInstant();
                answer = await client.SendAsync(operation, region, parameters, ct);
            }
            if (answer.Failure == AwsFailure.TokenExpired && !again && HasToken(operation, parameters))
                return new(default, AwsFailure.TokenExpired);
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
            Report(source, operation, answer.Failure, $"{answer.Code}: {answer.Message}", resumed: false);
            return new(JsonElement.Parse(answer.Body.Span), answer.Failure);
        }
        finally
        {
            _parallel.Release();
        }
    }

    static bool HasToken(AwsOperation operation, JsonElement parameters) =>
        operation.Paging is { } paging && parameters.TryGetProperty(paging.Request, out _);

    void Report(SourceLedger source, AwsOperation operation, AwsFailure failure, string? error, bool resumed)
    {
        var (calls, failed) = source.Count(operation, failure, error);
        progress?.Report(new(source.Name, calls, failed, resumed));
    }
}
