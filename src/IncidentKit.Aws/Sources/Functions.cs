using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>How a Lambda function is configured.</summary>
    public static AwsOperation GetFunctionConfiguration { get; } =
        new(Operations.GetFunctionConfiguration, 15) { Path = "/2015-03-31/functions/{FunctionName}/configuration" };
}

/// <summary>How the functions that targets name are configured.</summary>
sealed class Functions(RecordedRegion region) : Source(region, SourceNames.Functions, "no target is a Lambda function")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        foreach (var name in known.Targets.Functions.Keys.Order(StringComparer.Ordinal))
            await CallAsync(AwsOperation.GetFunctionConfiguration, new() { ["FunctionName"] = name }, ct);
    }
}
