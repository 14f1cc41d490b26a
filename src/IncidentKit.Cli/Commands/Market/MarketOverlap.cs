using System.CommandLine;
using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Reports.Json;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market ID overlap</c>: minutes and bars of one window, or of each in a file.</summary>
internal sealed class MarketOverlap(MarketInputs market)
{
    private static readonly string[] AddedColumns =
    [
        "pre_minutes",
        "regular_minutes",
        "post_minutes",
        "closed_minutes",
        "sessions",
        "bars_1m",
        "bars_5m",
        "bars_15m",
        "bars_60m",
        "next_tradable_at_end",
    ];

    private static readonly int[] BarMinutes = [1, 5, 15, 60];

    public Verb Create()
    {
        var from = new Option<string?>("--from") { Description = "Start of the window, inclusive.", HelpName = "TIME" };
        var to = new Option<string?>("--to")
        {
            Description = "End of the window, exclusive; a bare date means its whole day.",
            HelpName = "TIME",
        };
        var windows = new Option<string?>("--windows")
        {
            Description = "A CSV file with the columns start and end; it is written to standard output with columns added.",
            HelpName = "FILE.csv",
        };
        var format = MarketInputs.Format("table", "csv", "json");
        var command = new Verb(
            "overlap",
            "Counts the minutes of a window by the market's phase. closed_minutes of "
                + "--windows include breaks; what the calendar does not know stays empty.",
            "incidentkit market XNYS overlap --from 2026-01-29T16:37Z --to 2026-01-29T23:02Z"
        )
        {
            from,
            to,
            windows,
            format,
        };
        command.Validators.Add(result =>
        {
            var one = result.GetValue(from) is not null && result.GetValue(to) is not null;
            if ((result.GetValue(windows) is null) ? !one : result.GetValue(from) is not null || result.GetValue(to) is not null)
                result.AddError("give either --from and --to, or --windows");
        });
        command.SetAction(parsed =>
        {
            var calendar = market.Calendar(parsed);
            if (parsed.GetValue(windows) is { } file)
                return Many(calendar, file);
            var window = TimeText.Window(parsed.GetValue(from)!, parsed.GetValue(to)!, calendar.TimeZone);
            if (parsed.GetValue(format) == "csv")
                market.Csv(
                    $"start,end,{string.Join(',', AddedColumns)}",
                    [
                        [window.Start.ToIso(), window.End.ToIso(), .. Added(calendar, window)],
                    ]
                );
            else
                One(calendar, window, parsed.GetValue(format) == "json");
            return calendar.Knows(window) ? ExitCode.Done : PartlyUnknown(calendar, window);
        });
        return command;
    }

    private void One(MarketCalendar calendar, Interval window, bool json)
    {
        var overlap = calendar.Overlap(window);
        var bars = BarMinutes
            .Select(m => (Minutes: m, Bars: overlap.IsKnown ? calendar.BarsTouched(window, Duration.FromMinutes(m)) : (long?)null))
            .ToList();
        if (json)
        {
            market.Write(
                new
                {
                    calendar = calendar.Id,
                    version = calendar.Version,
                    validThrough = MarketTime.Date(calendar.ValidThrough),
                    start = window.Start,
                    end = window.End,
                    minutes = overlap.Minutes,
                    sessions = overlap.Touched.Select(t => new { session = SessionText.Model(t.Session), minutes = t.Minutes }),
                    opens = overlap.Opens,
                    closes = overlap.Closes,
                    bars = bars.ToDictionary(b => $"{b.Minutes}m", b => b.Bars, StringComparer.Ordinal),
                    nextTradableAtEnd = calendar.NextTradable(window.End),
                }
            );
            return;
        }

        market.Header(calendar);
        market.Output.WriteLine($"window          {window.Start.ToIso()} to {window.End.ToIso()}, {ReportJson.Text(window.Duration)}");
        foreach (
            var phase in new[]
            {
                MarketPhase.Pre,
                MarketPhase.Regular,
                MarketPhase.Break,
                MarketPhase.Post,
                MarketPhase.Closed,
                MarketPhase.Unknown,
            }
        )
        {
            if (overlap.Minutes.Of(phase) > 0 || phase == MarketPhase.Regular)
                market.Output.WriteLine($"{EnumWords.Of(phase.ToString()), -15} {overlap.Minutes.Of(phase)} min");
        }

        foreach (var (session, _) in overlap.Touched)
        {
            var hours = SessionText.Hours(session, calendar, " to ");
            market.Output.WriteLine(
                $"session         {MarketTime.Date(session.Label)}  {hours} {SessionText.Remarks(session, calendar)}".TrimEnd()
            );
        }

        market.Output.WriteLine($"opens inside    {Listed(overlap.Opens)}");
        market.Output.WriteLine($"closes inside   {Listed(overlap.Closes)}");
        var touched = bars.Select(b => $"{b.Bars?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} of {b.Minutes} min");
        market.Output.WriteLine($"bars touched    {string.Join(", ", touched)}");
        market.Output.WriteLine($"next tradable   {(calendar.NextTradable(window.End) is { } next ? next.ToIso() : "unknown")}");

        static string Listed(IEnumerable<Instant> instants) => string.Join(", ", instants.Select(InstantText.ToIso).DefaultIfEmpty("none"));
    }

    private int Many(MarketCalendar calendar, string path)
    {
        var file = CsvFile.Open(path, "start", "end");
        var answers = new List<string>();
        var unknown = new List<Interval>();
        foreach (var row in file.Rows())
        {
            var (start, end) = (row.Moment("start"), row.Moment("end"));
            if (end < start)
                throw row.Mistake("end", "the window ends before it starts");
            var window = new Interval(start, end);
            if (!calendar.Knows(window))
                unknown.Add(window);
            answers.Add(string.Join(',', row.Cells.Select(MarketInputs.Cell).Concat(Added(calendar, window))));
        }

        market.Output.WriteLine(string.Join(',', file.Columns.Select(MarketInputs.Cell).Concat(AddedColumns)));
        foreach (var answer in answers)
            market.Output.WriteLine(answer);
        return unknown.Count == 0
            ? ExitCode.Done
            : PartlyUnknown(calendar, new Interval(unknown.Min(w => w.Start), unknown.Max(w => w.End)));
    }

    private int PartlyUnknown(MarketCalendar calendar, Interval window) =>
        market.PartlyUnknown(calendar, window.Start.InZone(calendar.TimeZone).Date, window.End.InZone(calendar.TimeZone).Date);

    private static IEnumerable<string> Added(MarketCalendar calendar, Interval window)
    {
        if (!calendar.Knows(window))
            return AddedColumns.Select(_ => "");
        var minutes = calendar.MinutesBetween(window.Start, window.End);
        return
        [
            .. new[] { minutes.Pre, minutes.Regular, minutes.Post, minutes.Closed + minutes.Break, calendar.SessionsTouched(window) }
                .Concat(BarMinutes.Select(m => calendar.BarsTouched(window, Duration.FromMinutes(m))))
                .Select(n => n.ToString(CultureInfo.InvariantCulture)),
            calendar.NextTradable(window.End) is { } next ? next.ToIso() : "",
        ];
    }
}
