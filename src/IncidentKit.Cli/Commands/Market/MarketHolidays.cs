using System.CommandLine;
using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market ID holidays</c>: the days that are not ordinary.</summary>
internal sealed class MarketHolidays(MarketInputs market)
{
    private const SessionMarks Odd =
        SessionMarks.EarlyClose | SessionMarks.LateClose | SessionMarks.LateOpen | SessionMarks.Halted | SessionMarks.Extra;

    public Verb Create()
    {
        var from = new Option<string?>("--from")
        {
            Description = "The first date, inclusive; default: January 1 of this year.",
            HelpName = "DATE",
        };
        var to = new Option<string?>("--to")
        {
            Description = "The last date, inclusive; default: December 31 of next year, or the calendar's end.",
            HelpName = "DATE",
        };
        var format = MarketInputs.Format("table", "csv", "json", "ics");
        var command = new Verb(
            "holidays",
            "Lists the days that are not ordinary: closed, early closes, late opens, extra sessions.",
            "incidentkit market XLON holidays --format ics"
        )
        {
            from,
            to,
            format,
        };
        command.SetAction(parsed =>
        {
            var calendar = market.Calendar(parsed);
            var year = market.Clock.GetCurrentInstant().InZone(calendar.TimeZone).Year;
            var end = LocalDate.Min(calendar.ValidThrough, new LocalDate(year + 1, 12, 31));
            var start = LocalDate.Min(LocalDate.Max(calendar.ValidFrom, new LocalDate(year, 1, 1)), end);
            var (first, last) = MarketInputs.Range(
                parsed.GetValue(from) ?? MarketTime.Date(start),
                parsed.GetValue(to) ?? MarketTime.Date(end)
            );
            Write(calendar, Days(calendar, first, last), parsed.GetValue(format)!);
            return first >= calendar.ValidFrom && last <= calendar.ValidThrough
                ? ExitCode.Done
                : market.PartlyUnknown(calendar, first, last);
        });
        return command;
    }

    private void Write(MarketCalendar calendar, IReadOnlyList<OddDay> days, string format)
    {
        switch (format)
        {
            case "csv":
                market.Csv(
                    "date,kind,name,open,close,projected,unconfirmed",
                    days.Select(d =>
                        (string?[])
                            [
                                MarketTime.Date(d.Date),
                                d.Kind,
                                d.Name,
                                d.Session?.Open.ToIso(),
                                d.Session?.Close.ToIso(),
                                d.Projected ? "true" : "false",
                                d.Unconfirmed ? "true" : "false",
                            ]
                    )
                );
                break;
            case "json":
                market.Write(
                    new
                    {
                        calendar = calendar.Id,
                        version = calendar.Version,
                        validThrough = MarketTime.Date(calendar.ValidThrough),
                        days = days.Select(d => new
                        {
                            date = MarketTime.Date(d.Date),
                            d.Kind,
                            d.Name,
                            session = d.Session is null ? null : SessionText.Model(d.Session),
                            d.Projected,
                            d.Unconfirmed,
                        }),
                    }
                );
                break;
            case "ics":
                market.Ics(calendar, days.Select(d => d.Session is { } s ? IcsEvent.Of(s, calendar) : IcsEvent.Of(d.Closed!, calendar)));
                break;
            default:
                market.Header(calendar);
                foreach (var day in days)
                    market.Output.WriteLine(
                        $"{day.Date.ToString("uuuu-MM-dd ddd", CultureInfo.InvariantCulture), -15} {SessionText.Day(day.Date, calendar)}"
                    );
                break;
        }
    }

    private static List<OddDay> Days(MarketCalendar calendar, LocalDate from, LocalDate to) =>
        [
            .. calendar
                .ClosedDays(from, to)
                .Select(d => new OddDay(
                    d.Date,
                    d.HoursUnknown ? "hoursUnknown"
                        : d.Lost ? "lost"
                        : "closed",
                    d.Name,
                    d.Projected,
                    d.Unconfirmed
                )
                {
                    Closed = d,
                })
                .Concat(
                    calendar
                        .Sessions(from, to)
                        .Where(s => s.Is(Odd))
                        .Select(s => new OddDay(
                            s.Label,
                            KindOf(s),
                            s.Note ?? "",
                            s.Is(SessionMarks.Projected),
                            s.Is(SessionMarks.Unconfirmed)
                        )
                        {
                            Session = s,
                        })
                )
                .OrderBy(d => d.Date),
        ];

    /// <summary>Its odd marks as words of JSON: <c>earlyClose</c>, or several with spaces between.</summary>
    private static string KindOf(TradingSession session) =>
        string.Join(
            ' ',
            Enum.GetValues<SessionMarks>()
                .Where(m => Odd.HasFlag(m) && session.Is(m))
                .Select(m => char.ToLowerInvariant(m.ToString()[0]) + m.ToString()[1..])
        );

    /// <summary>A day that is not ordinary: with a session, or without one.</summary>
    private sealed record OddDay(LocalDate Date, string Kind, string Name, bool Projected, bool Unconfirmed)
    {
        public TradingSession? Session { get; init; }
        public ClosedDay? Closed { get; init; }
    }
}
