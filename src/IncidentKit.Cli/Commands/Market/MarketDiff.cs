using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market diff</c>: what changed between two versions of a calendar, day by day.</summary>
internal sealed class MarketDiff(MarketInputs market)
{
    public Verb Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "An older and a newer calendar file; one alone is compared with the tool's calendar of that market.",
            Arity = new ArgumentArity(1, 2),
        };
        var format = MarketInputs.Format("table", "csv", "json");
        var command = new Verb(
            "diff",
            "Shows the days on which two versions of a calendar differ; exit code 1 if there are any.",
            "incidentkit market diff XNYS.yaml --format csv"
        )
        {
            files,
            format,
        };
        command.SetAction(parsed =>
        {
            if (market.Id(parsed) is { } id)
                throw new InputException(InputProblem.CommandLine, $"market diff takes the market from the files; leave '{id}' out");
            var read = parsed.GetValue(files)!.Select(MarketCalendar.Load).ToList();
            var (older, newer) = read.Count == 2 ? (read[0], read[1]) : (market.Calendars(parsed).Get(read[0].Id), read[0]);
            if (!string.Equals(older.Id, newer.Id, StringComparison.OrdinalIgnoreCase))
                throw new InputException(InputProblem.CommandLine, $"{older.Id} and {newer.Id} are different markets");
            var changes = Changes(older, newer);
            Write(older, newer, changes, parsed.GetValue(format)!);
            return changes.Count > 0 ? ExitCode.Findings : ExitCode.Done;
        });
        return command;
    }

    /// <summary>The days that both know and tell differently, and those that only one knows the end of.</summary>
    private static List<Change> Changes(MarketCalendar older, MarketCalendar newer)
    {
        var changes = new List<Change>();
        for (
            var day = LocalDate.Min(older.ValidFrom, newer.ValidFrom);
            day <= LocalDate.Max(older.ValidThrough, newer.ValidThrough);
            day = day.PlusDays(1)
        )
        {
            var (was, now) = (Text(older, day), Text(newer, day));
            if (was != now && was is not null && now is not null)
                changes.Add(new Change(day, was, now));
        }

        return changes;
    }

    private static string? Text(MarketCalendar calendar, LocalDate day) =>
        day >= calendar.ValidFrom && day <= calendar.ValidThrough ? SessionText.Day(day, calendar) : null;

    private void Write(MarketCalendar older, MarketCalendar newer, IReadOnlyList<Change> changes, string format)
    {
        switch (format)
        {
            case "csv":
                market.Csv("date,was,is", changes.Select(c => (string?[])[MarketTime.Date(c.Date), c.Was, c.Is]));
                break;
            case "json":
                market.Write(
                    new
                    {
                        calendar = newer.Id,
                        older = Head(older),
                        newer = Head(newer),
                        days = changes.Select(c => new
                        {
                            date = MarketTime.Date(c.Date),
                            c.Was,
                            c.Is,
                        }),
                    }
                );
                break;
            default:
                market.Output.WriteLine($"{newer.Id}: {Range(older)} against {Range(newer)}");
                foreach (var change in changes)
                {
                    market.Output.WriteLine($"{MarketTime.Date(change.Date)}  was {change.Was}");
                    market.Output.WriteLine($"{"", -10}  is  {change.Is}");
                }

                market.Output.WriteLine(changes.Count == 1 ? "1 day differs" : $"{changes.Count} days differ");
                break;
        }
    }

    private static object Head(MarketCalendar calendar) =>
        new
        {
            calendar.Version,
            validFrom = MarketTime.Date(calendar.ValidFrom),
            validThrough = MarketTime.Date(calendar.ValidThrough),
        };

    private static string Range(MarketCalendar calendar) =>
        $"{calendar.Version} ({MarketTime.Date(calendar.ValidFrom)} to {MarketTime.Date(calendar.ValidThrough)})";

    private sealed record Change(LocalDate Date, string Was, string Is);
}
