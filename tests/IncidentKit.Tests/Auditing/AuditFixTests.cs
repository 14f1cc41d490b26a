using IncidentKit.Auditing;
using IncidentKit.Markets;

namespace IncidentKit.Tests.Auditing;

/// <summary>A correction changes the wrong value and nothing else.</summary>
public sealed class AuditFixTests
{
    private static readonly AuditRequest Request = new() { Calendars = [MarketCalendars.Embedded.Get("XNYS")] };

    public static TheoryData<string, string> Certain =>
        new()
        {
            // The weekday is written as the wrong one was; 2026-01-29 was a Thursday.
            { "It froze on Monday 2026-01-29 at 10:00 UTC. Then it ran.", "It froze on Thursday 2026-01-29 at 10:00 UTC. Then it ran." },
            { "It froze on Monday, January 29, 2026.", "It froze on Thursday, January 29, 2026." },
            { "It froze on 2026-01-29 (Monday).", "It froze on 2026-01-29 (Thursday)." },
            { "It froze on Mon 2026-01-29.", "It froze on Thu 2026-01-29." },
            { "It froze on Tues. 29 January 2026.", "It froze on Thu. 29 January 2026." },
            { "IT FROZE ON MONDAY 2026-01-29.", "IT FROZE ON THURSDAY 2026-01-29." },
            { "it froze on monday 2026-01-29.", "it froze on thursday 2026-01-29." },
            { "It froze on **Monday** 2026-01-29.", "It froze on **Thursday** 2026-01-29." },
            { "It froze on\nMonday 2026-01-29.\n", "It froze on\nThursday 2026-01-29.\n" },
            {
                "| When | What |\n| --- | --- |\n| Mon 2026-01-29 | it froze |\n",
                "| When | What |\n| --- | --- |\n| Thu 2026-01-29 | it froze |\n"
            },
            { "Planned 2026-03-01: Monday 2026-01-29, and 2026-02-06.", "Planned 2026-03-01: Thursday 2026-01-29, and 2026-02-06." },
            { "- Monday 2026-01-29\n- Friday 2026-01-29\n", "- Thursday 2026-01-29\n- Thursday 2026-01-29\n" },
            { "\uFEFFMonday 2026-01-29\r\n\r\nMonday 2026-01-29\r\n", "\uFEFFThursday 2026-01-29\r\n\r\nThursday 2026-01-29\r\n" },
            { "Ein Auftrag für MÃ¼ller und KÃ¶hler.\r\nMehr fÃ¼r später.", "Ein Auftrag für Müller und Köhler.\r\nMehr für später." },
        };

    [Theory]
    [MemberData(nameof(Certain))]
    public void OneRightAnswerIsWritten(string text, string corrected) => Assert.Equal(corrected, Corrected(text));

    [Theory]
    [MemberData(nameof(Certain))]
    public void CorrectedTextIsLeftAsItIs(string text, string corrected)
    {
        Assert.NotEqual(text, corrected);
        Assert.Equal(corrected, Corrected(corrected));
    }

    /// <summary>A guessed year, two readings, a character that is lost, or a weekday of another date of the report: a person decides.</summary>
    [Theory]
    [InlineData("It froze on Friday 2026-01-29. It ran on 2026-01-30.")]
    [InlineData("# Of 2 February 2026\n\nIt froze on Monday 2026-01-29.")]
    [InlineData("# Freeze of 2026-01-28\n\nIt froze on Thursday 2025-01-29.")]
    [InlineData("It was 2025-06-01. It froze on Monday, January 29.")]
    [InlineData("The dash 鈥? was lost.")]
    [InlineData("A character \uFFFD was lost.")]
    [InlineData("It froze on Thursday 2026-01-29.")]
    public void WhatIsNotCertainIsLeftAsItIs(string text) => Assert.Equal(text, Corrected(text));

    [Theory]
    [InlineData(
        "All was well. It froze on **Monday** 2026-01-29, *early*. It ran.",
        "IKA0104",
        "It froze on **Thursday** 2026-01-29, *early*."
    )]
    [InlineData("It froze on\nMonday 2026-01-29\nat noon.", "IKA0104", "It froze on Thursday 2026-01-29 at noon.")]
    [InlineData("| A | B |\n| - | - |\n| x. y | Mon 2026-01-29. z |", "IKA0104", "| x. y | Thu 2026-01-29. z |")]
    [InlineData("Ok. **When: Monday 2026-01-29**. [It](#x) ran.", "IKA0104", "**When: Thursday 2026-01-29**.")]
    [InlineData("- **Monday** 2026-01-29: see [it](http://a.b/c)\n- b", "IKA0104", "**Thursday** 2026-01-29: see [it](http://a.b/c)")]
    [InlineData("> *Monday 2026-01-29* it\n> froze", "IKA0104", "*Thursday 2026-01-29* it froze")]
    [InlineData("# Monday 2026-01-29\n\nx", "IKA0104", "Thursday 2026-01-29")]
    [InlineData("Sold MÃ¼ller. Bought KÃ¶hler.", "IKA0501", "Sold Müller. Bought Köhler.")]
    public void SuggestionIsTheCorrectedSentence(string text, string id, string suggestion) =>
        Assert.Equal(suggestion, Assert.Single(ReportAudit.Of("a.md", text, Request).Findings, f => f.Id == id).Suggestion);

    [Fact]
    public void WhereMoreThanOneValueWouldChangeNothingIsSuggested()
    {
        var finding = Assert.Single(ReportAudit.Of("a.md", "| a | b |\n| - | - |\n| c | d | e |\n", Request).Findings);
        Assert.Equal((null, null), (finding.Suggestion, finding.Edit));
    }

    [Fact]
    public void OfEditsThatOverlapTheFirstIsApplied()
    {
        AuditEdit[] edits = [new(1, 2, 1, 4, "X", true), new(1, 3, 1, 5, "Y", true), new(2, 1, 2, 1, "Z\n", true)];
        var (text, applied) = CorrectedText.Of("abcde\r\nf", edits);
        Assert.Equal("aXde\r\nZ\r\nf", text);
        Assert.Equal([edits[0], edits[2]], applied);
    }

    /// <summary>After some rounds nothing is left that has one right answer, and lines without a correction are as they were.</summary>
    [Fact]
    public void CorrectionsComeToAnEnd()
    {
        Assert.NotEmpty(CorpusReport.All);
        Assert.All(
            CorpusReport.All,
            report =>
            {
                var text = report.Text;
                for (var round = 0; round < 10 && Corrected(text) is var next && next != text; round++)
                    text = next;
                Assert.Equal(text, Corrected(text));
                Assert.Equal(report.Text.Split('\n').Length, text.Split('\n').Length);
            }
        );
    }

    private static string Corrected(string text) =>
        CorrectedText
            .Of(text, ReportAudit.Of("a.md", text, Request).Findings.Select(f => f.Edit).OfType<AuditEdit>().Where(e => e.Certain))
            .Text;
}
