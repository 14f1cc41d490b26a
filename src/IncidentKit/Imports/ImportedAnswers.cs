using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using IncidentKit.Evidence.Shapes;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>
/// Writes answers of AWS as records. What an answer does not say of its question is taken from its pages, other files and the names of
/// files; an answer of which nobody knows what it answers is named.
/// </summary>
/// <param name="evidence">The records.</param>
internal sealed class ImportedAnswers(ImportedEvidence evidence)
{
    private readonly List<(string File, JsonElement Request)> _metricRequests = [];

    /// <summary>What other files may tell the question of.</summary>
    private readonly List<Waiting> _waiting = [];

    private readonly List<(ImportFile File, string Region, CliError Error)> _refusals = [];

    private sealed record Waiting(
        ImportFile File,
        string Region,
        AnswerKind Kind,
        JsonObject Question,
        JsonElement Body,
        int Number,
        bool IsPage
    );

    /// <summary>The names that the answers tell.</summary>
    public KnownNames Names { get; } = new();

    /// <summary>Takes the answers of a file.</summary>
    public void Add(ImportFile file, string region, JsonContent content)
    {
        _metricRequests.AddRange(content.MetricRequests.Select(request => (file.Name, request)));
        var open = new Dictionary<(OperationName, string), string>();
        foreach (var (index, (kind, answer)) in content.Answers.Index())
        {
            Names.Read(kind, answer);
            if (kind.Call != Operations.GetMetricData)
                evidence.Coverage.Add(kind.Source, kind.IsSilent ? "that a query began or ended tells nothing of logs" : null);
            var (question, body) = (kind.Question(answer), kind.Whole(answer));
            // Pages follow each other in one file, each with the token of the next.
            var (asked, token) = ((kind.Call, question.ToJsonString()), TokenOf(kind));
            var isPage = open.Remove(asked, out var before);
            if (isPage)
                question[token!] = before;
            if (token is not null && body.Text(token) is { } next)
                open[asked] = next;
            var waiting = new Waiting(file, region, kind, question, body, index + 1, isPage);
            if (kind.Call == Operations.GetMetricData || (kind.Of is { } named && !question.ContainsKey(named.Member)))
                _waiting.Add(waiting);
            else if (kind.Call == Operations.GetQueryResults)
                Counted(waiting);
            else
                Append(waiting);
        }

        foreach (var ((call, _), _) in open)
        {
            evidence.Note(
                file.Name,
                $"{call.Operation} has more pages than are here: ask without --max-items, or put them into one file in order"
            );
            foreach (var kind in content.Answers.Select(a => a.Kind).Where(k => k.Call == call).Take(1))
                evidence.Coverage.Add(kind.Source, $"{Path.GetFileName(file.Name)} is not a whole listing: ask without --max-items");
        }
    }

    /// <summary>Takes AWS's refusal of a call; of what it is other files may tell.</summary>
    public void Add(ImportFile file, string region, CliError error) => _refusals.Add((file, region, error));

    /// <summary>Writes what had to wait for other files.</summary>
    public void Finish()
    {
        foreach (var (file, region, error) in _refusals)
        {
            if (error.Asked is not var (call, member, kind, source))
            {
                if (error.Status == 403)
                    evidence.NotUnderstood(file.Name, $"{error.Operation} was denied: ask again with credentials that may");
                continue;
            }

            Names.Read(JsonSerializer.SerializeToElement(error.Message));
            var name = Names.In(kind, error.Message) ?? Names.Of(kind, file.Name);
            evidence.Coverage.Add(source, error.Status == 403 ? $"AWS refused {call.Operation}: {error.Code}" : null);
            if (name is null)
                evidence.NotUnderstood(
                    file.Name,
                    $"AWS's refusal of {error.Operation} does not say of which {kind} it is: put the {kind}'s name into the file's name"
                );
            else
                evidence.Append(file, region, call, new JsonObject { [member] = name }, error);
        }

        foreach (var answers in _waiting.GroupBy(w => (w.File.Name, w.Kind.Call)))
        {
            if (answers.Key.Call == Operations.GetMetricData)
            {
                foreach (var waiting in answers)
                    Metrics(waiting);
                continue;
            }

            var (kind, named) = (answers.First().Kind, answers.First().Kind.Of!);
            var several = answers
                .Where(w => !w.IsPage)
                .GroupBy(w => w.Question.ToJsonString(), StringComparer.Ordinal)
                .Any(same => same.Count() > 1);
            var name = several ? null : Names.Of(named.Kind, answers.Key.Name);
            if (name is null)
            {
                var why = several
                    ? $"{answers.Count()} answers of {kind.Call.Operation} do not say of which {named.Kind} each is: "
                        + $"put each into a file of its own that has the {named.Kind}'s name in its name"
                    : $"an answer of {kind.Call.Operation} does not say of which {named.Kind} it is: put the {named.Kind}'s name into the"
                        + $" file's name, and the answer that lists the {named.Kind} among the files";
                evidence.NotUnderstood(answers.Key.Name, why);
                evidence.Coverage.Add(
                    kind.Source,
                    $"{Path.GetFileName(answers.Key.Name)} does not say of which {named.Kind} {kind.Call.Operation} answers"
                );
                continue;
            }

            evidence.Note(answers.Key.Name, $"{kind.Call.Operation} is taken to be of the {named.Kind} {name}");
            foreach (var waiting in answers)
            {
                waiting.Question[named.Member] = name;
                Append(waiting);
            }
        }
    }

    private void Append(Waiting answer) =>
        evidence.Append(
            answer.File,
            answer.Region,
            answer.Kind.Call,
            answer.Question,
            WireBody.Of(answer.Kind.Call, answer.Body),
            answer.Kind.IsOne,
            answer.Number
        );

    private void Metrics(Waiting answer)
    {
        if (RequestOf(answer) is { } asked)
        {
            foreach (var member in asked.EnumerateObject())
                answer.Question[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            foreach (var source in ImportedEvidence.SourcesOf(answer.Kind.Call, answer.Question))
                evidence.Coverage.Add(source);
        }
        else
            evidence.Coverage.Add(answer.Kind.Source, "the question is missing: import the file that was given to --cli-input-json too");

        Append(answer);
    }

    /// <summary>
    /// The request whose queries have the ids of the results; of several the one whose file is named as the answer's. Null where it is
    /// missing, or may be one of several.
    /// </summary>
    private JsonElement? RequestOf(Waiting answer)
    {
        var ids = answer.Body.Items("MetricDataResults").Select(result => result.Text("Id")).ToHashSet(StringComparer.Ordinal);
        var asked = _metricRequests.FindAll(r => ids.SetEquals(r.Request.Items("MetricDataQueries").Select(query => query.Text("Id"))));
        if (asked.DistinctBy(r => r.Request.GetRawText(), StringComparer.Ordinal).Count() > 1)
        {
            var stem = StemOf(answer.File.Name);
            asked = asked.FindAll(r => r.File == answer.File.Name || StemOf(r.File) == stem);
        }

        return asked.Count == 0 ? null : asked[0].Request;
    }

    /// <summary>A name without what tells a question from its answer: <c>metrics-job-input.json</c> to <c>metrics-job</c>.</summary>
    private static string StemOf(string path)
    {
        var name = path[..^Path.GetExtension(path).Length];
        foreach (var word in (string[])["-input", "-request", "-query", "-queries", "-output", "-answer", "-result"])
        {
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return name[..^word.Length];
        }

        return name;
    }

    /// <summary>The events a minute that Insights counted: what was asked about is at least what the rows are of.</summary>
    private void Counted(Waiting answer)
    {
        var rows = MinuteQuery.Rows(answer.Body).ToList();
        var query = $"{Path.GetFileName(answer.File.Name)} {answer.Number}";
        var asked = MinuteQuery.Of(
            rows.Select(row => row.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            rows.Min(row => row.Minute.Minute),
            rows.Max(row => row.Minute.Minute) + Duration.FromSeconds(59)
        );
        evidence.Append(
            answer.File,
            answer.Region,
            Operations.StartQuery,
            asked,
            Encoding.UTF8.GetBytes(new JsonObject { ["queryId"] = query }.ToJsonString()),
            number: answer.Number
        );
        Append(answer with { Question = new JsonObject { ["queryId"] = query } });
    }

    /// <summary>How an operation names the token of the next page; null where it has none.</summary>
    private static string? TokenOf(AnswerKind kind) =>
        AnswerShapes
            .Of(kind.Call)
            ?.Result.Members.Select(member => member.Name)
            .FirstOrDefault(name => name.Equals("NextToken", StringComparison.OrdinalIgnoreCase));
}
