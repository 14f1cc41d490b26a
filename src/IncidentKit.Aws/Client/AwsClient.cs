using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Aws.Client;

/// <summary>
/// Sends the operations of <see cref="AwsOperation"/> through the AWS SDK's pipeline (credentials chain, SigV4, endpoints, retries) and
/// keeps each answer as it came. Safe for concurrent use. Only the files of this folder use <c>Amazon.Runtime.Internal</c>.
/// </summary>
public sealed class AwsClient : IDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    readonly AwsClientOptions _options;
    readonly AWSCredentials _credentials;
    readonly CallPacer _pacer = new();
    readonly ThrottleGate _gate;
    readonly ConcurrentDictionary<(AwsService, string Region), Lazy<SdkClient>> _clients = new();

    /// <summary>Finds the credentials.</summary>
    /// <exception cref="InputException">There is no such profile, or no credentials at all (<see
    /// cref="InputProblem.NoAnswer"/>).</exception>
    public AwsClient(AwsClientOptions options)
    {
        _options = options;
        _gate = new ThrottleGate(options.Limits);
        _credentials = options.Credentials ?? FindCredentials(options.Profile);
        DefaultRegion = FindRegion(options.Profile);
    }

    /// <summary>The region of the profile or the environment; null when neither names one.</summary>
    public string? DefaultRegion { get; }

    /// <summary>Where a recording stops asking.</summary>
    public CollectionLimits Limits => _options.Limits;

    /// <summary>
    /// Sends one call and waits for its answer. What AWS or the network says is in the answer; nothing is thrown for it. A call that
    /// brought none is sent again, and one that is throttled for as long as the limits have patience.
    /// </summary>
    /// <param name="operation">What to send.</param>
    /// <param name="region">The region to ask, <c>us-west-2</c>.</param>
    /// <param name="parameters">The request's members with AWS's own names, a JSON object.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <param name="check">Tells whether what came is the answer; null to take whatever comes.</param>
    /// <param name="waiting">Told before each wait that throttling causes.</param>
    /// <exception cref="InputException">The credentials could not be fetched (<see cref="InputProblem.NoAnswer"/>).</exception>
    /// <exception cref="OperationCanceledException">Cancelled by <paramref name="ct"/>.</exception>
    public async Task<AwsAnswer> SendAsync(
        AwsOperation operation,
        string region,
        JsonElement parameters,
        CancellationToken ct,
        Func<AwsAnswer, AwsAnswer>? check = null,
        Action? waiting = null
    )
    {
        var lane = _gate.Of(region, operation);
        for (var retry = 0; ; )
        {
            if (lane.Turn() is { Ticks: > 0 } turn)
            {
                waiting?.Invoke();
                await Task.Delay(turn, ct);
            }

            var answer = await AttemptAsync(operation, region, parameters, ct);
            if (answer.Failure == AwsFailure.None && check is not null)
                answer = check(answer);
            if (answer.Failure == AwsFailure.Throttled)
            {
                if (lane.Throttled())
                    continue;
                return answer;
            }

            if (answer.Status > 0)
                lane.Answered();
            if (!Answers.IsWorthAnotherTry(answer) || retry == _options.Limits.Retries)
                return answer;
            await Task.Delay(FirstPause * (1 << retry++) * (0.5 + Random.Shared.NextDouble() / 2), ct);
        }
    }

    async Task<AwsAnswer> AttemptAsync(AwsOperation operation, string region, JsonElement parameters, CancellationToken ct)
    {
        try
        {
            var client = _clients.GetOrAdd((operation.Service, region), key => new(() => Connect(key.Item1, key.Region))).Value;
            // AWS's rates are AWS's: an emulator on this machine has none.
            if (!client.IsOnThisMachine)
                await _pacer.WaitAsync(region, operation, ct);
            var answer = await client.SendAsync(new RawRequest(operation, parameters), ct);
            // The SDK takes a redirect for a success.
            if (answer.HttpStatusCode is >= HttpStatusCode.Ambiguous and var status)
                return new(
                    (int)status,
                    answer.Body,
                    AwsFailure.NotTheAnswer,
                    Answers.NotOfAws(status),
                    Answers.InPlaceOfAws(status, JsonElement.Parse(answer.Body).ToString())
                );
            return new(answer.HttpStatusCode == default ? 200 : (int)answer.HttpStatusCode, answer.Body, AwsFailure.None, null, null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not InputException)
        {
            return Answers.Failed(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
            if (client.IsValueCreated)
                client.Value.Dispose();
    }

    // ------------------------------------------------------------ where and as whom

    static AWSCredentials FindCredentials(string? profile)
    {
        try
        {
            if (profile is null)
                return DefaultAWSCredentialsIdentityResolver.GetCredentials();
            return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var found)
                ? found
                : throw ProfileFiles.Missing($"no credentials in profile '{profile}': check ~/.aws/config and ~/.aws/credentials");
        }
        catch (Exception e) when (e is AmazonClientException || ProfileFiles.IsUnreadable(e))
        {
            throw NoCredentials(e);
        }
    }

    internal static InputException NoCredentials(Exception e) =>
        ProfileFiles.Missing(
            "no AWS credentials were found; give --profile, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in with `aws sso login`",
            e
        );

    static string? FindRegion(string? profile)
    {
        try
        {
            if (
                profile is not null
                && new CredentialProfileStoreChain().TryGetProfile(profile, out var found)
                && found.Region is { } region
            )
                return region.SystemName;
            return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName;
        }
        catch (Exception e) when (ProfileFiles.IsUnreadable(e))
        {
            return null;
        }
    }

    SdkClient Connect(AwsService service, string region)
    {
        var config = new SdkConfig(service)
        {
            // The body is waited for too: the time is kept where it is read.
            Timeout = (_options.Limits.CallTime + Duration.FromSeconds(5)).ToTimeSpan(),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
        };
        if (_options.Profile is { } profile)
            config.Profile = new Profile(profile);
        config.MaxErrorRetry = 1;
        config.HttpClientFactory = new WholeBodyFactory(_options.HttpHandler, _options.Limits);
        // The region is read before the endpoint: the other way round the SDK forgets an endpoint set in the environment.
        _ = config.RegionEndpoint;
        var endpoint = _options.EndpointUrl?.AbsoluteUri ?? config.ServiceURL;
        if (string.IsNullOrEmpty(endpoint))
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        else
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region; // with a ServiceURL the signature takes its region from here alone
        }
        return new SdkClient(_credentials, config);
    }
}
