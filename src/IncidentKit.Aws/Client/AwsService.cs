namespace IncidentKit.Aws.Client;

/// <summary>What the operations of one AWS service share (botocore's <c>service-2.json</c>, member <c>metadata</c>).</summary>
/// <param name="Name">The name in evidence records and IAM actions, <c>logs</c>.</param>
/// <param name="ServiceId">The SDK's service id, which names the variable <c>AWS_ENDPOINT_URL_CLOUDWATCH_LOGS</c>.</param>
/// <param name="SigningName">The name in the signature and the first label of the host.</param>
/// <param name="Version">The API version.</param>
/// <param name="Protocol">How requests are written.</param>
public sealed record AwsService(string Name, string ServiceId, string SigningName, string Version, AwsProtocol Protocol)
{
    /// <summary>Prefix of the <c>X-Amz-Target</c> header; null unless the protocol is <see cref="AwsProtocol.Json"/>.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>Version in the content type <c>application/x-amz-json-1.1</c>.</summary>
    public string JsonVersion { get; init; } = "1.1";

    /// <summary>Whether the FIPS endpoint of the us-gov regions is the plain host (botocore's endpoint rule sets).</summary>
    public bool PlainHostIsFipsInGov { get; init; }

    /// <summary>The same of us-gov-west-1 alone.</summary>
    public bool PlainHostIsFipsInGovWest { get; init; }

    /// <summary>The first labels of the FIPS endpoint where the commercial regions have it otherwise; null for NAME-fips.</summary>
    public string? FipsHost { get; init; }

    /// <summary>Whether the service is of the account: it has one endpoint in a partition, not one in each region.</summary>
    public bool IsGlobal { get; init; }
}
