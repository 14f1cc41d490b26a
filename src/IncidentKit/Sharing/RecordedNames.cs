using System.Text;
using System.Text.RegularExpressions;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Inputs;

namespace IncidentKit.Sharing;

/// <summary>Gathers names from the bundle and the files beside it: a sentence may hold one that no member of the report is.</summary>
internal static partial class RecordedNames
{
    /// <summary>Adds the names in the settings and the incident file.</summary>
    public static void Add(KnownNames names, AnalysisInputs inputs)
    {
        var services = inputs.Settings?.Services ?? new Dictionary<string, ServiceSettings>();
        foreach (var (name, service) in services)
        {
            AddSpelled(names, name, NameKinds.Service, name);
            AddAll(names, NameKinds.Dataset, service.Datasets.Select(d => d.Name));
            AddAll(names, NameKinds.Symbol, service.Datasets.SelectMany(d => d.SymbolNames));
            AddAll(names, NameKinds.Schedule, service.Schedules);
            AddAll(names, NameKinds.LogGroup, service.LogGroups);
        }

        AddCalled(names, services);
        foreach (var owner in inputs.Settings?.Owners.Values ?? [])
            AddSpelled(names, owner, NameKinds.Team, owner);
        AddAll(names, NameKinds.Person, inputs.Settings?.Accepted.Select(a => a.By) ?? []);
        if (inputs.Incident is { } incident)
        {
            AddAll(names, NameKinds.Person, incident.People.Select(p => p.Name));
            AddAll(names, NameKinds.Person, incident.Notes.Select(n => n.By).OfType<string>());
            AddAll(names, NameKinds.Person, incident.ActionItems.Select(a => a.Owner).OfType<string>());
            AddAll(names, NameKinds.Person, incident.Intended.Select(i => i.By));
        }
    }

    /// <summary>Adds the names in all recorded answers: those in ARNs, and those that stand under a telling name.</summary>
    public static void Add(KnownNames names, BundleReader bundle)
    {
        foreach (var (service, operation) in bundle.Operations.ToList())
        {
            foreach (var record in bundle.Records(service, operation))
            {
                Add(names, record.Parameters.GetRawText());
                Add(names, Encoding.UTF8.GetString(record.Body.Span));
            }
        }
    }

    /// <summary>Adds the names in a recorded text, in which JSON may stand in texts of JSON.</summary>
    public static void Add(KnownNames names, string recorded)
    {
        foreach (Match match in Recorded().Matches(recorded))
        {
            if (match.Groups["arn"] is { Success: true, Value: var text } && Arn.Of(text.TrimEnd('.', ':')) is { } arn)
                ArnNames.Replace(arn, (name, kind) => Added(names, name, kind));
            else if (match.Groups["value"] is { Success: true, Value: var value } && !Arn.Is(value))
                names.Add(value, KindOf(match.Groups["member"].Value));
        }
    }

    /// <summary>Adds what people call services, one or several. Where one alone is called so, it is another spelling of its key.</summary>
    private static void AddCalled(KnownNames names, IReadOnlyDictionary<string, ServiceSettings> services)
    {
        foreach (var group in services.Where(s => s.Value.Name is not null).GroupBy(s => s.Value.Name!, StringComparer.Ordinal))
        {
            var whole = group.Count() == 1 ? group.Single().Key : group.Key;
            AddSpelled(names, group.Key, NameKinds.Service, whole);
            AddSpelled(names, Wording.Plural(group.Key), NameKinds.Service, whole);
        }
    }

    /// <summary>
    /// Adds a name of several words as people write it elsewhere too: <c>bar ingestor</c>, <c>bar_ingestor</c>, <c>BarIngestor</c>.
    /// </summary>
    private static void AddSpelled(KnownNames names, string name, string kind, string whole)
    {
        names.Add(name, kind, whole);
        string[] words = [.. WordOfAName().Matches(name).Select(m => m.Value)];
        if (words.Length < 2)
            return;
        foreach (var between in new[] { " ", "-", "_", ".", "" })
            names.Add(string.Join(between, words), kind, whole);
    }

    /// <summary>A word of a name that is written with spaces or signs between its words, or with a capital at the start of each.</summary>
    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{Lo}\p{M}0-9]+|\p{Lu}+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WordOfAName();

    private static string Added(KnownNames names, string name, string kind)
    {
        names.Add(name, kind);
        return name;
    }

    private static void AddAll(KnownNames names, string kind, IEnumerable<string> all)
    {
        foreach (var name in all.Where(n => !n.Contains('*', StringComparison.Ordinal)))
            names.Add(name, kind);
    }

    private static string KindOf(string member) =>
        member.ToUpperInvariant() switch
        {
            "USERNAME" or "ROLESESSIONNAME" => NameKinds.Person,
            "ROLENAME" => NameKinds.Role,
            "CLUSTERNAME" or "CLUSTER" => NameKinds.Cluster,
            "FAMILY" => NameKinds.TaskDefinition,
            "LOGGROUPNAME" or "AWSLOGS-GROUP" => NameKinds.LogGroup,
            "FUNCTIONNAME" => NameKinds.Function,
            "QUEUENAME" => NameKinds.Queue,
            "BUCKETNAME" => NameKinds.Bucket,
            "REPOSITORYNAME" => NameKinds.Image,
            "GROUPNAME" => NameKinds.Group,
            _ => NameKinds.Resource,
        };

    [GeneratedRegex(
        @"(?<arn>\barn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9a-z]*:[^\s""'`<>,;()\[\]{}|\\]+)"
            + @"|\\*""(?<member>(?i:userName|roleSessionName|roleName|clusterName|cluster|family|logGroupName|awslogs-group"
            + @"|awslogs-stream-prefix|functionName|queueName|bucketName|repositoryName|groupName|containerName|serviceName|ruleName"
            + @"|alarmName|secretId|policyName|keyName|topicName))\\*""\s*:\s*\\*""(?<value>[A-Za-z0-9/_.@+=#:-]{2,256})\\*""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Recorded();
}
