using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Reports.Daily;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Cli.Commands;

/// <summary><c>daily</c>: one day at a glance, from a bundle or recorded on the way.</summary>
internal sealed class DailyCommand
{
    private const string Yesterday = "yesterday";
    private const int MostDays = 366;

    private readonly CliHost _host;
    private readonly Argument<string?> _bundle = new("BUNDLE")
    {
        Description = "The evidence bundle; with --collect the one to make, default: bundle in the folder of the report.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _date = new("--date")
    {
        Description = "The day: a date, or yesterday. Default: that of the bundle, if it is one.",
        HelpName = "DATE",
    };
    private readonly Option<string?> _zone = new("--zone") { Description = "The time zone of the day; default: UTC.", HelpName = "ZONE" };
    private readonly Option<bool> _session = new("--session")
    {
        Description = "The day is the trading session of the date in the first market, from before its open to after its close.",
    };
    private readonly Option<string?> _market = new("--market")
    {
        Description = "A market beside those of --config, and before them.",
        HelpName = "ID",
    };
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<string?> _incident = CommonOptions.Incident(
        "When schedules were meant not to run: intended: of incident.yaml."
    );
    private readonly Option<string?> _history = new("--history")
    {
        Description = "A folder that keeps the report of each day as DATE.json; the days before are compared.",
        HelpName = "DIR",
    };
    private readonly Option<int?> _days = new("--days")
    {
        Description = $"How many days before are compared; default: {DailyHistory.DefaultDays}.",
        HelpName = "N",
        CustomParser = Days,
    };
    private readonly Option<string?> _output = new("--out")
    {
        Description = "The folder to write to; default: daily-DATE, here.",
        HelpName = "DIR",
    };
    private readonly Option<string?> _format = new("--format")
    {
        Description = "brief: print the day for a chat message instead of the names of the files, which are written all the same.",
        HelpName = "FORMAT",
    };
    private readonly Option<string?> _templates = CommonOptions.Templates();
    private readonly Option<string?> _calendars = CalendarFolder.Create();
    private readonly Option<bool> _collect = new("--collect")
    {
        Description = "Record the day first, as collect does, with these options:",
    };
    private readonly RecordingInputs _recording = new();
    private readonly PdfOptions _pdf = new();

    private DailyCommand(CliHost host) => _host = host;

    public static Command Create(CliHost host)
    {
        var daily = new DailyCommand(host);
        daily._format.AcceptOnlyFromAmong("brief");
        var command = new Verb(
            "daily",
            "Writes daily-gap-report.json, .md and .html of one day: what should have run and what did, compared with "
                + "the days before. Exits with 1 when a run was missed or failed, and with 4 when the day is partly unknown.",
            "incidentkit daily --date yesterday --collect --region us-west-2 --config incidentkit.yaml --history history --out report"
        )
        {
            daily._bundle,
            daily._date,
            daily._zone,
            daily._session,
            daily._market,
            daily._config,
            daily._incident,
            daily._history,
            daily._days,
            daily._output,
            daily._format,
            daily._templates,
            daily._calendars,
            daily._collect,
        };
        daily._recording.AddTo(command);
        daily._pdf.AddTo(command);
        command.Add(PingOption.Create());
        command.SetAction(daily.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        Refuse(parsed);
        var browser = _pdf.Find(_host, parsed);
        var calendars = CalendarFolder.Calendars(parsed.GetValue(_calendars));
        var request = new AnalysisInputs
        {
            Settings = parsed.GetValue(_config) is { } config ? Settings.Load(config) : null,
            Incident = parsed.GetValue(_incident) is { } incident ? IncidentFile.Load(incident) : null,
            FirstMarket = parsed.GetValue(_market) is { } market ? calendars.Get(market) : null,
            Calendars = calendars,
            ToolVersion = CliHost.Version,
        };
        var inSession = parsed.GetValue(_session)
            ? request.Markets() is [var first, ..]
                ? first
                : throw Mistake("--session needs a market: give --market, or market: in --config")
            : null;
        var zone = inSession?.TimeZone ?? TimeText.Zone(parsed.GetValue(_zone));
        var path = parsed.GetValue(_bundle);
        var date = parsed.GetValue(_date) is { } text ? Date(text, zone) : DateOf(path!, zone);
        if (Day(date, zone, inSession) is not { } day)
            return WithoutSession(date, inSession!);

        var history = parsed.GetValue(_history) is { } kept
            ? DailyHistory.Load(kept, day, parsed.GetValue(_days) ?? DailyHistory.DefaultDays)
            : null;
        var folder = parsed.GetValue(_output) ?? $"daily-{MarketTime.Date(date)}";
        if (parsed.GetValue(_collect))
        {
            path ??= Path.Combine(folder, "bundle");
            await CollectCommand.RecordAsync(
                _host,
                _recording.Request(parsed, day.Window, request.Settings),
                _recording.Client(parsed),
                path,
                _recording.Resume(parsed),
                ct
            );
        }

        using var bundle = BundleReader.Open(path!);
        var documents = DailyDocumentSet.Of(bundle, request, day, history, parsed.GetValue(_templates));
        IReadOnlyList<(string, byte[])> keep = parsed.GetValue(_history) is { } into
            ? [(Path.Combine(into, DailyHistory.FileName(date)), documents.Report.ToFile())]
            : [];
        var files = documents.In(folder);
        var brief = parsed.GetValue(_format) is null ? null : documents.Brief();
        foreach (var written in WholeFile.WriteAll([.. files, .. keep]))
        {
            if (brief is null)
                _host.Output.WriteLine(written);
        }

        if (brief is not null)
            _host.Output.Write(brief);
        if (browser is not null)
            await PdfOptions.PrintAsync(_host, browser, files, ct);
        return Tell(documents.Report);
    }

    private void Refuse(ParseResult parsed)
    {
        var collect = parsed.GetValue(_collect);
        if (!collect && parsed.GetValue(_bundle) is null)
            throw Mistake("give the BUNDLE to report on, or --collect to record one");
        if (!collect && _recording.Given(parsed).FirstOrDefault() is { } option)
            throw Mistake($"{option} needs --collect");
        if (collect && parsed.GetValue(_date) is null)
            throw Mistake("--collect needs --date, such as --date yesterday");
        if (parsed.GetValue(_session) && parsed.GetValue(_zone) is not null)
            throw Mistake("--session takes its dates from the market: leave --zone out");
        if (parsed.GetValue(_days) is not null && parsed.GetValue(_history) is null)
            throw Mistake("--days needs --history");
    }

    private LocalDate Date(string text, DateTimeZone zone)
    {
        if (text == Yesterday)
            return _host.Clock.GetCurrentInstant().InZone(zone).Date.PlusDays(-1);
        return LocalDatePattern.Iso.Parse(text) is { Success: true } date && TimeText.InRange(date.Value)
            ? date.Value
            : throw Mistake($"--date '{text}' is not a date: write 2026-01-29, or {Yesterday}");
    }

    /// <summary>The only date a bundle is about.</summary>
    private static LocalDate DateOf(string path, DateTimeZone zone)
    {
        using var bundle = BundleReader.Open(path);
        var window = bundle.Manifest.Window;
        var (first, last) = (window.Start.InZone(zone).Date, (window.End - Duration.Epsilon).InZone(zone).Date);
        return first == last
            ? first
            : throw Mistake(
                $"{bundle.Name} holds {MarketTime.Date(first)} to {MarketTime.Date(last)} in {zone.Id}: say which day with --date"
            );
    }

    private static ReportDay? Day(LocalDate date, DateTimeZone zone, MarketCalendar? market) =>
        market is null ? ReportDay.OfCalendar(date, zone) : ReportDay.OfSession(date, market);

    /// <summary>On a holiday there is nothing to report; past the calendar's end nobody knows.</summary>
    private int WithoutSession(LocalDate date, MarketCalendar market)
    {
        var known = market.Knows(date);
        var why = market.ClosedDays(date, date) is [var closed] ? $" ({closed.Name})" : "";
        _host.Tell(
            known
                ? $"{market.Id} had no session on {MarketTime.Date(date)}{why}: nothing to report"
                : $"the calendar {market} knows {MarketTime.Date(market.ValidFrom)} to {MarketTime.Date(market.ValidThrough)}, "
                    + $"not {MarketTime.Date(date)}: give a newer one with --calendars"
        );
        return known ? ExitCode.Done : ExitCode.PartlyUnknown;
    }

    private int Tell(DailyDocument report)
    {
        if (report.Remark is { } remark)
            _host.Tell(remark);
        return report.Outcome switch
        {
            DayOutcome.AllRan => ExitCode.Done,
            DayOutcome.Lost => ExitCode.Findings,
            _ => ExitCode.PartlyUnknown,
        };
    }

    private static int? Days(ArgumentResult given)
    {
        if (
            int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is > 0 and <= MostDays
        )
            return days;
        given.AddError($"--days '{given.Tokens[0].Value}' is not a whole number of 1 to {MostDays}");
        return null;
    }

    private static InputException Mistake(string message) => new(InputProblem.CommandLine, message);
}
