using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Markets;
using IncidentKit.Reports.Json;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market ID status</c>: the phase at a time, and what comes before and after it.</summary>
internal sealed class MarketStatus(MarketInputs market)
{
    /// <summary>How many days ahead a session at unknown hours may be the reason that the next open is not known.</summary>
    private const int UnknownAhead = 14;

    public Verb Create()
    {
        var at = new Option<string?>("--at") { Description = "The time; default: now.", HelpName = "TIME" };
        var format = MarketInputs.Format("table", "csv", "json");
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
            var calendar = market.Calendar(parsed);
            var time = parsed.GetValue(at) is { } text
                ? TimeText.Read("--at", text, calendar.TimeZone)
                : Instant.FromUnixTimeSeconds(market.Clock.GetCurrentInstant().ToUnixTimeSeconds());
            var phase = calendar.PhaseAt(time);
            (string Name, Instant? At)[] around =
            [
                ("previousOpen", calendar.PreviousOpen(time)),
                ("previousClose", calendar.PreviousClose(time)),
                ("nextOpen", calendar.NextOpen(time)),
                ("nextClose", calendar.NextClose(time)),
                ("nextTradable", calendar.NextTradable(time)),
            ];
            if (parsed.GetValue(format) == "csv")
            {
                market.Csv(
                    "at,phase,session,previous_open,previous_close,next_open,next_close,next_tradable",
                    [
                        [
                            time.ToIso(),
                            phase == MarketPhase.Unknown ? "" : EnumWords.Of(phase.ToString()),
                            calendar.SessionAt(time) is { } held ? MarketTime.Date(held.Label) : "",
                            .. around.Select(a => a.At?.ToIso()),
                        ],
                    ]
                );
            }
            else if (parsed.GetValue(format) == "json")
            {
                var model = new Dictionary<string, object?>
                {
                    ["calendar"] = calendar.Id,
                    ["version"] = calendar.Version,
                    ["validThrough"] = MarketTime.Date(calendar.ValidThrough),
                    ["at"] = time,
                    ["phase"] = phase == MarketPhase.Unknown ? null : EnumWords.Of(phase.ToString()),
                    ["session"] = calendar.SessionAt(time) is { } session ? SessionText.Model(session) : null,
                };
                foreach (var (name, instant) in around)
                    model[name] = instant;
                market.Write(model);
            }
            else
            {
                market.Header(calendar);
                Row("at", $"{time.ToIso()}  {SessionText.Local(time, calendar)}");
                Row(
                    "phase",
                    EnumWords.Of(phase.ToString())
                        + (
                            calendar.SessionAt(time) is { } session
                                ? $", session of {MarketTime.Date(session.Label)} {SessionText.Remarks(session, calendar)}".TrimEnd()
                                : ""
                        )
                );
                foreach (var (name, instant) in around)
                    Row(
                        EnumWords.Of(name),
                        instant is { } known
                            ? $"{known.ToIso()}  {SessionText.Local(known, calendar)}  {Distance(known - time)}"
                            : "unknown"
                    );
            }

            if (phase != MarketPhase.Unknown && calendar.NextOpen(time) is not null)
                return ExitCode.Done;
            var day = time.InZone(calendar.TimeZone).Date;
            return market.PartlyUnknown(calendar, day, day.PlusDays(phase == MarketPhase.Unknown ? 0 : UnknownAhead));
        });
        return command;

        void Row(string name, string text) => market.Output.WriteLine($"{name, -15} {text}");
    }

    private static string Distance(Duration distance) =>
        distance < Duration.Zero ? $"{ReportJson.Text(-distance)} ago" : $"in {ReportJson.Text(distance)}";
}
