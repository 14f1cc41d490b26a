using IncidentKit.Auditing;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Tests.Auditing;

/// <summary>A character of a passage is found again at its place in the file: else a finding points beside what it is about.</summary>
public sealed class PassageOffsetTests
{
    private static readonly string[] Cells =
    [
        "14:07",
        "**14:07** ok",
        "a **b** c",
        "`14:07` b",
        "[14:07](http://a.b/c) x",
        "a \\| b",
        "a \\*b 14:07",
        "\\*b 14:07",
        "a &amp; 14:07",
        "&nbsp;14:07",
        "日本 14:07",
        "🚀 14:07",
        "a  b",
        "a <!-- c --> 14:07",
        "~~x~~ 14:07",
        "a_b_c *d* 14:07",
        "<https://a.b/c> 14:07",
        "a<br>14:07",
        "![x](y.png) 14:07",
        "*14:07",
        "[x] 14:07",
        "http://a.b/c_d_e 14:07",
        "`a \\| b` 14:07",
    ];

    private static readonly string[] Frames =
    [
        "| A | B |\n| --- | --- |\n| CELL | z |\n",
        "| A | B |\n| --- | --- |\n| z | CELL |\n",
        "| A | B |\n| --- | --- |\n|CELL|CELL|\n",
        "| A | B |\n| --- | --- |\n|   CELL   |\tCELL\t|\n",
        "A | B\n--- | ---\nCELL | CELL\n",
        "  | A | B |\n  | --- | --- |\n  | CELL | CELL |\n",
        "- item\n\n  | A | B |\n  | --- | --- |\n  | CELL | CELL |\n",
        "1. item\n   - deep\n\n     | A | B |\n     | --- | --- |\n     | CELL | CELL |\n",
        "> | A | B |\n> | --- | --- |\n> | CELL | CELL |\n",
        "text before\n\n| CELL | CELL |\n| --- | --- |\n| a | b |\n| CELL | CELL |\n| CELL | CELL |\n\nCELL\n",
        "text\n| A | B |\n| :-- | --: |\n| CELL | CELL |\n",
        "CELL\nCELL\n",
        "- CELL\n  CELL\n- CELL\n",
        "> CELL\n> CELL\n",
        "# CELL\n",
        "## CELL ##\n\nCELL  \nCELL\\\nCELL\n",
        "\tx\n\n- [ ] CELL\n- [x] CELL\n",
    ];

    public static TheoryData<string, string> All => [.. Frames.SelectMany(f => Cells.Select(c => (f, c)))];

    [Theory]
    [MemberData(nameof(All))]
    public void CharacterStandsWhereItIsSaidToStand(string frame, string cell)
    {
        var report = ReportReader.Read("a.md", frame.Replace("CELL", cell, StringComparison.Ordinal));
        Assert.NotEmpty(report.Prose);
        Assert.All(report.Prose, p => Assert.Equal("", Wrong(p, report.Source.Text)));
    }

    /// <summary>Columns count UTF-16 code units from 1, as editors do; damaged characters count as they stand in the file.</summary>
    [Theory]
    [InlineData("| Mon 2026-01-29 | c |", 3)]
    [InlineData("|Mon 2026-01-29|c|", 2)]
    [InlineData("  |   **Mon 2026-01-29** | c |", 9)]
    [InlineData("| 🚀 Mon 2026-01-29 | c |", 6)]
    [InlineData("| 日 Mon 2026-01-29 | c |", 5)]
    [InlineData("| \\|\\* Mon 2026-01-29 | c |", 8)]
    [InlineData("| &amp; Mon 2026-01-29 | c |", 9)]
    [InlineData("| MÃ¼nchen Mon 2026-01-29 | c |", 12)]
    public void ColumnIsThatOfTheClaim(string row, int column)
    {
        var text = $"# Incident\n\n| When | Event |\n| --- | --- |\n{row}\n";
        var finding = Assert.Single(ReportAudit.Of("a.md", text, new AuditRequest()).Findings, f => f.Id == "IKA0104");
        Assert.Equal((5, column, 5, column + 14), (finding.Line, finding.Column, finding.EndLine, finding.EndColumn));
    }

    [Theory]
    [InlineData("See [the log](TODO) there.", 5, 20)]
    [InlineData("See ![a *b*](<>).", 5, 17)]
    [InlineData("| A |\n| - |\n| see [x](#nowhere) |", 7, 20)]
    public void LinkEndsBehindItsAddress(string text, int column, int end)
    {
        var finding = Assert.Single(ReportAudit.Of("a.md", text, new AuditRequest()).Findings, f => f.Id == "IKA0503");
        Assert.Equal((column, end), (finding.Column, finding.EndColumn));
    }

    [Theory]
    [InlineData("a\nb\n", 3)]
    [InlineData("a\r\nb\r\n", 3)]
    [InlineData("\uFEFFa\rb\r", 3)]
    [InlineData("a\u2028b\u0085c\fd\u2029\n", 2)]
    public void LineIsThatOfEditors(string before, int line)
    {
        var finding = Assert.Single(ReportAudit.Of("a.md", before + "Mon 2026-01-29", new AuditRequest()).Findings, f => f.Id == "IKA0104");
        Assert.Equal((line, 1), (finding.Line, finding.Column));
    }

    /// <summary>A character of the file that stands twice in a cell is not mixed up with the other.</summary>
    [Theory]
    [InlineData("| 14:07 14:09 | c |")]
    [InlineData("| **a** a `a` a | c |")]
    [InlineData("|  a  \\a  a | c |")]
    public void OffsetsGrow(string row)
    {
        var report = ReportReader.Read("a.md", $"| A | B |\n| --- | --- |\n{row}\n");
        Assert.NotEmpty(report.Prose);
        Assert.All(
            report.Prose,
            p => Assert.All(Enumerable.Range(1, p.Text.Length - 1), i => Assert.True(p.OffsetOf(i - 1) < p.OffsetOf(i)))
        );
    }

    /// <summary>What stands elsewhere, with what stands there. An entity stands for its character, and a tag for a break.</summary>
    private static string Wrong(Passage passage, string source) =>
        string.Join(
            ", ",
            passage
                .Text.Select((c, i) => (Seen: c, At: passage.OffsetOf(i)))
                .Where(c =>
                    c.At >= source.Length || (source[c.At] != c.Seen && source[c.At] != '&' && !(c.Seen == '\n' && source[c.At] == '<'))
                )
                .Select(c => $"'{c.Seen}' is '{(c.At < source.Length ? source[c.At] : '\0')}'")
        );
}
