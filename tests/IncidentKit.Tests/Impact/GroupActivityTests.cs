using System.Text.Json;
using IncidentKit.Impact;
using IncidentKit.Markets;
using IncidentKit.Rendering.Html;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Impact;

/// <summary>What a log group wrote in the window, and where it was silent for longer than usual.</summary>
public sealed class GroupActivityTests
{
    private const string Group = "/srv/web";

    private static GroupActivity Of(TestAccount account, MarketCalendar? market = null)
    {
        var analysis = account.Analyse();
        return Assert.Single(GroupActivity.All(analysis.Ledger, analysis.Context.Runs, market, analysis.Context.Window));
    }

    /// <summary>An event a minute from 12:00 to 17:00 on each day from the 15th to the 28th, and on the 29th but in some times of the day.</summary>
    private static TestAccount Talks(string from, params (string From, string To)[] but)
    {
        var days = Enumerable
            .Range(15, 15)
            .SelectMany(day =>
                Enumerable
                    .Range(12 * 60, 5 * 60)
                    .Select(m => (At: $"2026-01-{day}T{m / 60:00}:{m % 60:00}:00Z", Time: $"{m / 60:00}:{m % 60:00}", Day: day))
            );
        return new TestAccount().LogEvents(
            Group,
            days.Where(d =>
                    TestAccount.T(d.At) >= TestAccount.T(from)
                    && (d.Day < 29 || !but.Any(b => string.CompareOrdinal(d.Time, b.From) >= 0 && string.CompareOrdinal(d.Time, b.To) < 0))
                )
                .Select(d => (d.At, 2)),
            from
        );
    }

    private static string[] Silences(GroupActivity group) =>
        [.. group.Silences!.Select(s => $"{TestAnalysis.Clock(s.Span.Start)}-{TestAnalysis.Clock(s.Span.End)}")];

    [Fact]
    public void SilenceThatReachesOutOfTheWindowKeepsItsEnds()
    {
        var group = Of(Talks("2026-01-15T00:00:00Z", ("13:20", "14:05"), ("14:30", "14:31"), ("14:50", "16:00")));
        Assert.Equal(["13:20-14:05", "14:50-16:00"], Silences(group));
        Assert.Equal((60 - 5 - 1 - 10, 0), (group.Minutes.Count, group.Unjudged));
        Assert.Single(group.SilencesIn(new Interval(TestAccount.T("14:55"), TestAccount.T("15:00"))));
    }

    [Fact]
    public void WithoutAPastNoSilenceIsCalledLong()
    {
        var group = Of(Talks("2026-01-29T12:00:00Z", ("14:20", "14:40")));
        Assert.Null(group.Silences);
        Assert.Null(group.Baseline);
        Assert.Equal(1, group.Unjudged);
    }

    [Fact]
    public void BaselineSaysWhatItWasLearntFrom()
    {
        var past = Talks("2026-01-15T00:00:00Z", ("14:20", "14:40"));
        Assert.StartsWith(
            "usual is the median over the recorded days 2026-01-15 to 2026-01-29 of the longest silence in each half-hour of UTC, weekdays and weekends apart",
            Of(past).Baseline,
            StringComparison.Ordinal
        );
        var market = Of(past, MarketCalendars.Embedded.Get("XNYS"));
        Assert.Contains("half-hour of America/New_York, phases and days of XNYS apart", market.Baseline, StringComparison.Ordinal);
        Assert.Equal(["14:20-14:40"], Silences(market));
    }

    [Fact]
    public void GroupWithoutAnyEventIsNotListed()
    {
        var analysis = new TestAccount().LogEvents(Group, []).Analyse();
        Assert.Empty(GroupActivity.All(analysis.Ledger, analysis.Context.Runs, null, analysis.Context.Window));
    }

    [Fact]
    public void DrawingShowsAHandfulOfGroupsAndSaysHowManyItLeavesOut()
    {
        var account = new TestAccount().Schedule("job").Runs("job");
        for (var i = 0; i < 9; i++)
            account.LogEvents($"/srv/{i}", [("14:00", 1 + i)]);
        var report = account.LogEvents("/ecs/job", [("14:30", 2)]).Analyse().Report;
        Assert.Equal(
            ["/ecs/job", "/srv/0", "/srv/1", "/srv/2", "/srv/3", "/srv/4"],
            report
                .GetProperty("logActivity")
                .EnumerateArray()
                .Where(g => g.GetProperty("drawing").ValueKind == JsonValueKind.Object)
                .Select(g => g.GetProperty("logGroup").GetString())
        );
        var page = HtmlRenderer.ToHtml("# Incident\n\n## Timeline\n", "Incident", report);
        Assert.Contains(">4 more log groups are not drawn.</text>", page, StringComparison.Ordinal);
        Assert.Contains("/ecs/job: 2 events. /srv/0: 1 events.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void LogsAreDrawnWithoutSchedulesToo() =>
        Assert.Contains(
            "<figure class=\"timeline\">",
            HtmlRenderer.ToHtml("## Timeline\n", "Logs", new TestAccount().LogEvents(Group, [("14:00", 1)]).Analyse().Report),
            StringComparison.Ordinal
        );

    [Fact]
    public void WritersAreTheSchedulesWhoseTargetsLogThere()
    {
        var account = new TestAccount()
            .Schedule("b", group: "/shared")
            .Schedule("a", group: "/shared")
            .LogEvents("/shared", [("14:00", 1)]);
        Assert.Equal(["a", "b"], Of(account).Writers.Select(w => w.Name));
    }
}
