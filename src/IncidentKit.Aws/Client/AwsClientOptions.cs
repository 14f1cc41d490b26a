using Amazon.Runtime;

namespace IncidentKit.Aws.Client;

/// <summary>How to reach AWS. What is not given comes from the environment and the shared configuration files, as for the AWS
/// CLI.</summary>
public sealed record AwsClientOptions
{
    /// <summary>Name of a profile in the shared configuration files; null for <c>AWS_PROFILE</c> or the default chain.</summary>
    public string? Profile { get; init; }

    /// <summary>Endpoint for every service; null for <c>AWS_ENDPOINT_URL</c> or AWS itself. One on this machine is not held to AWS's call
    /// rates.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>Credentials to use instead of the chain.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Where a recording stops asking.</summary>
    public CollectionLimits Limits { get; init; } = CollectionLimits.Default;

    /// <summary>Makes the handler of all HTTP calls from the one that would send them, to watch or limit what leaves the machine; null to
    /// send them as they are.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? HttpHandler { get; init; }
}
