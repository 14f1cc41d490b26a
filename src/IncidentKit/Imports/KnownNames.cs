using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// The names of resources that the answers tell. Some answers do not say of which resource they are: the name of their file, or of its
/// folder, does.
/// </summary>
internal sealed partial class KnownNames
{
    public const string Rule = "rule";
    public const string Role = "role";
    public const string Policy = "policy";
    public const string LogGroup = "log group";
    public const string Machine = "state machine";
    public const string Queue = "queue";
    public const string JobQueue = "job queue";
    public const string Function = "function";
    public const string Subnet = "subnet";
    public const string Definition = "task definition";
    public const string Cluster = "cluster";

    /// <summary>How many folders above a file may name what is in it.</summary>
    private const int Folders = 2;

    /// <summary>A longer answer is a listing of what ran, which names nothing new.</summary>
    private const int LongestRead = 8 * 1024 * 1024;

    /// <summary>Words of commands that name no resource.</summary>
    private static readonly HashSet<string> Words =
    [
        .. "aws answer answers all attached attributes by cli describe dlq event eventbridge events executions export file for from".Split(
            ' '
        ),
        .. "function functions get group groups iam inline json lambda list log logs machine of out output page policies policy".Split(' '),
        .. "prod queue region response result results role roles rule rules sfn sqs state states stepfunctions streams targets".Split(' '),
        .. "txt version versions job jobs batch".Split(' '),
    ];

    /// <summary>By kind of resource: its short name, and how a question names it.</summary>
    private readonly Dictionary<string, Dictionary<string, string>> _names = new(StringComparer.Ordinal);

    /// <summary>Notes a name.</summary>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="asked">How a question names it; the same where it is null.</param>
    public void Add(string kind, string? name, string? asked = null)
    {
        if (string.IsNullOrEmpty(name))
            return;
        if (!_names.TryGetValue(kind, out var known))
            _names.Add(kind, known = new Dictionary<string, string>(StringComparer.Ordinal));
        known.TryAdd(name, asked ?? name);
    }

    /// <summary>Whether any of a kind is known.</summary>
    public bool Has(string kind) => _names.ContainsKey(kind);

    /// <summary>The names of a kind as questions write them, in order.</summary>
    public IReadOnlyList<string> Of(string kind) =>
        _names.TryGetValue(kind, out var known) ? [.. known.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];

    /// <summary>Notes every resource that an answer names.</summary>
    public void Read(AnswerKind kind, JsonElement answer)
    {
        if (kind.Call == Operations.LookupEvents || kind.Call == Operations.DescribeLogStreams)
            return;
        Read(answer);
        if (kind.Call == Operations.ListRules)
            Add(Rule, answer.Text("Name"));
    }

    /// <summary>Notes every resource that a value names.</summary>
    public void Read(JsonElement answer)
    {
        var text = answer.GetRawText();
        if (text.Length > LongestRead)
            return;
        foreach (Match found in Resource().Matches(text))
        {
            if (Arn.Of(found.Value) is { } arn)
                Add(arn, found.Value);
        }

        foreach (Match found in SubnetId().Matches(text))
            Add(Subnet, found.Value);
        foreach (Match found in LogGroupMember().Matches(text))
            Add(LogGroup, found.Groups["name"].Value.Replace("\\/", "/", StringComparison.Ordinal));
        foreach (var rule in answer.Items("Rules"))
            Add(Rule, rule.Text("Name"));
    }

    /// <summary>
    /// What a file's name says it is of: the longest known name in it, else in the names of its folders; else the one there is, where the
    /// file's name has no words of its own. Null where it says nothing, or several things.
    /// </summary>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="path">The file.</param>
    /// <param name="mayBeOnly">Whether the one that there is may be taken.</param>
    public string? Of(string kind, string path, bool mayBeOnly = true)
    {
        if (!_names.TryGetValue(kind, out var known))
            return null;
        var parts = path.Split('/', '\\').Reverse().Where(part => part.Length > 0).Take(1 + Folders).ToList();
        parts[0] = Stem(parts[0]);
        foreach (var part in parts)
        {
            var plain = Plain(part);
            var found = known.Where(name => plain.Contains(Plain(name.Key), StringComparison.Ordinal)).ToList();
            if (found.Count == 0)
                found = known.Where(name => name.Key.Length > 3 && part.Contains(name.Key, StringComparison.OrdinalIgnoreCase)).ToList();
            if (found.Count == 0)
                continue;
            var longest = found.GroupBy(name => name.Key.Length).MaxBy(some => some.Key)!.ToList();
            return longest is [var only] ? only.Value : null;
        }

        return mayBeOnly && known.Count == 1 && HasNoName(parts[0]) ? known.Values.Single() : null;
    }

    /// <summary>What a sentence names: the longest known name in it; null for none.</summary>
    public string? In(string kind, string sentence)
    {
        var plain = Plain(sentence);
        return _names.TryGetValue(kind, out var known)
            ? known
                .Where(name => plain.Contains(Plain(name.Key), StringComparison.Ordinal))
                .OrderByDescending(name => name.Key.Length)
                .Select(name => name.Value)
                .FirstOrDefault()
            : null;
    }

    private void Add(Arn arn, string text)
    {
        switch (arn)
        {
            case { Service: "iam", ResourceType: "role" }:
                Add(Role, arn.LastName);
                break;
            case { Service: "iam", ResourceType: "policy" }:
                Add(Policy, arn.LastName, text);
                break;
            case { Service: "states" } when arn.Resource.Split(':') is ["stateMachine", var machine, ..]:
                Add(Machine, machine, $"arn:{arn.Partition}:states:{arn.Region}:{arn.Account}:stateMachine:{machine}");
                break;
            case { Service: "batch", ResourceType: "job-queue" }:
                Add(JobQueue, arn.LastName, text);
                break;
            case { Service: "sqs" }:
                Add(Queue, arn.Resource, QueueUrl(arn));
                break;
            case { Service: "lambda" } when arn.Resource.Split(':') is ["function", var function, ..]:
                Add(Function, function);
                Add(LogGroup, $"/aws/lambda/{function}");
                break;
            case { Service: "logs" } when arn.Resource.Split(':') is ["log-group", var group, ..]:
                Add(LogGroup, group);
                break;
            case { Service: "ecs", ResourceType: "cluster" }:
                Add(Cluster, arn.LastName, text);
                break;
            case { Service: "ecs", ResourceType: "task-definition" }:
                Add(Definition, Arn.FamilyOf(text), text);
                break;
            case { Service: "events" } when arn.Path is ["rule", .., var rule]:
                Add(Rule, rule);
                break;
        }
    }

    /// <summary>The URL of a queue, as GetQueueUrl answers it.</summary>
    public static string QueueUrl(Arn queue) =>
        $"https://sqs.{queue.Region}.amazonaws.com{(queue.Partition == "aws-cn" ? ".cn" : "")}/{queue.Account}/{queue.Resource}";

    private static bool HasNoName(string stem) =>
        Plain(stem).Split('-', StringSplitOptions.RemoveEmptyEntries).All(word => Words.Contains(word) || word.All(char.IsAsciiDigit));

    private static string Stem(string name)
    {
        foreach (var ending in (string[])[".gz", ".zst", ".json", ".txt", ".ndjson", ".jsonl", ".log"])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                name = name[..^ending.Length];
        }

        return name;
    }

    /// <summary>In lower case, with one hyphen around each part.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder("-");
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
            else if (plain[^1] != '-')
                plain.Append('-');
        }

        return (plain[^1] == '-' ? plain : plain.Append('-')).ToString();
    }

    [GeneratedRegex("subnet-[0-9a-f]{3,17}", RegexOptions.NonBacktracking)]
    private static partial Regex SubnetId();

    [GeneratedRegex(
        "arn:aws[a-z-]*:(iam|states|batch|sqs|lambda|logs|events|ecs):[a-z0-9-]*:([0-9]{12}|aws):[A-Za-z0-9_./:+=,@#$-]+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Resource();

    /// <summary>What describe-log-groups lists, and what containers and functions write to.</summary>
    [GeneratedRegex(
        "\"(logGroupName|awslogs-group|LogGroup)\"\\s*:\\s*\"(?<name>[A-Za-z0-9_./#\\\\-]+)\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LogGroupMember();
}
