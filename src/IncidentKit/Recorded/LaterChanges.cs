using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// Which recorded states cannot be told as of an earlier time: those of things that a
/// recorded change after it names. The others are taken to have been the same.
/// </summary>
internal sealed class LaterChanges
{
    private static readonly (string Service, string Operation, string Source)[] States =
    [
        ("ecs", Operations.DescribeClusters.Operation, SourceNames.Clusters),
        ("ecs", Operations.DescribeTaskDefinition.Operation, SourceNames.TaskDefinitions),
        ("lambda", "", SourceNames.Functions),
        ("states", Operations.DescribeStateMachine.Operation, SourceNames.Executions),
        ("batch", Operations.DescribeJobQueues.Operation, SourceNames.Jobs),
        ("batch", Operations.DescribeComputeEnvironments.Operation, SourceNames.Jobs),
        ("batch", Operations.DescribeJobDefinitions.Operation, SourceNames.Jobs),
        ("iam", "", SourceNames.Roles),
        ("ec2", "", SourceNames.Networks),
        ("events", "", SourceNames.Rules),
        ("sqs", Operations.GetQueueAttributes.Operation, SourceNames.Queues),
        ("cloudwatch", Operations.DescribeAlarms.Operation, SourceNames.Alarms),
        ("logs", Operations.DescribeLogGroups.Operation, SourceNames.LogGroups),
    ];

    /// <summary>Calls that start or end a run, make something that nobody used before, or are told by the schedule's own history.</summary>
    private static readonly string[] Harmless =
    [
        ChangeEvents.RunTask.Name,
        ChangeEvents.StopTask.Name,
        ChangeEvents.RegisterTaskDefinition.Name,
        ChangeEvents.RegisterJobDefinition.Name,
        ChangeEvents.CreateSchedule.Name,
        ChangeEvents.UpdateSchedule.Name,
        ChangeEvents.DeleteSchedule.Name,
    ];

    private readonly HashSet<string> _records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>Finds them.</summary>
    /// <param name="bundle">The evidence, whole.</param>
    /// <param name="events">Its events.</param>
    /// <param name="at">The earlier time.</param>
    public LaterChanges(BundleReader bundle, IReadOnlyList<TrailEvent> events, Instant at)
    {
        var later = events.Where(e => e.At > at && e.ErrorCode is null && !Harmless.Contains(e.Name, StringComparer.Ordinal)).ToList();
        if (later.Count == 0)
            return;
        // A rule is put back into what it was; only what it calls is told by nothing but its answer.
        var targets = later.FindAll(e => !EarlierRules.Undone.Contains(e.Name) && e.Name != ChangeEvents.DeleteRule.Name);
        foreach (var (service, operation) in bundle.Operations.Order().ToList())
        {
            if (operation == Operations.ListRules.Operation)
                continue;
            if (SourceOf(service, operation) is not { } source)
                continue;
            foreach (var record in bundle.Records(service, operation))
                Note(record, source, source == SourceNames.Rules ? targets : later);
        }
    }

    /// <summary>Why a source cannot tell all, by its name.</summary>
    public IReadOnlyDictionary<string, string> Reasons => _reasons;

    /// <summary>Whether a record's state may be one of after the change.</summary>
    public bool Hides(string recordId) => _records.Contains(recordId);

    /// <summary>Notes that a source cannot tell all.</summary>
    public void Note(string source, string reason) => _reasons.TryAdd(source, reason);

    private void Note(EvidenceRecord record, string source, List<TrailEvent> later)
    {
        var text = Encoding.UTF8.GetString(record.Body.Span) + record.Parameters.GetRawText();
        foreach (var change in later)
        {
            if (NameIn(text, change) is not { } name)
                continue;
            _records.Add(record.Id);
            Note(source, $"{change.Name} of {name} at {change.At.ToIso()} came later: what it was before is not recorded");
            return;
        }
    }

    private static string? NameIn(string text, TrailEvent change)
    {
        foreach (var value in change.Request.ValueKind == JsonValueKind.Undefined ? [] : change.Request.AllTexts())
        {
            var name = value.Split('/', ':')[^1];
            if (name.Length > 2 && name.Any(char.IsLower) && text.Contains(name + "\"", StringComparison.Ordinal))
                return name;
        }

        return null;
    }

    private static string? SourceOf(string service, string operation) =>
        States.FirstOrDefault(s => s.Service == service && (s.Operation.Length == 0 || s.Operation == operation)).Source;
}
