using System.CommandLine;
using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Reports.Json;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Cli.Commands;

/// <summary><c>market</c>: what the calendars know.</summary>
internal sealed class MarketCommand
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

    private readonly CliHost _host;
    private readonly Argument<string?> _id = new("ID")
    {
        Description = "A market's code or alias: XNYS, NASDAQ, XLON …; see market list.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _calendars = CalendarFolder.Create(recursive: true);

    private MarketCommand(CliHost host) => _host = host;

    public static Command Create(CliHost host)
    {
        var market = new MarketCommand(host);
        var command = new Verb(
            "market",
            "Answers from a market's calendar: its sessions, its phase at a time, minutes and bars of a window.",
            "incidentkit market list"
        )
        {
            market._id,
            market._calendars,
            market.Sessions(),
            market.Status(),
            market.Overlap(),
            market.List(),
        };
        command.SetAction(parsed =>
        {
            host.Tell($"incidentkit: what of the market? {string.Join(", ", command.Subcommands.Select(c => c.Name))}; see market --help");
            return ExitCode.CommandLine;
        });
        return command;
    }

    // ------------------------------------------------------------ sessions

    private Verb Sessions()
    {
        var from = new Option<string>("--from")
        {
            Description = "The first session date, inclusive.",
            HelpName = "DATE",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "The last session date, inclusive.",
            HelpName = "DATE",
            Required = true,
        };
        var format = Format("table", "csv", "json");
        var command = new Verb(
            "sessions",
            "Lists the sessions with labels in a range of dates.",
            "incidentkit market XTKS sessions --from 2026-05-01 --to 2026-05-08 --format csv"
        )
        {
            from,
            to,
            format,
        };
        command.SetAction(parsed =>
        {
            var calendar = Calendar(parsed);
            var (first, last) = (Date("--from", parsed.GetValue(from)!), Date("--to", parsed.GetValue(to)!));
            if (last < first)
                throw new InputException(
                    InputProblem.CommandLine,
                    $"the range ends before it starts: --from is {MarketTime.Date(first)}, --to is {MarketTime.Date(last)}"
                );
            var sessions = calendar.Sessions(first, last);
            switch (parsed.GetValue(format))
            {
                case "csv":
                    WriteCsv(sessions);
                    break;
                case "json":
                    Write(
                        new
                        {
                            calendar = calendar.Id,
                            version = calendar.Version,
                            validFrom = MarketTime.Date(calendar.ValidFrom),
                            validThrough = MarketTime.Date(calendar.ValidThrough),
                            sessions = sessions.Select(Model),
                        }
                    );
                    break;
                default:
                    WriteTable(calendar, sessions, calendar.ClosedDays(first, last));
                    break;
            }

            return calendar.Knows(first) && calendar.Knows(last) ? ExitCode.Done : PartlyUnknown(calendar);
        });
        return command;
    }

    /// <summary>A line a session; one with several breaks has a line for each.</summary>
    private void WriteCsv(IReadOnlyList<TradingSession> sessions)
    {
        _host.Output.WriteLine("session,open,break_start,break_end,close");
        foreach (var session in sessions)
        {
            foreach (var pause in session.Breaks.Select(b => $"{TimeText.Text(b.Start)},{TimeText.Text(b.End)}").DefaultIfEmpty(","))
                _host.Output.WriteLine(
                    $"{MarketTime.Date(session.Label)},{TimeText.Text(session.Open)},{pause},{TimeText.Text(session.Close)}"
                );
        }
    }

    private void WriteTable(MarketCalendar calendar, IReadOnlyList<TradingSession> sessions, IReadOnlyList<ClosedDay> closed)
    {
        var days = sessions
            .Select(s => (Date: s.Label, Text: $"{Local(s.Open, calendar)}  {Local(s.Close, calendar)}  {Remarks(s, calendar)}".TrimEnd()))
            .Concat(
                closed.Select(d =>
                    (d.Date, Text: $"closed: {d.Name}{(d.Projected ? " (projected)" : "")}{(d.Unconfirmed ? " (unconfirmed)" : "")}")
                )
            )
            .OrderBy(d => d.Date);
        Header(calendar);
        _host.Output.WriteLine($"{"session", -15} {"open", -24} {"close", -24}");
        foreach (var (date, text) in days)
            _host.Output.WriteLine($"{date.ToString("uuuu-MM-dd ddd", CultureInfo.InvariantCulture), -15} {text}");
    }

    /// <summary>What is not ordinary about a session, and its breaks.</summary>
    private static string Remarks(TradingSession session, MarketCalendar calendar) =>
        string.Join(
            ", ",
            [
                .. session.Breaks.Select(b => $"break {Between(b, calendar)}"),
                .. session.Halts.Select(h => $"halted {Between(h, calendar)}"),
                .. session.Remarks() is { } remarks ? [remarks] : Array.Empty<string>(),
            ]
        );

    private static string Between(SessionBreak pause, MarketCalendar calendar) =>
        $"{Clock(pause.Start, calendar)} to {Clock(pause.End, calendar)}";

    private static object Model(TradingSession session) =>
        new
        {
            date = MarketTime.Date(session.Label),
            session.PreOpen,
            session.Open,
            breaks = session.Breaks,
            halts = session.Halts,
            session.Close,
            session.PostClose,
            marks = session.Marks == SessionMarks.None
                ? []
                : session.Marks.ToString().Split(", ").Select(m => char.ToLowerInvariant(m[0]) + m[1..]),
            session.Note,
        };

    // ------------------------------------------------------------ status

    private Verb Status()
    {
        var at = new Option<string?>("--at") { Description = "The time; default: now.", HelpName = "TIME" };
        var format = Format("table", "json");
        var command = new Verb(
            "status",
            "Says what the market does at a time, and when it opens and closes around it.",
            "incidentkit market XNYS status --at 2026-01-29T16:36Z"
        )
        {
            at,
            format,
        };
        command.SetAction(parsed =>
        {
            var calendar = Calendar(parsed);
            var time = parsed.GetValue(at) is { } text
                ? TimeText.Read("--at", text, calendar.TimeZone)
                : Instant.FromUnixTimeSeconds(_host.Clock.GetCurrentInstant().ToUnixTimeSeconds());
            var phase = calendar.PhaseAt(time);
            (string Name, Instant? At)[] around =
            [
                ("previousOpen", calendar.PreviousOpen(time)),
                ("previousClose", calendar.PreviousClose(time)),
                ("nextOpen", calendar.NextOpen(time)),
                ("nextClose", calendar.NextClose(time)),
                ("nextTradable", calendar.NextTradable(time)),
            ];
            if (parsed.GetValue(format) == "json")
            {
                var model = new Dictionary<string, object?>
                {
                    ["calendar"] = calendar.Id,
                    ["version"] = calendar.Version,
                    ["validThrough"] = MarketTime.Date(calendar.ValidThrough),
                    ["at"] = time,
                    ["phase"] = phase == MarketPhase.Unknown ? null : EnumWords.Of(phase.ToString()),
                    ["session"] = calendar.SessionAt(time) is { } session ? Model(session) : null,
                };
                foreach (var (name, instant) in around)
                    model[name] = instant;
                Write(model);
            }
            else
            {
                Header(calendar);
                Row("at", $"{TimeText.Text(time)}  {Local(time, calendar)}");
                Row(
                    "phase",
                    EnumWords.Of(phase.ToString())
                        + (
                            calendar.SessionAt(time) is { } session
                                ? $", session of {MarketTime.Date(session.Label)} {Remarks(session, calendar)}".TrimEnd()
                                : ""
                        )
                );
                foreach (var (name, instant) in around)
                    Row(
                        EnumWords.Of(name),
                        instant is { } known ? $"{TimeText.Text(known)}  {Local(known, calendar)}  {Distance(known - time)}" : "unknown"
                    );
            }

            return phase == MarketPhase.Unknown || calendar.NextOpen(time) is null ? PartlyUnknown(calendar) : ExitCode.Done;
        });
        return command;

        void Row(string name, string text) => _host.Output.WriteLine($"{name, -15} {text}");
    }

    private static string Distance(Duration distance) =>
        distance < Duration.Zero ? $"{ReportJson.Text(-distance)} ago" : $"in {ReportJson.Text(distance)}";

    // ------------------------------------------------------------ overlap

    private Verb Overlap()
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
        var format = Format("table", "json");
        var command = new Verb(
            "overlap",
            "Counts the minutes of a window by the market's phase. closed_minutes of --windows include breaks; what the calendar does not know stays empty.",
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
            var calendar = Calendar(parsed);
            if (parsed.GetValue(windows) is { } file)
                return Many(calendar, file);
            var window = TimeText.Window(parsed.GetValue(from)!, parsed.GetValue(to)!, calendar.TimeZone);
            One(calendar, window, parsed.GetValue(format) == "json");
            return calendar.Knows(window) ? ExitCode.Done : PartlyUnknown(calendar);
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
            Write(
                new
                {
                    calendar = calendar.Id,
                    version = calendar.Version,
                    validThrough = MarketTime.Date(calendar.ValidThrough),
                    start = window.Start,
                    end = window.End,
                    minutes = overlap.Minutes,
                    sessions = overlap.Touched.Select(t => new { session = Model(t.Session), minutes = t.Minutes }),
                    opens = overlap.Opens,
                    closes = overlap.Closes,
                    bars = bars.ToDictionary(b => $"{b.Minutes}m", b => b.Bars, StringComparer.Ordinal),
                    nextTradableAtEnd = calendar.NextTradable(window.End),
                }
            );
            return;
        }

        Header(calendar);
        _host.Output.WriteLine(
            $"window          {TimeText.Text(window.Start)} to {TimeText.Text(window.End)}, {ReportJson.Text(window.Duration)}"
        );
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
                _host.Output.WriteLine($"{EnumWords.Of(phase.ToString()), -15} {overlap.Minutes.Of(phase)} min");
        }

        foreach (var (session, _) in overlap.Touched)
            _host.Output.WriteLine(
                $"session         {MarketTime.Date(session.Label)}  {Local(session.Open, calendar)} to {Local(session.Close, calendar)} {Remarks(session, calendar)}".TrimEnd()
            );
        _host.Output.WriteLine($"opens inside    {Listed(overlap.Opens)}");
        _host.Output.WriteLine($"closes inside   {Listed(overlap.Closes)}");
        _host.Output.WriteLine(
            $"bars touched    {string.Join(", ", bars.Select(b => $"{(b.Bars is { } n ? n.ToString(CultureInfo.InvariantCulture) : "unknown")} of {b.Minutes} min"))}"
        );
        _host.Output.WriteLine($"next tradable   {(calendar.NextTradable(window.End) is { } next ? TimeText.Text(next) : "unknown")}");

        static string Listed(IEnumerable<Instant> instants) => string.Join(", ", instants.Select(TimeText.Text).DefaultIfEmpty("none"));
    }

    private int Many(MarketCalendar calendar, string path)
    {
        var file = CsvFile.Open(path, "start", "end");
        var answers = new List<string>();
        var known = true;
        foreach (var row in file.Rows())
        {
            var (start, end) = (row.Moment("start"), row.Moment("end"));
            if (end < start)
                throw row.Mistake("end", "the window ends before it starts");
            var window = new Interval(start, end);
            known &= calendar.Knows(window);
            answers.Add(string.Join(',', row.Cells.Select(Cell).Concat(Added(calendar, window))));
        }

        _host.Output.WriteLine(string.Join(',', file.Columns.Select(Cell).Concat(AddedColumns)));
        foreach (var answer in answers)
            _host.Output.WriteLine(answer);
        return known ? ExitCode.Done : PartlyUnknown(calendar);
    }

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
            calendar.NextTradable(window.End) is { } next ? TimeText.Text(next) : "",
        ];
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // ------------------------------------------------------------ list

    private Verb List()
    {
        var format = Format("table", "json");
        var command = new Verb("list", "Lists the markets that have a calendar.", "incidentkit market list") { format };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(_id) is { } id)
                throw new InputException(InputProblem.CommandLine, $"market list names all markets; leave '{id}' out");
            var all = CalendarFolder.Calendars(parsed.GetValue(_calendars));
            var calendars = all.Ids.Select(all.Get).ToList();
            if (parsed.GetValue(format) == "json")
            {
                Write(
                    calendars.Select(c => new
                    {
                        c.Id,
                        c.Name,
                        c.Aliases,
                        c.Version,
                        timeZone = c.TimeZone.Id,
                        validFrom = MarketTime.Date(c.ValidFrom),
                        validThrough = MarketTime.Date(c.ValidThrough),
                        projectedFrom = c.ProjectedFrom is { } p ? MarketTime.Date(p) : null,
                        c.Notes,
                        c.Sources,
                    })
                );
                return ExitCode.Done;
            }

            _host.Output.WriteLine($"{"id", -6} {"known", -24} {"time zone", -18} name (aliases)");
            foreach (var c in calendars)
                _host.Output.WriteLine(
                    $"{c.Id, -6} {MarketTime.Date(c.ValidFrom)} to {MarketTime.Date(c.ValidThrough)} {c.TimeZone.Id, -18} {c.Name}{(c.Aliases.IsEmpty ? "" : $" ({string.Join(", ", c.Aliases)})")}"
                );
            return ExitCode.Done;
        });
        return command;
    }

    // ------------------------------------------------------------ in common

    private MarketCalendar Calendar(ParseResult parsed) =>
        parsed.GetValue(_id) is { } id
            ? CalendarFolder.Calendars(parsed.GetValue(_calendars)).Get(id)
            : throw new InputException(
                InputProblem.CommandLine,
                $"which market? incidentkit market ID {parsed.CommandResult.Command.Name}; see market list"
            );

    private int PartlyUnknown(MarketCalendar calendar)
    {
        _host.Tell(
            $"partly unknown: {calendar.Id} {calendar.Version} knows {MarketTime.Date(calendar.ValidFrom)} to {MarketTime.Date(calendar.ValidThrough)}; --calendars takes a newer calendar"
        );
        return ExitCode.PartlyUnknown;
    }

    private void Header(MarketCalendar calendar) =>
        _host.Output.WriteLine(
            $"{calendar.Id}: {calendar.Name}. Calendar {calendar.Version}, valid {MarketTime.Date(calendar.ValidFrom)} to {MarketTime.Date(calendar.ValidThrough)}{(calendar.ProjectedFrom is { } from ? $", projected from {MarketTime.Date(from)}" : "")}. Times of {calendar.TimeZone.Id}."
        );

    private void Write<T>(T model) =>
        _host.Output.Write(System.Text.Encoding.UTF8.GetString(ReportJson.ToFile(ReportJson.ToElement(model))));

    private static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = $"{string.Join(", ", formats)}; default: {formats[0]}.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    private static LocalDate Date(string option, string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value
            : throw new InputException(InputProblem.CommandLine, $"{option} '{text}' is not a date: write 2026-01-29");

    private static string Local(Instant instant, MarketCalendar calendar) => MarketTime.Text(instant, calendar.TimeZone);

    private static string Clock(Instant instant, MarketCalendar calendar) =>
        instant.InZone(calendar.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);
}
