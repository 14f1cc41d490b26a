using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Daily;
using IncidentKit.Reports.Json;
using IncidentKit.Testing;
using IncidentKit.Tests.Executions;
using IncidentKit.Tests.Rendering;
using NodaTime.Text;

namespace IncidentKit.Tests.Reports.Daily;

public sealed class DailyGapReportTests : IDisposable
{
    private const string TheDay = "2026-01-29";

    private static readonly Settings Platform = Settings.Parse(
        "incidentkit.yaml",
        """
        market: XNYS
        services:
          pricer:
            role: dataCollection
            schedules: [pricer]
            datasets: [{name: bars, kind: bars, interval: PT5M, phase: regular, recoverable: true}]
        """
    );

    private readonly TemporaryFolder _history = new();

    public void Dispose() => _history.Dispose();

    // ------------------------------------------------------------ snapshots

    [Theory]
    [InlineData("quiet")]
    [InlineData("gaps")]
    [InlineData("unknown")]
    public async Task ADayIsRendered(string day)
    {
        var report = day switch
        {
            "quiet" => Quiet(),
            "gaps" => Gaps(),
            _ => Unknown(),
        };
        Assert.Empty(await ReportSchema.OffencesAsync(report.GetRawText(), ReportSchema.Daily));
        Snapshot.Verify(Render(report), "md", $"day={day}");
        Snapshot.Verify(Encoding.UTF8.GetString(ReportJson.ToFile(report)), "json", $"day={day}");
        Snapshot.Verify(HtmlRenderer.ToHtml(Render(report), "Daily gap report"), "html", $"day={day}");
    }

    [Fact]
    public void AQuietDayIsThreeLines() => Assert.Equal(3, Render(Quiet()).TrimEnd('\n').Split('\n').Length);

    [Fact]
    public void TheSameBundleGivesTheSameBytes() => Assert.Equal(Gaps().GetRawText(), Gaps().GetRawText());

    // ------------------------------------------------------------ what is counted

    [Fact]
    public void OnlyTheDayIsCountedOfALargerBundle()
    {
        var totals = Report(Account("2026-01-28T12:00:00Z", "2026-01-30T12:00:00Z", missing: null)).GetProperty("totals");
        Assert.Equal((288, 288, 0), (Count(totals, "expected"), Count(totals, "ran"), Count(totals, "unknown")));
    }

    [Fact]
    public void WhatWasNotRecordedOfTheDayIsUnknown()
    {
        var report = Report(Account("2026-01-29T06:00:00Z", "2026-01-29T12:00:00Z", missing: null, until: "2026-01-29T12:00:00Z"));
        var totals = report.GetProperty("totals");
        Assert.Equal(288, Count(totals, "expected"));
        Assert.Equal(0, Count(totals, "missed"));
        Assert.InRange(Count(totals, "unknown"), 200, 216);
        Assert.Equal("partlyUnknown", report.GetProperty("outcome").GetString());
        Assert.StartsWith(
            "only 2026-01-29 06:00:00 UTC to 2026-01-29 12:00:00 UTC",
            report.GetProperty("unknowns")[0].GetProperty("text").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NothingOfTheDayIsAMistake()
    {
        var e = Assert.Throws<InputException>(() => Report(Account("2026-01-27", "2026-01-28", missing: null)));
        Assert.StartsWith("bundle holds nothing of 2026-01-29 (calendar day in UTC)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SchedulesThatMayNotBeListedLeaveTheDayUnknown()
    {
        var denied = new TestAccount("2026-01-29T00:00:00Z", "2026-01-30T00:00:00Z")
        {
            Coverage = [new SourceCoverage("scheduler", CoverageStatus.Denied, "AccessDeniedException", null, null)],
        };
        var report = Report(denied);
        Assert.Equal("partlyUnknown", report.GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("totals").ValueKind);
        Assert.Contains("Runs: unknown: no schedule was recorded", Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void TheMeanStartDelayIsThatOfTheTimedRuns()
    {
        var account = new TestAccount("2026-01-29T00:00:00Z", "2026-01-29T00:20:00Z").Schedule("pricer", "rate(5 minutes)");
        foreach (var (minute, second) in new[] { ("00:00", 10), ("00:05", 20), ("00:10", 30), ("00:15", 20) })
            account.RunTask("pricer", $"{minute}:{second}", "chronos-schedule/pricer");
        var schedule = Report(account).GetProperty("schedules")[0];
        Assert.Equal(("PT20S", 4), (schedule.GetProperty("meanStartDelay").GetString(), Count(schedule, "timedRuns")));
    }

    [Fact]
    public void ASessionIsFromBeforeItsOpenToAfterItsClose()
    {
        var day = ReportDay.OfSession(new LocalDate(2026, 1, 29), MarketCalendars.Embedded.Get("XNYS"))!;
        var shown = Report(Account("2026-01-29T00:00:00Z", "2026-01-30T06:00:00Z", missing: null), day: day).GetProperty("day");
        Assert.Equal("session of XNYS", shown.GetProperty("kind").GetString());
        Assert.Equal(
            (day.Window.Start.ToString(), day.Window.End.ToString()),
            (shown.GetProperty("start").GetString(), shown.GetProperty("end").GetString())
        );
        Assert.Equal(new LocalDate(2026, 1, 28), day.Before(1)[0]);
        Assert.Null(ReportDay.OfSession(new LocalDate(2026, 1, 31), MarketCalendars.Embedded.Get("XNYS")));
        Assert.Equal(
            new LocalDate(2026, 1, 30),
            ReportDay.OfSession(new LocalDate(2026, 2, 2), MarketCalendars.Embedded.Get("XNYS"))!.Before(1)[0]
        );
    }

    [Fact]
    public void ADayOfAClockChangeHasItsOwnLength()
    {
        var day = ReportDay.OfCalendar(new LocalDate(2026, 3, 8), DateTimeZoneProviders.Tzdb["America/New_York"]);
        Assert.Equal(Duration.FromHours(23), day.Window.Duration);
    }

    // ------------------------------------------------------------ the days before

    [Fact]
    public void AFindingOfAnEarlierDayIsNotNew()
    {
        Keep("2026-01-28", Gaps());
        var report = Report(Account("2026-01-29", "2026-01-30", ("10:00", "11:00")), history: 7);
        var known = report.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("ruleId").GetString() == "IK5002");
        Assert.False(known.GetProperty("new").GetBoolean());
        Assert.Equal(1, Count(known, "daysSeen"));
    }

    [Fact]
    public void AFindingOfNoEarlierDayIsNew()
    {
        Keep("2026-01-28", Quiet(), dropFindings: true);
        var report = Report(Account("2026-01-29", "2026-01-30", missing: null), history: 7);
        Assert.All(report.GetProperty("findings").EnumerateArray(), f => Assert.True(f.GetProperty("new").GetBoolean()));
        Assert.False(report.GetProperty("quiet").GetBoolean());
        Assert.Contains("**New**: IK5002", Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void ASchedulesLossesRecur()
    {
        Keep("2026-01-27", Gaps());
        Keep("2026-01-28", Quiet());
        var comparison = Report(Account("2026-01-29", "2026-01-30", ("10:00", "11:00")), history: 3).GetProperty("comparison");
        Assert.Equal(
            """{"schedule":"pricer","days":1,"dates":["2026-01-27"]}""",
            JsonSerializer.Serialize(comparison.GetProperty("recurrences")[0])
        );
        Assert.Equal(["2026-01-26"], comparison.GetProperty("absent").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal(12.0m, comparison.GetProperty("lostPerDay").GetDecimal());
        Assert.Equal(
            ["2026-01-27", "2026-01-28", TheDay],
            comparison.GetProperty("trend").EnumerateArray().Select(t => t.GetProperty("date").GetString())
        );
    }

    [Theory]
    [InlineData("{}", "is not a daily gap report")]
    [InlineData("no json", "is not a daily gap report")]
    [InlineData("""{"schemaVersion":"2.0.0"}""", "newer version")]
    [InlineData(
        """{"schemaVersion":"1.0.0","day":{"kind":"session of XNYS"}}""",
        "is about a session of XNYS, and this report about a calendar day in UTC"
    )]
    public void AWrongFileInTheHistoryIsToldByItsName(string content, string message)
    {
        File.WriteAllText(_history.PathOf("2026-01-28.json"), content);
        var e = Assert.Throws<InputException>(() => DailyHistory.Load(_history.FullPath, Day(), 7));
        Assert.Equal(InputProblem.Content, e.Problem);
        Assert.StartsWith("2026-01-28.json: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    // ------------------------------------------------------------ every value has its basis

    [Fact]
    public void EveryNullHasAReason()
    {
        foreach (var report in new[] { Quiet(), Gaps(), Unknown() })
        {
            var unknown = report
                .GetProperty("basis")
                .EnumerateArray()
                .Where(b => b.GetProperty("kind").GetString() == "unknown")
                .Select(b => b.GetProperty("pointer").GetString()!)
                .ToList();
            var nulls = Nulls(report, "")
                .Where(p => !p.StartsWith("/basis", StringComparison.Ordinal) && !p.StartsWith("/coverage", StringComparison.Ordinal))
                .ToList();
            Assert.NotEmpty(nulls);
            string[] notApplicable = ["/day/market", "/note", "/perSymbol", "/backfill", "/symbols"];
            Assert.DoesNotContain(
                nulls,
                p =>
                    !notApplicable.Any(n => p.EndsWith(n, StringComparison.Ordinal))
                    && !unknown.Exists(u => p == u || p.StartsWith(u + "/", StringComparison.Ordinal))
            );
        }
    }

    private static IEnumerable<string> Nulls(JsonElement value, string at) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => [at],
            JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Nulls(p.Value, $"{at}/{p.Name}")),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Nulls(item, $"{at}/{i}")),
            _ => [],
        };

    // ------------------------------------------------------------ arrangement

    private JsonElement Quiet() => Report(Account("2026-01-29", "2026-01-30", missing: null));

    private JsonElement Gaps() => Report(Account("2026-01-29", "2026-01-30", ("15:00", "17:00")), settings: Platform);

    private JsonElement Unknown() =>
        Report(Account("2026-01-29T06:00:00Z", "2026-01-29T12:00:00Z", missing: null, until: "2026-01-29T12:00:00Z"), settings: Platform);

    /// <summary>One schedule every five minutes, with a run in each period of the window but for what is missing.</summary>
    private static TestAccount Account(string from, string to, (string From, string To)? missing, string? until = null)
    {
        var (start, end) = (Instant(from), Instant(to));
        var account = new TestAccount($"{start}", $"{end}")
        {
            Coverage = [new SourceCoverage("scheduler", CoverageStatus.Complete, null, start, end)],
        };
        account.Schedule("pricer", "rate(5 minutes)");
        var last = until is null ? end + Duration.FromMinutes(30) : Instant(until);
        for (var at = start - Duration.FromHours(1); at < last; at += Duration.FromMinutes(5))
        {
            if (missing is not { } hole || at < TestAccount.T(hole.From) || at >= TestAccount.T(hole.To))
                account.Streams("pricer", InstantPattern.ExtendedIso.Format(at + Duration.FromSeconds(10)));
        }

        return account;
    }

    private static Instant Instant(string text) => TestAccount.T(text.Length == 10 ? text + "T00:00:00Z" : text);

    private static ReportDay Day() => ReportDay.OfCalendar(LocalDatePattern.Iso.Parse(TheDay).Value, DateTimeZone.Utc);

    private JsonElement Report(TestAccount account, Settings? settings = null, ReportDay? day = null, int? history = null) =>
        account.Read(bundle =>
            DailyDocument
                .Of(
                    bundle,
                    new AnalysisInputs { ToolVersion = "0.1.0", Settings = settings },
                    day ?? Day(),
                    history is { } days ? DailyHistory.Load(_history.FullPath, day ?? Day(), days) : null
                )
                .Model
        );

    /// <summary>Keeps a report as that of another day.</summary>
    private void Keep(string date, JsonElement report, bool dropFindings = false)
    {
        var node = JsonNode.Parse(report.GetRawText())!;
        node["day"]!["date"] = date;
        if (dropFindings)
            node["findings"] = new JsonArray();
        File.WriteAllText(_history.PathOf($"{date}.json"), node.ToJsonString());
    }

    private static string Render(JsonElement report) => new TemplateRenderer().Render("daily-gap-report.md.sbn", report);

    private static int Count(JsonElement owner, string name) => owner.GetProperty(name).GetInt32();
}
