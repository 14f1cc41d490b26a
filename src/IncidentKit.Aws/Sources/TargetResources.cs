using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>The ARNs that a schedule, or a recorded change of one, names: wherever they stand, also inside a universal target's
/// Input.</summary>
/// <param name="Clusters">ARNs of ECS clusters in the region.</param>
/// <param name="TaskDefinitions">ARNs of task definitions in the region, with or without revision.</param>
/// <param name="Functions">Names of Lambda functions in the region.</param>
/// <param name="Machines">ARNs of state machines in the region, without version or alias.</param>
/// <param name="Jobs">The queues that targets submit jobs to, as they name them, each with the definition.</param>
/// <param name="Calls">The events of CloudTrail that calls of targets without other evidence are.</param>
sealed partial record TargetResources(
    IReadOnlyList<string> Clusters,
    IReadOnlyList<string> TaskDefinitions,
    IReadOnlyList<string> Functions,
    IReadOnlyList<string> Machines,
    IReadOnlyList<(string Queue, string? Definition)> Jobs,
    IReadOnlyList<string> Calls
)
{
    [GeneratedRegex(
        @"arn:aws[a-z-]*:(?<service>ecs|lambda):(?<region>[a-z0-9-]+):[0-9]{12}:"
            + @"(?<kind>cluster/|task-definition/|function:)(?<name>[A-Za-z0-9_-]+)(?<revision>:[0-9]+)?",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Arn();

    // A machine's name may hold more than letters (Step Functions API reference, CreateStateMachine).
    [GeneratedRegex(
        "arn:aws[a-z-]*:states:(?<region>[a-z0-9-]+):[0-9]{12}:stateMachine:[A-Za-z0-9_.+!@()=-]+",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Machine();

    [GeneratedRegex("\"FunctionName\"[ \\t]*:[ \\t]*\"(?<name>[A-Za-z0-9_-]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    /// <summary>The function that a universal target invokes by its name alone.</summary>
    static IEnumerable<string> Called(JsonElement json) =>
        (json.Member("Target") ?? json) is var target
        && target.Text("Arn")?.EndsWith(":aws-sdk:lambda:invoke", StringComparison.Ordinal) == true
        && target.Text("Input") is { } input
        && Named().Match(input) is { Success: true } match
            ? [match.Groups["name"].Value]
            : [];

    /// <summary>The target of a schedule, those that PutTargets gives, or the target itself.</summary>
    static IEnumerable<JsonElement> TargetsIn(JsonElement json) => [json.Member("Target") ?? json, .. json.Items("Targets")];

    /// <summary>The job that a target submits; null for another target.</summary>
    static (string Queue, string? Definition)? JobOf(JsonElement target)
    {
        if (target.Text("Arn") is not { } arn)
            return null;
        if (target.Member("BatchParameters") is { } parameters)
            return (arn, parameters.Text("JobDefinition"));
        if (!arn.EndsWith(":aws-sdk:batch:submitJob", StringComparison.Ordinal) || target.Text("Input") is not { } input)
            return null;
        return Parsed(input) is { } call && call.Text("JobQueue") is { } queue ? (queue, call.Text("JobDefinition")) : null;
    }

    /// <summary>A text as JSON; null where it is none, or masked.</summary>
    static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a queue is in the region: a name is in the caller's.</summary>
    static bool IsHere(string queue, string region) => Basics.Arn.Of(queue) is not { } arn || arn.Region == region;

    public static TargetResources In(JsonElement json, string region)
    {
        var found = json.AllTexts().SelectMany(text => Arn().Matches(text)).Where(match => match.Groups["region"].Value == region).ToList();
        IReadOnlyList<string> Of(string kind, Func<Match, string> name) =>
            [.. found.Where(match => match.Groups["kind"].Value == kind).Select(name).Distinct().Order(StringComparer.Ordinal)];
        var machines = json.AllTexts()
            .SelectMany(text => Machine().Matches(text))
            .Where(match => match.Groups["region"].Value == region)
            .Select(match => match.Value);
        return new(
            Of("cluster/", m => m.Value),
            Of("task-definition/", m => m.Value),
            [.. Of("function:", m => m.Groups["name"].Value).Concat(Called(json)).Distinct().Order(StringComparer.Ordinal)],
            [.. machines.Distinct().Order(StringComparer.Ordinal)],
            [.. TargetsIn(json).Select(JobOf).OfType<(string, string?)>().Where(job => IsHere(job.Item1, region))],
            [.. TargetsIn(json).Select(t => t.Text("Arn") is { } arn ? CalledApi.EventNameOf(arn) : null).OfType<string>().Distinct()]
        );
    }
}
