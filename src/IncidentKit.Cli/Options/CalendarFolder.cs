using System.CommandLine;
using IncidentKit.Markets;

namespace IncidentKit.Cli.Options;

/// <summary>The option <c>--calendars</c>: a user's own or corrected calendars.</summary>
internal static class CalendarFolder
{
    public static Option<string?> Create(bool recursive = false) =>
        new("--calendars")
        {
            Description = "A folder of calendar files; they stand in for the tool's of the same market.",
            HelpName = "DIR",
            Recursive = recursive,
        };

    /// <summary>The calendars in a folder beside those of the tool; those of the tool alone where no folder is given.</summary>
    public static MarketCalendars Calendars(string? folder) => folder is null ? MarketCalendars.Embedded : MarketCalendars.With(folder);
}
