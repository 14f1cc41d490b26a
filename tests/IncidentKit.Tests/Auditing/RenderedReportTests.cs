using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentKit.Auditing;
using IncidentKit.Markets;
using IncidentKit.Rendering.Templates;

namespace IncidentKit.Tests.Auditing;

/// <summary>Reports of the tool's own making, saved and edited, against the bundle they were made from.</summary>
public sealed partial class RenderedReportTests(ITestOutputHelper output)
{
    /// <summary>The first trial's seed.</summary>
    private const string Seed = "0000KOIPe023";

    /// <summary>Trials an incident with numbers, and with each of the rest.</summary>
    private const int Numbers = 12,
        Others = 5;

    public static TheoryData<string> Incidents => [.. MeasuredIncidents.Names];

    [Theory]
    [MemberData(nameof(Incidents))]
    public void ItIsCleanWithAndWithoutItsBundle(string incident)
    {
        var markdown = MeasuredIncidents.Markdown(incident);
        Assert.Empty(ReportAudit.Of("incident-report.md", markdown, Request(incident)).Findings);
        Assert.Empty(ReportAudit.Of("incident-report.md", markdown, new AuditRequest { Calendars = [Calendar(incident)] }).Findings);
        Assert.Empty(ReportAudit.Of("incident-report.md", markdown, new AuditRequest()).Findings);
        Assert.Empty(
            ReportAudit
                .Of(
                    "runbook.md",
                    new TemplateRenderer().Render("runbook.md.sbn", MeasuredIncidents.Report(incident)),
                    new AuditRequest { Calendars = [Calendar(incident)] }
                )
                .Findings
        );
    }

    /// <summary>Each trial changes one digit of one number that stands in the report, but for the tool's own version.</summary>
    [Theory]
    [MemberData(nameof(Incidents))]
    public void AChangedNumberIsFound(string incident)
    {
        var markdown = MeasuredIncidents.Markdown(incident);
        var version = markdown.IndexOf("| Tool |", StringComparison.Ordinal);
        var numbers = Number().Matches(markdown).Where(n => n.Index < version || n.Index > markdown.IndexOf('\n', version)).ToList();
        Try(
            "numbers",
            incident,
            Numbers,
            Gen.Select(Gen.Int[0, numbers.Count - 1], Gen.Int[0, 1_000], Gen.Int[1, 9]),
            trial =>
            {
                var (number, place, by) = (numbers[trial.Item1], trial.Item2, trial.Item3);
                var at = number.Index + (place % number.Length);
                return (at, 1, ((char)('0' + ((markdown[at] - '0' + by) % 10))).ToString());
            }
        );
    }

    /// <summary>Each trial moves one time by up to an hour.</summary>
    [Theory]
    [MemberData(nameof(Incidents))]
    public void AChangedTimeIsFound(string incident)
    {
        var times = Time().Matches(MeasuredIncidents.Markdown(incident));
        Try(
            "times",
            incident,
            Others,
            Gen.Select(Gen.Int[0, times.Count - 1], Gen.Int[1, 59]),
            trial =>
            {
                var time = times[trial.Item1];
                var moved = TimeOnly.ParseExact(time.Value, "HH:mm:ss", CultureInfo.InvariantCulture).AddMinutes(trial.Item2);
                return (time.Index, time.Length, moved.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            }
        );
    }

    /// <summary>Each trial puts another name of the report, or one with a slip of the pen, in the place of a schedule's or an actor's.</summary>
    [Theory]
    [MemberData(nameof(Incidents))]
    public void AChangedNameIsFound(string incident)
    {
        var report = MeasuredIncidents.Report(incident);
        List<string> names =
        [
            .. report
                .GetProperty("schedules")
                .EnumerateArray()
                .Select(s => s.GetProperty("name").GetString()!)
                .Concat(report.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("by").GetString()!))
                .Where(n => n.Contains('-', StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var places = names
            .SelectMany(n =>
                Regex.Matches(
                    MeasuredIncidents.Markdown(incident),
                    $@"(?<![\w/-]){Regex.Escape(n)}(?![\w/-])",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(5)
                )
            )
            .ToList();
        if (places.Count == 0)
        {
            output.WriteLine($"names    {incident, -8} none in the report");
            return;
        }

        Try(
            "names",
            incident,
            Others,
            Gen.Select(Gen.Int[0, places.Count - 1], Gen.Int[0, 1_000]),
            trial =>
            {
                var (place, others) = (places[trial.Item1], names.Where(n => n != places[trial.Item1].Value).ToList());
                var other =
                    others.Count > 0 && trial.Item2 % 2 == 0
                        ? others[trial.Item2 % others.Count]
                        : place.Value.Remove(1 + (trial.Item2 % (place.Length - 2)), 1);
                return (place.Index, place.Length, other);
            }
        );
    }

    /// <summary>Each trial puts another word in the place of one of a paragraph, or adds a sentence to it.</summary>
    [Theory]
    [MemberData(nameof(Incidents))]
    public void EditedProseIsFine(string incident)
    {
        var markdown = MeasuredIncidents.Markdown(incident);
        var prose = Prose()
            .Matches(Fenced().Replace(markdown, m => new string('\n', m.Length)))
            .Select(m => m.Groups["word"])
            .Where(w => w.Success && w.Value is not ("none" or "unknown" or "confirmed"))
            .ToList();
        var request = Request(incident);
        var named = new List<string>();
        Gen.Select(Gen.Int[0, prose.Count - 1], Gen.Bool)
            .Sample(
                (which, added) =>
                {
                    var (word, end) = (prose[which], markdown.IndexOf('\n', prose[which].Index));
                    var edited = added
                        ? markdown.Insert(end, " We are sorry for it.")
                        : markdown.Remove(word.Index, word.Length).Insert(word.Index, "indeed");
                    named.AddRange(
                        ReportAudit
                            .Of("incident-report.md", edited, request)
                            .Findings.Where(f => f.Id.StartsWith("IKA06", StringComparison.Ordinal))
                            .Select(f => $"{f.Line}: {word.Value}: {f.Message}")
                    );
                },
                iter: Others,
                threads: 1,
                seed: Seed
            );
        Assert.Empty(named);
    }

    private static AuditRequest Request(string incident) =>
        new() { Calendars = [Calendar(incident)], Measured = MeasuredIncidents.Report(incident) };

    private static MarketCalendar Calendar(string incident) => MarketCalendars.Embedded.Get(incident == "lunch" ? "XTKS" : "XNYS");

    /// <summary>Edits a report again and again, one place a trial, and counts how often the audit names a value: of rows that became alike it names the last.</summary>
    private void Try<T>(string what, string incident, int count, Gen<T> trials, Func<T, (int At, int Length, string Text)> edit)
    {
        var markdown = MeasuredIncidents.Markdown(incident);
        var request = Request(incident);
        var missed = new List<string>();
        var tried = 0;
        trials.Sample(
            trial =>
            {
                var (at, length, text) = edit(trial);
                var line = markdown.AsSpan(0, at).Count('\n') + 1;
                tried++;
                if (
                    !ReportAudit
                        .Of("incident-report.md", markdown.Remove(at, length).Insert(at, text), request)
                        .Findings.Any(f => f.Id is "IKA0607" or "IKA0608")
                )
                    missed.Add($"line {line}: {markdown.AsSpan(at, length)} to {text}");
            },
            iter: count,
            threads: 1,
            seed: Seed
        );
        output.WriteLine($"{what, -8} {incident, -8} {tried - missed.Count} of {tried} found");
        foreach (var trial in missed)
            output.WriteLine($"  not found: {trial}");
        Assert.True(tried >= count);
        Assert.True(tried - missed.Count >= 0.95 * tried, "found too few");
    }

    [GeneratedRegex(@"\b\d+\b", RegexOptions.None, 5_000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\d:])\d\d:\d\d:\d\d(?![\d:])", RegexOptions.None, 5_000)]
    private static partial Regex Time();

    /// <summary>A word in a line that is no heading, row, footnote or item.</summary>
    [GeneratedRegex(
        @"(?:^(?=[A-Z])|(?<=^[A-Z][^\n|]*))[^\n|`\[]*?(?<= )(?<word>[a-z]{4,})(?=[ .,])",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Prose();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Fenced();
}
