using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Fuzz;

/// <summary>
/// Every member of every recorded answer, in every second of its places and in all of them, left out or given a value that it cannot have.
/// No report ends as a bug or takes long, and none calls more runs missed than the sound one: what cannot be read is unknown.
/// </summary>
static class MembersCampaign
{
    const string Body = "\"body\":";
    const string LeftOut = "left out";

    static readonly Duration Longest = Duration.FromSeconds(5);

    /// <summary>What no member means. A wrong value that could be meant is not among them.</summary>
    static readonly string[] Values = [LeftOut, "null", "true", "{}", "[]", "\"\"", "\"x\"", "-1", "1e300", "253402300799999"];

    /// <summary>Tries them in turn, from a drawn one on.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, CancellationToken ct)
    {
        InProcess.UseNoRealAccount();
        using var work = new TemporaryFolder();
        var bundle = new SmallBundle();
        var (changed, output) = (work.PathOf("bundle"), work.PathOf("out"));
        bundle.Write(changed);
        var sound = await MissedAsync(changed, output);
        var places = Places(bundle).SelectMany(_ => Values, (place, value) => (place.File, place.Path, Value: value)).ToList();
        var (rows, wrong) = (new SortedDictionary<string, int[]>(StringComparer.Ordinal), new List<string>());
        var began = Stopwatch.GetTimestamp();
        var (first, cases) = (new Random(budget.Seed).Next(places.Count), 0);
        for (; cases < Math.Min(budget.Cases, places.Count * 2); cases++)
        {
            ct.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(began) > budget.Time.ToTimeSpan())
                break;
            // Steps that share no divisor with the number of places come to each of them, in an order in which neighbours are far apart.
            var (file, path, value) = places[(int)((first + (cases / 2 * 7919L)) % places.Count)];
            var every = 1 + (cases % 2);
            bundle.Write(changed, file, Change(bundle.Files[file], path, value, every));
            var (ending, missed) = await MissedAsync(changed, output);
            var row = rows.TryGetValue(file, out var found) ? found : rows[file] = new int[3];
            row[0]++;
            var problem = ending.Wrong(Longest) ?? (missed > sound.Missed ? $"{missed} runs missed, not {sound.Missed}" : null);
            row[1] += ending.Code is 0 or 1 or 4 ? 0 : 1;
            row[2] += problem is null ? 0 : 1;
            if (problem is not null)
                wrong.Add($"{file} {path} {value}, every {(every == 1 ? "" : "second ")}one: {problem[..Math.Min(300, problem.Length)]}");
        }

        return new(
            ["answers", "cases", "refused", "wrong"],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Key, .. row.Value.Select(n => n.ToString(CultureInfo.InvariantCulture))])],
            cases,
            wrong
        );
    }

    /// <summary>Runs a report; how many runs it calls missed.</summary>
    static async Task<(Ending Ending, int Missed)> MissedAsync(string bundle, string output)
    {
        var ending = await InProcess.RunAsync("report", bundle, "--out", output);
        var missed = 0;
        if (ending.Code is 0)
        {
            using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(output, "incident-report.json")));
            missed = report.RootElement.GetProperty("totals").GetProperty("missed").GetInt32();
        }

        return (ending, missed);
    }

    /// <summary>The members of the answers of a file, without the places of lists they stand at.</summary>
    static IEnumerable<(string File, string Path)> Places(SmallBundle bundle) =>
        from file in bundle.Files
        where file.Key.EndsWith(".ndjson", StringComparison.Ordinal)
        from path in Lines(file.Value)
            .SelectMany(line => Paths(JsonNode.Parse(line[(line.IndexOf(Body, StringComparison.Ordinal) + Body.Length)..^1]), ""))
            .Distinct()
            .Order(StringComparer.Ordinal)
        select (file.Key, path);

    static IEnumerable<string> Paths(JsonNode? node, string at) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Paths(member.Value, $"{at}/{member.Key}").Prepend($"{at}/{member.Key}")),
            JsonArray items => items.SelectMany(item => Paths(item, $"{at}/*").Prepend($"{at}/*")),
            _ => [],
        };

    static byte[] Change(byte[] file, string path, string value, int every)
    {
        var seen = 0;
        var text = new StringBuilder();
        foreach (var line in Lines(file))
        {
            var body = line.IndexOf(Body, StringComparison.Ordinal) + Body.Length;
            var root = JsonNode.Parse(line[body..^1])!;
            foreach (var (parent, key) in At(root, path[1..].Split('/')).Reverse())
            {
                if (seen++ % every != 0)
                    continue;
                if (parent is JsonArray items)
                    Put(
                        value,
                        () => items.RemoveAt(int.Parse(key, CultureInfo.InvariantCulture)),
                        node => items[int.Parse(key, CultureInfo.InvariantCulture)] = node
                    );
                else if (parent is JsonObject members)
                    Put(value, () => members.Remove(key), node => members[key] = node);
            }

            text.Append(line, 0, body).Append(root.ToJsonString()).Append("}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static void Put(string value, Action leaveOut, Action<JsonNode?> put)
    {
        if (value == LeftOut)
            leaveOut();
        else
            put(JsonNode.Parse(value));
    }

    static IEnumerable<(JsonNode Parent, string Key)> At(JsonNode? node, string[] path) =>
        (node, path) switch
        {
            (JsonArray items, ["*"]) => items.Select((_, at) => ((JsonNode)items, at.ToString(CultureInfo.InvariantCulture))),
            (JsonObject members, [var last]) => members.ContainsKey(last) ? [(members, last)] : [],
            (JsonArray items, ["*", .. var rest]) => items.ToList().SelectMany(item => At(item, rest)),
            (JsonObject members, [var name, .. var rest]) => At(members[name], rest),
            _ => [],
        };

    static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
