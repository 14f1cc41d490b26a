using System.CommandLine;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market</c>: what the calendars know.</summary>
internal static class MarketCommand
{
    public static Command Create(CliHost host)
    {
        var market = new MarketInputs(host);
        var command = new Verb(
            "market",
            "Answers from a market's calendar: its sessions, holidays, phase at a time, minutes and bars of a window.",
            "incidentkit market list"
        );
        market.AddTo(command);
        command.Add(new MarketSessions(market).Create());
        command.Add(new MarketStatus(market).Create());
        command.Add(new MarketOverlap(market).Create());
        command.Add(new MarketHolidays(market).Create());
        command.Add(new MarketList(market).Create());
        command.Add(new MarketDiff(market).Create());
        command.SetAction(parsed =>
        {
            host.Tell($"incidentkit: what of the market? {string.Join(", ", command.Subcommands.Select(c => c.Name))}; see market --help");
            return ExitCode.CommandLine;
        });
        return command;
    }
}
