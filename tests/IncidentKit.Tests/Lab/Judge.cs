using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentKit.Tests.Lab;

/// <summary>Holds a report against what was expected of it.</summary>
internal static class Judge
{
    /// <summary>Every expectation that failed, one sentence each.</summary>
    public static IReadOnlyList<string> Of(Story story, JsonElement report, string markdown) =>
        [
            .. OfRuns(story, report),
            .. OfTimes(story, report.GetProperty("incident")),
            .. OfCauses(story, report),
            .. OfOutages(story, report),
            .. OfText(story, markdown),
            .. story.Check?.Invoke(report) ?? [],
        ];

    private static IEnumerable<string> OfRuns(Story story, JsonElement report)
    {
        var schedules = report.GetProperty("schedules").EnumerateArray().ToList();
        if (story.Unknown is { } most && schedules.Sum(s => Number(s, "unknown")) is var unknown && unknown > most)
            yield return $"{unknown} runs unknown, at most {most} expected";
        if (story.Lost is null)
            yield break;
        var expected = story
            .Lost.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(' '))
            .ToDictionary(p => p[0], p => p[1].Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray());
        var lost = schedules
            .GroupBy(s => s.GetProperty("name").GetString()!)
            .ToDictionary(g => g.Key, g => g.Sum(s => Number(s, "missed") + Number(s, "failed")));
        foreach (var (name, range) in expected)
        {
            var got = lost.GetValueOrDefault(name);
            if (got < range[0] || got > range[^1])
                yield return $"{name}: {got} runs lost, not {string.Join(" to ", range)}";
        }

        foreach (var (name, got) in lost.Where(l => l.Value > 0 && !expected.ContainsKey(l.Key)))
            yield return $"{name}: {got} runs lost, none expected";
    }

    private static IEnumerable<string> OfTimes(Story story, JsonElement incident)
    {
        foreach (var (what, wanted) in new[] { ("onset", story.Onset), ("mitigated", story.Mitigated), ("resolved", story.Resolved) })
        {
            if (wanted is null)
                continue;
            var range = wanted.Split("..").Select(World.T).ToArray();
            var text = incident.GetProperty(what).GetString();
            if (text is null || World.T(text) < range[0] || World.T(text) > range[^1])
                yield return $"{what} {text ?? "unknown"}, not {wanted}";
        }

        if (story.GoesOn && incident.GetProperty("mitigated").GetString() is { } mitigated)
            yield return $"mitigated {mitigated}, though runs are still lost";
    }

    private static IEnumerable<string> OfCauses(Story story, JsonElement report)
    {
        var causes = report
            .GetProperty("findings")
            .EnumerateArray()
            .Select(f => (Rule: f.GetProperty("ruleId").GetString()!, Sure: f.GetProperty("certainty").GetString()!, Finding: f))
            .Where(f => !f.Rule.StartsWith("IK5", StringComparison.Ordinal) && !f.Rule.StartsWith("IK6", StringComparison.Ordinal))
            .ToList();
        var all = string.Join(", ", causes.Select(c => $"{c.Rule} {c.Sure}"));
        var likely = causes.FindAll(c => c.Sure != "notExcluded");
        string[] wanted = story.Cause?.Split('|') ?? [];
        if (wanted.Length > 0)
        {
            var first = likely.FirstOrDefault();
            if (first.Rule is null || !wanted.Contains(first.Rule))
                yield return $"{story.Cause} is not first among [{all}]";
            var named = likely.FindAll(c => wanted.Contains(c.Rule));
            if (story.Sure && named.Count > 0 && named.TrueForAll(c => c.Sure != "confirmed"))
                yield return $"{story.Cause} is {named[0].Sure}, not confirmed";
            if (
                story.Explains is { } explains
                && named.Count > 0
                && named.TrueForAll(c => c.Finding.GetProperty("explainsOnset").GetBoolean() != explains)
            )
                yield return $"{story.Cause} {(explains ? "does not explain" : "explains")} the onset";
        }

        foreach (var rule in story.Also.Where(r => !likely.Exists(c => c.Rule == r)))
            yield return $"{rule} not found in [{all}]";
        foreach (var rule in story.Never.Where(r => causes.Exists(c => c.Rule == r)))
            yield return $"{rule} found";
        string[] free = [.. wanted, .. story.Also, .. story.MayBe];
        foreach (var rule in causes.Where(c => c.Sure == "confirmed" && !free.Contains(c.Rule)).Select(c => c.Rule).Distinct())
            yield return $"wrongly confirmed: {rule}";
    }

    private static IEnumerable<string> OfOutages(Story story, JsonElement report)
    {
        var outages = report.GetProperty("outages").EnumerateArray().ToList();
        if (story.Outages is { } number && outages.Count != number)
            yield return $"{outages.Count} outages, not {number}";
        var triggers = outages
            .Select(o => o.GetProperty("trigger"))
            .Where(t => t.ValueKind == JsonValueKind.String)
            .Select(t => t.GetString()!)
            .ToList();
        if (story.Trigger is { } trigger && !triggers.Exists(t => Regex.IsMatch(t, trigger)))
            yield return $"trigger [{string.Join("; ", triggers)}], not /{trigger}/";
        if (story.TriggerNot is { } not && triggers.Find(t => Regex.IsMatch(t, not)) is { } wrong)
            yield return $"trigger {wrong} is wrong";
        var verdict = report.GetProperty("readiness").GetProperty("verdict").GetString()!;
        if (story.Ready is { } ready && !ready.Split('|').Contains(verdict))
        {
            var reasons = report.GetProperty("readiness").TryGetProperty("reasons", out var why) ? why.ToString() : "";
            yield return $"readiness {verdict}, not {ready}: {reasons}";
        }
    }

    private static IEnumerable<string> OfText(Story story, string markdown)
    {
        var text = Regex.Replace(Regex.Replace(markdown, @"(?m)^\[\^[^\]]*\]:.*$", ""), @"\s*\[\^[^\]]*\]", "");
        var summary = Regex.Match(text, @"(?ms)^## Summary\n(.*?)(?=^## |\z)").Groups[1].Value.Trim();
        foreach (var pattern in story.Summary.Where(p => !Regex.IsMatch(summary, p)))
            yield return $"the Summary does not have /{pattern}/: {summary}";
        foreach (var pattern in story.SummaryNot.Where(p => Regex.IsMatch(summary, p)))
            yield return $"the Summary has /{pattern}/: {summary}";
        foreach (var pattern in story.Report.Where(p => !Regex.IsMatch(text, p)))
            yield return $"the report does not have /{pattern}/";
        var lost = story.Lost?.Split(", ").Any(p => p.Length > 0 && !p.Contains(" 0", StringComparison.Ordinal)) == true;
        if (lost && Regex.IsMatch(summary, "(?i)no outage"))
            yield return $"runs were lost, and the Summary says that there was no outage: {summary}";
        if (lost && story.Cause is { } cause && story.Summary.Length == 0 && !Regex.IsMatch(summary, cause))
            yield return $"the Summary does not name {cause}: {summary}";
    }

    private static int Number(JsonElement schedule, string field) =>
        schedule.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 0;
}
