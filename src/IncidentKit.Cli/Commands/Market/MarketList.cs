using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary><c>market list</c>: the markets that have a calendar.</summary>
internal sealed class MarketList(MarketInputs market)
{
    /// <summary>Ten years.</summary>
    private const int MaxDays = 3653;

    public Verb Create()
    {
        var expiring = new Option<int?>("--expiring")
        {
            Description = "Only calendars that end within so many days, or have ended; exit code 1 if there are any.",
            HelpName = "DAYS",
        };
        var format = MarketInputs.Format("table", "csv", "json");
        var command = new Verb("list", "Lists the markets that have a calendar.", "incidentkit market list --expiring 60")
        {
            expiring,
            format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(expiring) is < 0 or > MaxDays)
                result.AddError($"--expiring is a number of days from 0 to {MaxDays}");
        });
        command.SetAction(parsed =>
        {
            if (market.Id(parsed) is { } id)
                throw new InputException(InputProblem.CommandLine, $"market list names all markets; leave '{id}' out");
            var all = market.Calendars(parsed);
            var calendars = all.Ids.Select(all.Get).ToList();
            var days = parsed.GetValue(expiring);
            if (days is { } within)
                calendars = [.. calendars.Where(c => c.ValidThrough < Today(c).PlusDays(within)).OrderBy(c => c.ValidThrough)];
            Write(calendars, parsed.GetValue(format)!);
            return days is not null && calendars.Count > 0 ? ExitCode.Findings : ExitCode.Done;
        });
        return command;
    }

    private LocalDate Today(MarketCalendar calendar) => market.Clock.GetCurrentInstant().InZone(calendar.TimeZone).Date;

    private void Write(IReadOnlyList<MarketCalendar> calendars, string format)
    {
        switch (format)
        {
            case "json":
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
                break;
            case "csv":
                market.Csv(
                    "id,name,aliases,version,time_zone,valid_from,valid_through,projected_from",
                    calendars.Select(c =>
                        (string?[])
                            [
                                c.Id,
                                c.Name,
                                string.Join(' ', c.Aliases),
                                c.Version,
                                c.TimeZone.Id,
                                MarketTime.Date(c.ValidFrom),
                                MarketTime.Date(c.ValidThrough),
                                c.ProjectedFrom is { } p ? MarketTime.Date(p) : "",
                            ]
                    )
                );
                break;
            default:
                market.Output.WriteLine($"{"id", -8} {"known", -24} {"time zone", -30} name (aliases)");
                foreach (var c in calendars)
                    market.Output.WriteLine(
                        $"{c.Id, -8} {MarketTime.Date(c.ValidFrom)} to {MarketTime.Date(c.ValidThrough)} {c.TimeZone.Id, -30} "
                            + $"{c.Name}{(c.Aliases.IsEmpty ? "" : $" ({string.Join(", ", c.Aliases)})")}"
                    );
                break;
        }
    }
}
