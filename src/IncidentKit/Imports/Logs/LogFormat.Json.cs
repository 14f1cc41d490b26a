using System.Text;
using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Imports.Logs;

/// <content>Logs that write one JSON object a line.</content>
internal sealed partial record LogFormat
{
    private static LogFormat Ndjson(string name, List<byte[]> lines, LogReading reading)
    {
        var members = new Dictionary<string, List<byte[]>>(StringComparer.Ordinal);
        foreach (var line in lines)
            AddMembers(line, members);
        string[] known = reading.TimeField is { } given ? [given] : TimeFields;
        var candidates = Best(known.Where(members.ContainsKey));
        // A member of another name is a time where all objects have it, written as a date.
        if (candidates.Count == 0 && reading.TimeField is null)
            candidates = [.. Best(members.Keys.Order(StringComparer.Ordinal)).Where(c => c.Best.Count == lines.Count && !c.Best.IsNumber)];
        if (candidates.Count == 0)
        {
            throw new InputException(
                InputProblem.Content,
                $"{name}: its JSON objects have no time that is understood"
                    + $" in {(reading.TimeField is null ? "timestamp, time, ts, …" : reading.TimeField)}: "
                    + "name the member that holds it with --time-field."
            );
        }

        var (field, found) = candidates[0];
        NeedZoneAndYear(name, found, reading);
        var anchored = found.Anchored(reading);
        var times = found.Form;
        var further = candidates.SelectMany(c => FormsOf(c.Field, c.Best)).Skip(1).DistinctBy(f => (f.Field, f.Form)).ToList();
        var stream = reading.StreamField ?? StreamFields.FirstOrDefault(members.ContainsKey);
        return new LogFormat(
            $"JSON objects, one a line, with {Words(times)} in \"{field}\"{(stream is null ? "" : $" and the stream in \"{stream}\"")}",
            () =>
                new NdjsonLines(
                    new TimestampReader(times, anchored),
                    Encoding.UTF8.GetBytes(field),
                    Encoding.UTF8.GetBytes(stream ?? ""),
                    [.. further.Select(f => (Encoding.UTF8.GetBytes(f.Field), new TimestampReader(f.Form, f.Reading)))]
                ),
            IsTable: false
        );

        // Values of one member that are not in its form may be in another.
        IEnumerable<(string Field, TimestampForm Form, LogReading Reading)> FormsOf(string member, FoundForm best)
        {
            yield return (member, best.Form, best.Form == times ? anchored : best.Anchored(reading));
            var rest = members[member].Where(value => !TimestampText.TryRead(best.Form, value, out _)).ToList();
            if (rest.Count > 0 && FoundForm.Of(rest, reading) is { Count: > 0, IsAmbiguous: false } second)
                yield return (member, second.Form, second.Anchored(reading));
        }

        List<(string Field, FoundForm Best)> Best(IEnumerable<string> fields) =>
            [
                .. fields
                    .Select(f => (f, FoundForm.Of(members[f], reading)))
                    .Where(f => f.Item2.Count > 0)
                    .OrderByDescending(f => f.Item2.Count),
            ];
    }

    private static void AddMembers(byte[] line, Dictionary<string, List<byte[]>> members)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            AddAll("", json.RootElement, NdjsonLines.Deepest);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Counted when it is read.
        }

        void AddAll(string prefix, JsonElement value, int deeper)
        {
            foreach (var member in value.EnumerateObject())
            {
                Add(prefix + member.Name, member.Value);
                if (member.Value.ValueKind == JsonValueKind.Object && deeper > 0)
                    AddAll($"{prefix}{member.Name}.", member.Value, deeper - 1);
            }
        }

        void Add(string name, JsonElement value)
        {
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                return;
            if (!members.TryGetValue(name, out var values))
                members.Add(name, values = []);
            values.Add(Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        }
    }
}
