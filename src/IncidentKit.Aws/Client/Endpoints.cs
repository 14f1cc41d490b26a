using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using IncidentKit.Basics;

namespace IncidentKit.Aws.Client;

/// <summary>Hands the settings of a request to <see cref="RegionalEndpointProvider"/>.</summary>
sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new EndpointParameters
        {
            ["Region"] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }
}

/// <summary>The one rule that botocore's rule sets of these services share, checked for every region, FIPS and dual stack.</summary>
sealed class RegionalEndpointProvider(AwsService service) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        bool fips = parameters["UseFIPS"] is true,
            dual = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
            return fips || dual
                ? throw new InputException(
                    InputProblem.NoAnswer,
                    "an endpoint URL cannot be used with FIPS or dual-stack endpoints: unset one of them"
                )
                : new Endpoint(custom);
        var region = (string)parameters["Region"];
        var partition = Fn.Partition(region);
        if ((fips && !partition.supportsFIPS) || (dual && !partition.supportsDualStack))
            throw new InputException(InputProblem.NoAnswer, $"region {region} has no FIPS or dual-stack endpoints");
        if (service.IsGlobal)
            return new Endpoint(
                $"https://{GlobalHost(service, region, fips)}.{(dual ? partition.dualStackDnsSuffix : partition.dnsSuffix)}"
            );
        var plain =
            !dual
            && (
                (service.PlainHostIsFipsInGov && region is "us-gov-east-1" or "us-gov-west-1")
                || (service.PlainHostIsFipsInGovWest && region == "us-gov-west-1")
            );
        var suffix = dual ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        var host =
            fips && !dual && partition.name == "aws" && service.FipsHost is { } own
                ? own
                : $"{service.SigningName}{(fips && !plain ? "-fips" : "")}";
        return new Endpoint($"https://{host}.{region}.{suffix}");
    }

    /// <summary>The one host of IAM in a partition (botocore's rule set of IAM).</summary>
    static string GlobalHost(AwsService service, string region, bool fips) =>
        region switch
        {
            _ when region.StartsWith("cn-", StringComparison.Ordinal) => $"{service.SigningName}.cn-north-1",
            _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => $"{service.SigningName}.us-gov",
            _ => $"{service.SigningName}{(fips ? "-fips" : "")}",
        };
}
