using System.Collections.Concurrent;
using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;

namespace IncidentKit.Aws.Client;

/// <summary>
/// Sends the operations of <see cref="AwsOperation"/> through the AWS SDK's pipeline (credentials chain, SigV4, endpoints, retries) and
/// keeps each answer as it came. Safe for concurrent use. Only the files of this folder use <c>Amazon.Runtime.Internal</c>.
/// </summary>
public sealed class AwsClient : IDisposable
{
    readonly AwsClientOptions _options;
    readonly AWSCredentials _credentials;
    readonly CallPacer _pacer = new();
    readonly ConcurrentDictionary<(AwsService, string Region), Lazy<SdkClient>> _clients = new();

    /// <summary>Finds the credentials.</summary>
    /// <exception cref="InputException">There is no such profile, or no credentials at all (<see
    /// cref="InputProblem.NoAnswer"/>).</exception>
    public AwsClient(AwsClientOptions options)
    {
        _options = options;
        _credentials = options.Credentials ?? FindCredentials(options.Profile);
        DefaultRegion = FindRegion(options.Profile);
    }

    /// <summary>The region of the profile or the environment; null when neither names one.</summary>
    public string? DefaultRegion { get; }

    /// <summary>Sends one call and waits for its answer. What AWS or the network says is in the answer; nothing is thrown for it.</summary>
    /// <param name="operation">What to send.</param>
    /// <param name="region">The region to ask, <c>us-west-2</c>.</param>
    /// <param name="parameters">The request's members with AWS's own names, a JSON object.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <exception cref="InputException">The credentials could not be fetched (<see cref="InputProblem.NoAnswer"/>).</exception>
    /// <exception cref="OperationCanceledException">Cancelled by <paramref name="ct"/>.</exception>
    public async Task<AwsAnswer> SendAsync(AwsOperation operation, string region, JsonElement parameters, CancellationToken ct)
    {
        try
        {
            var client = _clients.GetOrAdd((operation.Service, region), key => new(() => Connect(key.Item1, key.Region))).Value;
            // AWS's rates are AWS's: an emulator on this machine has none.
            if (!client.IsOnThisMachine)
                await _pacer.WaitAsync(region, operation, ct);
            var answer = await client.SendAsync(new RawRequest(operation, parameters), ct);
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
                : throw new InputException(
                    InputProblem.NoAnswer,
                    $"no credentials in profile '{profile}': check ~/.aws/config and ~/.aws/credentials"
                );
        }
        catch (AmazonClientException e)
        {
            throw NoCredentials(e);
        }
    }

    internal static InputException NoCredentials(Exception e) =>
        new(
            InputProblem.NoAnswer,
            "no AWS credentials: give --profile, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in with `aws sso login`",
            e
        );

    static string? FindRegion(string? profile)
    {
        if (profile is not null && new CredentialProfileStoreChain().TryGetProfile(profile, out var found) && found.Region is { } region)
            return region.SystemName;
        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName;
    }

    SdkClient Connect(AwsService service, string region)
    {
        var config = new SdkConfig(service)
        {
            Timeout = _options.Timeout.ToTimeSpan(),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
        };
        if (_options.Profile is { } profile)
            config.Profile = new Profile(profile);
        if (_options.MaxRetries is { } retries)
            config.MaxErrorRetry = retries;
        if (_options.HttpHandler is { } wrap)
            config.HttpClientFactory = new WrappingFactory(wrap);
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
