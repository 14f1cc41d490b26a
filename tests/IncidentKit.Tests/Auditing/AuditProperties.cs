using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentKit.Auditing;
using IncidentKit.Markets;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Auditing;

/// <summary>What holds for every report.</summary>
public sealed partial class AuditProperties
{
    /// <summary>A seed that every run uses: which trials succeed does not change from run to run.</summary>
    private const string Seed = "0000KOIPe023";

    private static readonly AuditRequest Request = new() { Calendars = [MarketCalendars.Embedded.Get("XNYS")], Measured = Freeze.Closed.Report };

    private static readonly string[] Pieces =
    [
        "16:36", "2026-01-29", "UTC", " to ", "-", "(6.5 hours)", "# ", "## Timeline\n", "\n", "\n\n", "- ", "1. ", "| ", "|---|", "|\n", "[a](b)", "[^1]", "<!-- ", "audit-ignore IKA0101: x", "-->", "`", "```\n",
        "**", "_", "All 13 schedules froze", "at market close", "no financial impact", "3 hours before the open", "Status: Resolved\n", "## Open blockers\n", "Duration: ", "â€”", "ΓÇö", "鈥?", "> ", "    ",
        "\\", "&amp;", "\0", "\uD800", "\u202E", "é", "arn:aws:ecs:us-west-2:123456789012:cluster/x", "Thursday, ", "January 29, 2026", "9:30 AM ET (14:30 UTC)", "[", "]", "(", ")", "<", "!", "---\n", "~~~\n", "$", "1/2", "6 of 13",
    ];

    private static readonly Gen<string> Report = Gen.OneOf(Gen.OneOf([.. Pieces.Select(Gen.Const)]), Gen.String[0, 6]).Array[0, 120].Select(string.Concat);

    [Fact]
    public void NoInputMakesItCrash() => Report.Sample(
        text =>
        {
            var result = Audit(text);
            return result is null || (result.Findings.All(f => f is { Line: > 0, Column: > 0 }) && result.Unchecked >= 0 && result.Unchecked <= result.Claims);
        },
        iter: 3_000);

    [Fact]
    public void SameInputGivesTheSameOutput() => Report.Sample(
        text => AuditOutput.Json([ReportAudit.Of("x.md", text, Request)]) == AuditOutput.Json([ReportAudit.Of("x.md", text, Request)]), iter: 200);

    /// <summary>Ten times the text must not take more than forty times as long; quadratic time would take a hundred.</summary>
    [Fact]
    public void TimeGrowsWithTheLength()
    {
        ReportAudit.Of("x.md", Freeze.Closed.Markdown, Request);
        var slow = new List<string>();
        foreach (var piece in Pieces.Append("16:36-23:02 (5 hours) on 2026-01-29, all 13 schedules, `a`, `b`. ").Append("Duration: 5 hours\n\n# x\n\n").Append("- 10:00 a\n").Append("| 10:00 | `x` |\n"))
        {
            if (Grows(piece, repeats: 2) is not null && Grows(piece, repeats: 12) is { } times)
                slow.Add($"{piece.ReplaceLineEndings("\\n")}: {times}");
        }

        Assert.Empty(slow);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void AReportOfOnesOwnMakingIsClean(string recording)
    {
        var freeze = Freeze.Named(recording);
        AuditRequest withEvidence = new() { Calendars = Request.Calendars, Measured = freeze.Report }, without = new() { Calendars = Request.Calendars };
        Assert.Empty(ReportAudit.Of("incident-report.md", freeze.Markdown, withEvidence).Findings);
        Assert.Empty(ReportAudit.Of("incident-report.md", freeze.Markdown, without).Findings);
        Assert.Empty(ReportAudit.Of("runbook.md", freeze.Runbook, without).Findings);
    }

    /// <summary>Each trial changes one digit of one number that stands in the report.</summary>
    [Fact]
    public void AChangedNumberIsFound()
    {
        const int Trials = 400;
        var markdown = Freeze.Closed.Markdown;
        var numbers = Number().Matches(markdown).ToList();
        Assert.True(numbers.Count > 500);
        int found = 0, tried = 0;
        Gen.Select(Gen.Int[0, numbers.Count - 1], Gen.Int[0, 1_000], Gen.Int[1, 9]).Sample(
            (which, place, by) =>
            {
                var number = numbers[which];
                var at = number.Index + (place % number.Length);
                var digit = (char)('0' + ((markdown[at] - '0' + by) % 10));
                var edited = markdown[..at] + digit + markdown[(at + 1)..];
                var line = markdown[..at].Count(c => c == '\n') + 1;
                tried++;
                if (ReportAudit.Of("incident-report.md", edited, Request).Findings.Any(f => f.Line == line && f.Id is "IKA0607" or "IKA0608"))
                    found++;
            },
            iter: Trials, threads: 1, seed: Seed);
        Assert.True(tried >= Trials);
        Assert.True(found >= 0.95 * tried, $"{found} of {tried}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{found} of {tried} changed numbers found");
    }

    [Fact]
    public void EditedProseIsFine()
    {
        var edited = Freeze.Closed.Markdown
            .Replace("## Summary\n", "## Summary\n\nWe are sorry: this took too long, and we know why.\n", StringComparison.Ordinal)
            .Replace("Not proved yet, because no run was due since:", "Still to be proved, since it was not due again:", StringComparison.Ordinal)
            .Replace("They are not counted as scheduled runs and do not end a gap.", "", StringComparison.Ordinal);
        Assert.NotEqual(Freeze.Closed.Markdown, edited);
        Assert.Empty(ReportAudit.Of("incident-report.md", edited, Request).Findings);
    }

    /// <summary>Null where the text is refused because it is nested too deeply, in one line that says so.</summary>
    private static AuditResult? Audit(string text)
    {
        try
        {
            return ReportAudit.Of("x.md", text, Request);
        }
        catch (InputException e)
        {
            Assert.StartsWith("x.md: cannot be read as Markdown: ", e.Message, StringComparison.Ordinal);
            return null;
        }
    }

    /// <summary>The two times if the longer text took more than it may; a busy machine asks for more repeats.</summary>
    private static string? Grows(string piece, int repeats)
    {
        TimeSpan small = Best(piece, 10_000, repeats), large = Best(piece, 100_000, repeats);
        return large >= (small * 40) + TimeSpan.FromMilliseconds(150) ? $"{small.TotalMilliseconds:F0} ms, then {large.TotalMilliseconds:F0} ms" : null;
    }

    private static TimeSpan Best(string piece, int length, int repeats)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        return Enumerable.Range(0, repeats).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Audit(text);
            return watch.Elapsed;
        });
    }

    [GeneratedRegex(@"\b\d+\b", RegexOptions.None, 5_000)]
    private static partial Regex Number();
}
