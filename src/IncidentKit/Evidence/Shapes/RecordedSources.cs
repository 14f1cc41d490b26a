using System.Text.Json;

namespace IncidentKit.Evidence.Shapes;

/// <summary>Which rows of the coverage table an answer counts for.</summary>
internal static class RecordedSources
{
    private static readonly Dictionary<OperationName, string[]> Rows = new()
    {
        [Operations.GetCallerIdentity] = [SourceNames.Identity],
        [Operations.ListClusters] = [SourceNames.Clusters, SourceNames.Tasks],
        [Operations.DescribeClusters] = [SourceNames.Clusters],
        [Operations.ListTasks] = [SourceNames.Tasks],
        [Operations.DescribeTasks] = [SourceNames.Tasks],
        [Operations.DescribeTaskDefinition] = [SourceNames.TaskDefinitions],
        [Operations.ListScheduleGroups] = [SourceNames.Schedules],
        [Operations.ListSchedules] = [SourceNames.Schedules],
        [Operations.GetSchedule] = [SourceNames.Schedules],
        [Operations.DescribeLogGroups] = [SourceNames.LogGroups, SourceNames.TaskEvents],
        [Operations.DescribeLogStreams] = [SourceNames.LogStreams],
        [Operations.FilterLogEvents] = [SourceNames.LogActivity, SourceNames.LogEvents],
        [Operations.StartQuery] = [SourceNames.LogActivity],
        [Operations.GetQueryResults] = [SourceNames.LogActivity],
        [Operations.StopQuery] = [SourceNames.LogActivity],
        [Operations.GetFunctionConfiguration] = [SourceNames.Functions],
        [Operations.GetFunctionPolicy] = [SourceNames.Functions],
        [Operations.DescribeStateMachine] = [SourceNames.Executions, SourceNames.MachineMetrics],
        [Operations.ListExecutions] = [SourceNames.Executions],
        [Operations.DescribeExecution] = [SourceNames.Executions],
        [Operations.DescribeJobQueues] = [SourceNames.Jobs],
        [Operations.DescribeComputeEnvironments] = [SourceNames.Jobs],
        [Operations.DescribeJobDefinitions] = [SourceNames.Jobs],
        [Operations.ListJobs] = [SourceNames.Jobs],
        [Operations.DescribeJobs] = [SourceNames.Jobs],
        [Operations.DescribeAlarms] = [SourceNames.Alarms],
        [Operations.ListRules] = [SourceNames.Rules, SourceNames.RuleMetrics],
        [Operations.ListTargetsByRule] = [SourceNames.Rules],
        [Operations.GetRole] = [SourceNames.Roles],
        [Operations.ListRolePolicies] = [SourceNames.Roles],
        [Operations.GetRolePolicy] = [SourceNames.Roles],
        [Operations.ListAttachedRolePolicies] = [SourceNames.Roles],
        [Operations.GetPolicy] = [SourceNames.Roles],
        [Operations.GetPolicyVersion] = [SourceNames.Roles],
        [Operations.DescribeSubnets] = [SourceNames.Networks],
        [Operations.DescribeSecurityGroups] = [SourceNames.Networks],
        [Operations.GetQueueUrl] = [SourceNames.Queues, SourceNames.Messages],
        [Operations.GetQueueAttributes] = [SourceNames.Queues],
        [Operations.ReceiveMessage] = [SourceNames.Messages],
    };

    private static readonly Dictionary<string, string[]> BySpace = new(StringComparer.Ordinal)
    {
        ["AWS/Scheduler"] = [SourceNames.SchedulerMetrics],
        ["AWS/Lambda"] = [SourceNames.Invocations],
        ["AWS/States"] = [SourceNames.MachineMetrics],
        ["AWS/Events"] = [SourceNames.RuleMetrics],
        ["AWS/Logs"] = [SourceNames.LogMetrics, SourceNames.LogActivity],
    };

    /// <summary>The names of the rows, without region.</summary>
    public static IReadOnlyList<string> Of(EvidenceRecord record)
    {
        var operation = new OperationName(record.Service, record.Operation);
        if (operation == Operations.LookupEvents)
            return [OfEvents(record.Parameters)];
        // What is asked with a pattern says nothing of a group's activity.
        if (operation == Operations.FilterLogEvents && record.Parameters.Text("filterPattern") is { Length: > 0 })
            return [SourceNames.TaskEvents];
        if (operation == Operations.GetMetricData)
        {
            List<string> named = [.. record.Parameters.Items("MetricDataQueries").SelectMany(OfMetric).Distinct(StringComparer.Ordinal)];
            // Imported points may come without their question.
            return named.Count > 0 ? named : [SourceNames.Invocations];
        }

        return Rows.GetValueOrDefault(operation) ?? [];
    }

    private static string OfEvents(JsonElement asked)
    {
        foreach (var attribute in asked.Items("LookupAttributes"))
        {
            if (attribute.Text("AttributeKey") == "Username")
                return SourceNames.Principals;
            if (attribute.Text("AttributeValue") is { } name)
                return name == ChangeEvents.RunTaskName ? SourceNames.RunTasks
                    : ChangeEvents.GlobalNames.Contains(name) ? SourceNames.RoleChanges
                    : ChangeEvents.RegionalNames.Contains(name) ? SourceNames.Changes
                    : SourceNames.TargetCalls;
        }

        return SourceNames.Changes;
    }

    private static string[] OfMetric(JsonElement query) =>
        query.Member("MetricStat", "Metric")?.Text("Namespace") is { } space ? BySpace.GetValueOrDefault(space) ?? [] : [];
}
