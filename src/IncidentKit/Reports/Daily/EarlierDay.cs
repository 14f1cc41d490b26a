using System.Security.Cryptography;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Reports.Incident;
using IncidentKit.Reports.Json;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Daily;

/// <summary>What a comparison needs of the daily report of an earlier day, read from its JSON.</summary>
public sealed record EarlierDay
{
    private EarlierDay() { }

    /// <summary>Its date.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Its counts.</summary>
    public required DailyTrendRow Counts { get; init; }

    /// <summary>How many runs its mean start delay is over.</summary>
    public required int TimedRuns { get; init; }

    /// <summary>The schedules that missed or failed a run.</summary>
    public required IReadOnlySet<string> Losers { get; init; }

    /// <summary>Its findings, by rule and subject.</summary>
    public required IReadOnlySet<(string RuleId, string Subject)> Findings { get; init; }

    /// <summary>The file it was read from.</summary>
    public required ReportInput File { get; init; }

    /// <summary>Reads a kept daily report.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="content">Its content.</param>
    /// <param name="kind">The kind of day that it has to be about, as <see cref="ReportDay.Kind"/>.</param>
    /// <exception cref="InputException">It is no daily report that this version reads, or one of another kind of day.</exception>
    public static EarlierDay Parse(string name, byte[] content, string kind)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var report = json.RootElement;
            if (!report.GetProperty("schemaVersion").GetString()!.StartsWith("1.", StringComparison.Ordinal))
                throw new InputException(
                    InputProblem.Content,
                    $"{name}: was written by a newer version of the tool; use that, or another --history folder"
                );
            var day = report.GetProperty("day");
            if (day.GetProperty("kind").GetString() is var other && other != kind)
                throw new InputException(
                    InputProblem.Content,
                    $"{name}: is about a {other}, and this report about a {kind}: give each its own --history folder"
                );
            return Read(
                report,
                day.GetProperty("date").GetString()!,
                new ReportInput(name, Convert.ToHexStringLower(SHA256.HashData(content)))
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or NullReferenceException
                        or UnparsableValueException
            )
        {
            throw new InputException(InputProblem.Content, $"{name}: is not a daily gap report; move it out of the --history folder", e);
        }
    }

    private static EarlierDay Read(JsonElement report, string date, ReportInput file)
    {
        var totals = report.GetProperty("totals");
        var known = totals.ValueKind != JsonValueKind.Null;
        int? Count(string name) => known ? totals.GetProperty(name).GetInt32() : null;
        var label = LocalDatePattern.Iso.Parse(date).Value;
        return new EarlierDay
        {
            Date = label,
            Counts = new DailyTrendRow(
                label,
                Count("expected"),
                Count("late"),
                Count("failed"),
                Count("missed"),
                Count("unknown"),
                known ? Delay(totals) : null
            ),
            TimedRuns = Count("timedRuns") ?? 0,
            Losers = report
                .GetProperty("schedules")
                .EnumerateArray()
                .Where(s => s.GetProperty("missed").GetInt32() + s.GetProperty("failed").GetInt32() > 0)
                .Select(s => s.GetProperty("name").GetString()!)
                .ToHashSet(StringComparer.Ordinal),
            Findings = report
                .GetProperty("findings")
                .EnumerateArray()
                .SelectMany(f =>
                    f.GetProperty("subjects").EnumerateArray().Select(s => (f.GetProperty("ruleId").GetString()!, s.GetString()!))
                )
                .ToHashSet(),
            File = file,
        };
    }

    private static Duration? Delay(JsonElement totals) => totals.GetProperty("meanStartDelay").Deserialize<Duration?>(ReportJson.Options);
}
