using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Imports;

/// <summary>
/// The commands of the AWS CLI whose answers a bundle lacks, for what its schedules and rules name, in the order of their worth. Each
/// writes a file whose name says what it is of.
/// </summary>
public sealed class MissingAnswers
{
    private readonly BundleReader _bundle;
    private readonly string _region;
    private readonly KnownNames _names = new();
    private readonly List<string> _commands = [];

    private MissingAnswers(BundleReader bundle, string region) => (_bundle, _region) = (bundle, region);

    /// <summary>The commands for all regions of a bundle.</summary>
    public static IReadOnlyList<string> Of(BundleReader bundle) =>
        [.. bundle.Manifest.Regions.SelectMany(region => new MissingAnswers(bundle, region).All()).Distinct(StringComparer.Ordinal)];

    private List<string> All()
    {
        foreach (
            var operation in (OperationName[])
                [Operations.ListSchedules, Operations.GetSchedule, Operations.ListTargetsByRule, Operations.DescribeTaskDefinition]
        )
        foreach (var body in Bodies(operation))
            _names.Read(body);
        Schedules();
        Rules();
        if (Lacks(SourceNames.Changes))
            Ask(
                "changes",
                $"cloudtrail lookup-events --start-time {_bundle.Manifest.Window.Start.ToIso()}"
                    + $" --end-time {_bundle.Manifest.Window.End.ToIso()}"
                    + " --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false"
            );
        Each(KnownNames.Cluster, Operations.DescribeClusters, "clusters", "cluster", "ecs describe-clusters --clusters");
        Each(
            KnownNames.Definition,
            Operations.DescribeTaskDefinition,
            "taskDefinition",
            "task-definition",
            "ecs describe-task-definition --task-definition"
        );
        Each(
            KnownNames.Function,
            Operations.GetFunctionConfiguration,
            "FunctionName",
            "function",
            "lambda get-function-configuration --function-name"
        );
        Each(
            KnownNames.Machine,
            Operations.DescribeStateMachine,
            "stateMachineArn",
            "machine",
            "stepfunctions describe-state-machine --state-machine-arn"
        );
        Each(
            KnownNames.Machine,
            Operations.ListExecutions,
            "stateMachineArn",
            "executions",
            "stepfunctions list-executions --state-machine-arn"
        );
        Each(KnownNames.JobQueue, Operations.DescribeJobQueues, "jobQueues", "job-queue", "batch describe-job-queues --job-queues");
        Each(
            KnownNames.JobQueue,
            Operations.ListJobs,
            "jobQueue",
            "jobs",
            $"batch list-jobs --filters name=AFTER_CREATED_AT,values={_bundle.Manifest.Window.Start.ToUnixTimeMilliseconds()} --job-queue"
        );
        Each(
            KnownNames.LogGroup,
            Operations.DescribeLogStreams,
            "logGroupName",
            "log-streams",
            "logs describe-log-streams --log-group-name"
        );
        Roles();
        if (!Bodies(Operations.DescribeSubnets).Any() && _names.Of(KnownNames.Subnet) is { Count: > 0 } subnets)
            Ask("subnets", $"ec2 describe-subnets --filters Name=subnet-id,Values={string.Join(',', subnets)}");
        Each(
            KnownNames.Queue,
            Operations.GetQueueAttributes,
            "QueueUrl",
            "queue",
            "sqs get-queue-attributes --attribute-names All --queue-url"
        );
        if (Lacks(SourceNames.Alarms))
            Ask("alarms", "cloudwatch describe-alarms");
        return _commands;
    }

    private void Schedules()
    {
        if (!Bodies(Operations.ListSchedules).Any())
            Ask("schedules", "scheduler list-schedules");
        var known = Bodies(Operations.GetSchedule).Select(s => (s.Text("GroupName") ?? "default", s.Text("Name"))).ToHashSet();
        foreach (var listed in Bodies(Operations.ListSchedules).SelectMany(list => list.Items("Schedules")))
        {
            if (listed.Text("Name") is { } name && (listed.Text("GroupName") ?? "default") is var group && !known.Contains((group, name)))
                Ask($"schedule-{name}", $"scheduler get-schedule --group-name {Quoted(group)} --name {Quoted(name)}");
        }
    }

    private void Rules()
    {
        if (!Bodies(Operations.ListRules).Any())
            Ask("rules", "events list-rules");
        foreach (var rule in RecordedRule.ReadAll(_bundle).Where(r => r.Region == _region && r is { IsScheduled: true, Targets: null }))
            Ask($"targets-{rule.Name}", $"events list-targets-by-rule --rule {Quoted(rule.Name)}");
    }

    private void Roles()
    {
        Each(KnownNames.Role, Operations.GetRole, "RoleName", "role", "iam get-role --role-name");
        Each(KnownNames.Role, Operations.ListRolePolicies, "RoleName", "role-policies", "iam list-role-policies --role-name");
        Each(
            KnownNames.Role,
            Operations.ListAttachedRolePolicies,
            "RoleName",
            "attached-policies",
            "iam list-attached-role-policies --role-name"
        );
    }

    /// <summary>Asks for each resource of a kind that no answer is of.</summary>
    private void Each(string kind, OperationName operation, string member, string file, string command)
    {
        var answered = _bundle
            .Records(operation)
            .SelectMany(record => record.Parameters.Texts(member).Append(record.Parameters.Text(member)))
            .OfType<string>()
            .Select(Short)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var name in _names.Of(kind))
        {
            if (answered.Contains(Short(name)))
                continue;
            var called = kind == KnownNames.LogGroup ? name.TrimStart('/') : Arn.LastNameOf(Short(name));
            Ask($"{file}-{called}", $"{command} {Quoted(name)}");
        }
    }

    private void Ask(string file, string command) =>
        _commands.Add($"aws --region {_region} --output json {command} > {Quoted($"{Plain(file)}.json")}");

    private bool Lacks(string source) =>
        _bundle.Manifest.Coverage.Any(row =>
            row.Source.Split('[')[0] == source && row is { Status: CoverageStatus.Skipped, Reason: SourceCoverage.NotAmongFiles }
        );

    private IEnumerable<JsonElement> Bodies(OperationName operation)
    {
        foreach (var record in _bundle.Records(operation).Where(record => record.Succeeded && record.Region == _region))
        {
            using var body = _bundle.ParseBody(record);
            yield return body.RootElement.Clone();
        }
    }

    /// <summary>Some questions name a resource by its ARN, others by its name.</summary>
    private static string Short(string name) => Arn.Of(name)?.LastName ?? name;

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));

    /// <summary>A word as a POSIX shell reads it.</summary>
    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "_./:@=+,-".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
