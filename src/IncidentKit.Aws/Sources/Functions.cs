using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>How a Lambda function is configured.</summary>
    public static AwsOperation GetFunctionConfiguration { get; } =
        new(Operations.GetFunctionConfiguration, 15) { Path = "/2015-03-31/functions/{FunctionName}/configuration" };

    /// <summary>Who may invoke a Lambda function, by its own policy.</summary>
    public static AwsOperation GetFunctionPolicy { get; } =
        new(Operations.GetFunctionPolicy, 15) { Path = "/2015-03-31/functions/{FunctionName}/policy" };
}

/// <summary>How the functions that targets name are configured, and who may invoke those that rules call.</summary>
sealed class Functions(RecordedRegion region) : Source(region, SourceNames.Functions, "no target is a Lambda function")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        foreach (var name in known.Targets.Functions.Keys.Order(StringComparer.Ordinal))
            await CallAsync(AwsOperation.GetFunctionConfiguration, new() { ["FunctionName"] = name }, ct);
        foreach (var called in known.Targets.InvokedByRules)
            await CallAsync(AwsOperation.GetFunctionPolicy, new() { ["FunctionName"] = called }, ct);
    }
}
