using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Markets;
using IncidentKit.Reports.Json;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Cli.Commands.Market;

/// <summary>What the verbs of <c>market</c> have in common: the market, its calendars, and where to write.</summary>
internal sealed class MarketInputs(CliHost host)
{
    private readonly Argument<string?> _id = new("ID")
    {
        Description = "A market's code or alias: XNYS, NASDAQ, XLON …; see market list.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _calendars = CalendarFolder.Create(recursive: true);

    public TextWriter Output => host.Output;

    public IClock Clock => host.Clock;

    /// <summary>Adds the market and its calendars to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_id);
        command.Add(_calendars);
    }

    /// <summary>The market that the command line names; null where it names none.</summary>
    public string? Id(ParseResult parsed) => parsed.GetValue(_id);

    /// <summary>The calendars of the tool, and those of the command line.</summary>
    public MarketCalendars Calendars(ParseResult parsed) => CalendarFolder.Calendars(parsed.GetValue(_calendars));

    /// <summary>The calendar that the command line names.</summary>
    public MarketCalendar Calendar(ParseResult parsed) =>
        Id(parsed) is { } id
            ? Calendars(parsed).Get(id)
            : throw new InputException(
                InputProblem.CommandLine,
                $"which market? incidentkit market ID {parsed.CommandResult.Command.Name}; see market list"
            );

    /// <summary>Tells that the calendar does not know all that was asked: it ends before, or a session's hours are unknown.</summary>
    public int PartlyUnknown(MarketCalendar calendar, LocalDate from, LocalDate to)
    {
        var days = calendar.ClosedDays(from, to).Where(d => d.HoursUnknown).ToList();
        foreach (var day in days)
            host.Tell(
                $"partly unknown: {calendar.Id} {calendar.Version} does not know the hours of {MarketTime.Date(day.Date)}, {day.Name}"
            );
        if (days.Count > 0 && from >= calendar.ValidFrom && to <= calendar.ValidThrough)
            return ExitCode.PartlyUnknown;
        host.Tell(
            $"partly unknown: {calendar.Id} {calendar.Version} knows {MarketTime.Date(calendar.ValidFrom)} "
                + $"to {MarketTime.Date(calendar.ValidThrough)}; --calendars takes a newer calendar"
        );
        return ExitCode.PartlyUnknown;
    }

    /// <summary>What calendar the table is from.</summary>
    public void Header(MarketCalendar calendar)
    {
        var projected = calendar.ProjectedFrom is { } from ? $", projected from {MarketTime.Date(from)}" : "";
        host.Output.WriteLine(
            $"{calendar.Id}: {calendar.Name}. Calendar {calendar.Version}, "
                + $"valid {MarketTime.Date(calendar.ValidFrom)} to {MarketTime.Date(calendar.ValidThrough)}{projected}. "
                + $"Times of {calendar.TimeZone.Id}."
        );
    }

    /// <summary>Writes rows of CSV below their columns.</summary>
    public void Csv(string columns, IEnumerable<string?[]> rows)
    {
        Output.WriteLine(columns);
        foreach (var row in rows)
            Output.WriteLine(string.Join(',', row.Select(c => Cell(c ?? ""))));
    }

    /// <summary>A cell of CSV, quoted where it must be.</summary>
    public static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Writes a calendar file, <see cref="IcsFile"/>.</summary>
    public void Ics(MarketCalendar calendar, IEnumerable<IcsEvent> events) =>
        host.ShowLines(IcsFile.Lines($"{calendar.Id}: {calendar.Name}", Clock.GetCurrentInstant(), events));

    /// <summary>The first and the last date of a range, both inclusive.</summary>
    public static (LocalDate First, LocalDate Last) Range(string from, string to)
    {
        var (first, last) = (Date("--from", from), Date("--to", to));
        return first <= last
            ? (first, last)
            : throw new InputException(
                InputProblem.CommandLine,
                $"the range ends before it starts: --from is {MarketTime.Date(first)}, --to is {MarketTime.Date(last)}"
            );
    }

    /// <summary>Writes JSON.</summary>
    public void Write<T>(T model) => host.Show(System.Text.Encoding.UTF8.GetString(ReportJson.ToFile(ReportJson.ToElement(model))));

    /// <summary>The option <c>--format</c>; the first is the default.</summary>
    public static Option<string> Format(params string[] formats)
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

    /// <summary>A date of an option.</summary>
    public static LocalDate Date(string option, string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value
            : throw new InputException(InputProblem.CommandLine, $"{option} '{text}' is not a date: write 2026-01-29");
}
