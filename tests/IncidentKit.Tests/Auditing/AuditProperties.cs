using System.Diagnostics;
using CsCheck;
using IncidentKit.Auditing;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Markets;
using IncidentKit.Testing;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Auditing;

/// <summary>What holds for every report.</summary>
public sealed class AuditProperties
{
    private static readonly AuditRequest Request = new()
    {
        Calendars = [MarketCalendars.Embedded.Get("XNYS")],
        Measured = Freeze.Closed.Report,
    };

    private static readonly string[] Pieces =
    [
        "16:36",
        "2026-01-29",
        "UTC",
        " to ",
        "-",
        "(6.5 hours)",
        "# ",
        "## Timeline\n",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "| ",
        "|---|",
        "|\n",
        "[a](b)",
        "[^1]",
        "<!-- ",
        "audit-ignore IKA0101: x",
        "-->",
        "`",
        "```\n",
        "**",
        "_",
        "All 13 schedules froze",
        "at market close",
        "no financial impact",
        "3 hours before the open",
        "Status: Resolved\n",
        "## Open blockers\n",
        "Duration: ",
        "â€”",
        "ΓÇö",
        "鈥?",
        "> ",
        "    ",
        "٢٠٢٦-٠١-٢٩",
        "١٦:٣٦",
        "٢ hours",
        "\\",
        "&amp;",
        "\0",
        "\uD800",
        "\u202E",
        "é",
        "arn:aws:ecs:us-west-2:123456789012:cluster/x",
        "Thursday, ",
        "January 29, 2026",
        "9:30 AM ET (14:30 UTC)",
        "[",
        "]",
        "(",
        ")",
        "<",
        "!",
        "---\n",
        "~~~\n",
        "$",
        "1/2",
        "6 of 13",
    ];

    private static readonly Gen<string> Report = Gen.OneOf(Gen.OneOf([.. Pieces.Select(Gen.Const)]), Gen.String[0, 6])
        .Array[0, 120]
        .Select(string.Concat);

    [Fact]
    public void NoInputMakesItCrash() =>
        Report.Sample(
            text =>
            {
                var result = Audit(text);
                return result is null
                    || (
                        result.Findings.All(f => f is { Line: > 0, Column: > 0 })
                        && result.Unchecked >= 0
                        && result.Unchecked <= result.Claims
                    );
            },
            iter: Effort.Of(3_000)
        );

    /// <summary>Digits of other scripts are text.</summary>
    [Fact]
    public void DigitsOfOtherScriptsAreText() =>
        Assert.DoesNotContain(
            ReportAudit.Of("x.md", "On ٢٠٢٦-٠١-٢٩ at ١٦:٣٦ UTC (٢ hours) all ١٣ schedules failed. Duration: ٥ hours\n", Request).Findings,
            f => f.Id.StartsWith("IKA01", StringComparison.Ordinal)
        );

    [Fact]
    public void SameInputGivesTheSameOutput() =>
        Report.Sample(
            text => AuditOutput.Json([ReportAudit.Of("x.md", text, Request)]) == AuditOutput.Json([ReportAudit.Of("x.md", text, Request)]),
            iter: Effort.Of(200)
        );

    /// <summary>Ten times the text must not take more than forty times as long; quadratic time would take a hundred.</summary>
    [Fact]
    public void TimeGrowsWithTheLength()
    {
        ReportAudit.Of("x.md", Freeze.Closed.Markdown, Request);
        var slow = new List<string>();
        foreach (
            var piece in Pieces
                .Append("16:36-23:02 (5 hours) on 2026-01-29, all 13 schedules, `a`, `b`. ")
                .Append("Duration: 5 hours\n\n# x\n\n")
                .Append("- 10:00 a\n")
                .Append("| 10:00 | `x` |\n")
                .Append("Start: 10:00 on 2026-01-29. Duration: 5 hours. ")
                .Append("**Start:** 2026-01-29 10:00\n\n**End:** 2026-01-29 11:00\n\n**Duration:** 5 hours\n\n")
                .Append("## x\n\n**Start:** 10:00\n\n")
                .Append("It took from 10:00 to 11:00 about 2 hours; 23:00 to 01:00. ")
                .Append("These 3 things:\n\n- a\n- b\n\n```\nx\n```\n\n")
                .Append("| Start | End | Duration |\n|---|---|---|\n| 10:00 | 11:00 | 2 hours |\n\n")
        )
        {
            if (Grows(piece, repeats: 1) is not null && Grows(piece, repeats: 12) is { } times)
                slow.Add($"{piece.ReplaceLineEndings("\\n")}: {times}");
        }

        Assert.Empty(slow);
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
        TimeSpan small = Best(piece, 5_000, repeats),
            large = Best(piece, 50_000, repeats);
        return large >= (small * 40) + TimeSpan.FromMilliseconds(40)
            ? $"{small.TotalMilliseconds:F0} ms, then {large.TotalMilliseconds:F0} ms"
            : null;
    }

    private static TimeSpan Best(string piece, int length, int repeats)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        return Enumerable
            .Range(0, repeats)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                Audit(text);
                return watch.Elapsed;
            });
    }
}
