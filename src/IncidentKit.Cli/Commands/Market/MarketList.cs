using IncidentKit.Basics;
using IncidentKit.Markets;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market list</c>: the markets that have a calendar.</summary>
internal sealed class MarketList(MarketInputs market)
{
    public Verb Create()
    {
        var format = MarketInputs.Format("table", "json");
        var command = new Verb("list", "Lists the markets that have a calendar.", "incidentkit market list") { format };
        command.SetAction(parsed =>
        {
            if (market.Id(parsed) is { } id)
                throw new InputException(InputProblem.CommandLine, $"market list names all markets; leave '{id}' out");
            var all = market.Calendars(parsed);
            var calendars = all.Ids.Select(all.Get).ToList();
            if (parsed.GetValue(format) == "json")
            {
                market.Write(
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

            market.Output.WriteLine($"{"id", -6} {"known", -24} {"time zone", -18} name (aliases)");
            foreach (var c in calendars)
                market.Output.WriteLine(
                    $"{c.Id, -6} {MarketTime.Date(c.ValidFrom)} to {MarketTime.Date(c.ValidThrough)} {c.TimeZone.Id, -18} "
                        + $"{c.Name}{(c.Aliases.IsEmpty ? "" : $" ({string.Join(", ", c.Aliases)})")}"
                );
            return ExitCode.Done;
        });
        return command;
    }
}
