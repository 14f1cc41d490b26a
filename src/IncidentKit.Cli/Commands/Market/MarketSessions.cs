using System.CommandLine;
using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Markets;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market ID sessions</c>: a line each.</summary>
internal sealed class MarketSessions(MarketInputs market)
{
    public Verb Create()
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
        var format = MarketInputs.Format("table", "csv", "json", "ics");
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
            var calendar = market.Calendar(parsed);
            var (first, last) = MarketInputs.Range(parsed.GetValue(from)!, parsed.GetValue(to)!);
            var sessions = calendar.Sessions(first, last);
            switch (parsed.GetValue(format))
            {
                case "csv":
                    WriteCsv(sessions);
                    break;
                case "ics":
                    market.Ics(calendar, sessions.Select(s => IcsEvent.Of(s, calendar)));
                    break;
                case "json":
                    market.Write(
                        new
                        {
                            calendar = calendar.Id,
                            version = calendar.Version,
                            validFrom = MarketTime.Date(calendar.ValidFrom),
                            validThrough = MarketTime.Date(calendar.ValidThrough),
                            sessions = sessions.Select(SessionText.Model),
                        }
                    );
                    break;
                default:
                    WriteTable(calendar, sessions, calendar.ClosedDays(first, last));
                    break;
            }

            return
                first >= calendar.ValidFrom && last <= calendar.ValidThrough && !calendar.ClosedDays(first, last).Any(d => d.HoursUnknown)
                ? ExitCode.Done
                : market.PartlyUnknown(calendar, first, last);
        });
        return command;
    }

    /// <summary>A line a session; one with several breaks has a line for each.</summary>
    private void WriteCsv(IReadOnlyList<TradingSession> sessions)
    {
        market.Output.WriteLine("session,open,break_start,break_end,close");
        foreach (var session in sessions)
        {
            foreach (var pause in session.Breaks.Select(b => $"{b.Start.ToIso()},{b.End.ToIso()}").DefaultIfEmpty(","))
                market.Output.WriteLine($"{MarketTime.Date(session.Label)},{session.Open.ToIso()},{pause},{session.Close.ToIso()}");
        }
    }

    private void WriteTable(MarketCalendar calendar, IReadOnlyList<TradingSession> sessions, IReadOnlyList<ClosedDay> closed)
    {
        var days = sessions
            .Select(s => (Date: s.Label, Text: $"{SessionText.Hours(s, calendar, "  ")}  {SessionText.Remarks(s, calendar)}".TrimEnd()))
            .Concat(closed.Select(d => (d.Date, Text: SessionText.Closed(d))))
            .OrderBy(d => d.Date);
        market.Header(calendar);
        market.Output.WriteLine($"{"session", -15} {"open", -24} {"close", -24}");
        foreach (var (date, text) in days)
            market.Output.WriteLine($"{date.ToString("uuuu-MM-dd ddd", CultureInfo.InvariantCulture), -15} {text}");
    }
}
