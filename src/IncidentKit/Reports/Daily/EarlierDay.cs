using System.Security.Cryptography;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Reports.Incident;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Daily;

/// <summary>What a comparison needs of the daily report of an earlier day, read from its JSON.</summary>
internal sealed record EarlierDay
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
            var head = KeptDay.ReadHead(content);
            if (!head.SchemaVersion.StartsWith("1.", StringComparison.Ordinal))
                throw new InputException(
                    InputProblem.Content,
                    $"{name}: was written by a newer version of the tool; use that, or another --history folder"
                );
            if (head.Day?.Kind is { } other && other != kind)
                throw new InputException(
                    InputProblem.Content,
                    $"{name}: is about a {other}, and this report about a {kind}: give each its own --history folder"
                );
            return Of(KeptDay.Read(content), new ReportInput(name, Convert.ToHexStringLower(SHA256.HashData(content))));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or UnparsableValueException)
        {
            throw new InputException(InputProblem.Content, $"{name}: is not a daily gap report; move it out of the --history folder", e);
        }
    }

    private static EarlierDay Of(KeptDay kept, ReportInput file)
    {
        var (date, totals) = (kept.Day.Date, kept.Totals);
        return new EarlierDay
        {
            Date = date,
            Counts = new DailyTrendRow(
                date,
                totals?.Expected,
                totals?.Late,
                totals?.Failed,
                totals?.Missed,
                totals?.Unknown,
                totals?.MeanStartDelay
            ),
            TimedRuns = totals?.TimedRuns ?? 0,
            Losers = kept.Schedules.Where(s => s.Missed + s.Failed > 0).Select(s => s.Name).ToHashSet(StringComparer.Ordinal),
            Findings = kept.Findings.SelectMany(f => f.Subjects.Select(s => (f.RuleId, s))).ToHashSet(),
            File = file,
        };
    }
}
