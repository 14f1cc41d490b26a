using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentKit.Basics;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Rendering;

/// <summary>Whatever a text holds, a reader of the rendered page sees that text and no markup of it.</summary>
public sealed partial class EscapingTests
{
    private static readonly string[] Pieces =
    [
        "`",
        "``",
        "|",
        "\\",
        "*",
        "_",
        "[",
        "](",
        "!",
        "<b>",
        "</td>",
        "&amp;",
        "#",
        "~~",
        "- ",
        "1. ",
        "+ ",
        "= ",
        "> ",
        ": ",
        "^",
        "$",
        "{{",
        "}}",
        "http://a.b",
        "www.a.b",
        "javascript:x",
        "a@b.c",
        "[^1]",
        "[x]: y",
        "'",
        "\"",
        "(",
        ")",
        ".",
        "---",
        "===",
        "***",
        ":-:",
        "é",
        "日",
        "😀",
        "a",
        "7",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u202E",
        "\u2066",
        "\0",
        "\u001b",
        "\u200B",
        "\uFEFF",
        "\uD800",
    ];

    private static readonly Gen<string> Hostile = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(string.Concat);

    [Fact]
    public void RunningTextReadsAsItself() =>
        Hostile.Sample(
            text => Assert.Equal(Seen(VisibleText.Line(text)), Body("x " + MarkdownText.Escape(text) + " y", "<p>x (.*?) ?y</p>")),
            iter: Effort.Of(1000)
        );

    [Fact]
    public void AParagraphStartsWithNoBlock() =>
        Hostile
            .Where(t => Seen(VisibleText.Line(t)).Length > 0)
            .Sample(
                text => Assert.Equal(Seen(VisibleText.Line(text)), Body(MarkdownText.Escape(text), "^<p>(.*)</p>$")),
                iter: Effort.Of(1000)
            );

    [Fact]
    public void ATableCellStaysOneCell() =>
        Hostile.Sample(
            text =>
                Assert.Equal(
                    Seen(VisibleText.Line(text)),
                    Body($"| h | i |\n|---|---|\n| {MarkdownText.Escape(text)} | end |", "<td>(.*)</td>\\s*<td>end</td>")
                ),
            iter: Effort.Of(1000)
        );

    [Fact]
    public void CodeInATableCellStaysOneCell() =>
        Hostile
            .Where(t => t.Trim().Length > 0)
            .Sample(
                text =>
                    Assert.Equal(
                        Seen(VisibleText.Line(text)),
                        Body($"| h | i |\n|---|---|\n| {MarkdownText.CodeCell(text)} | end |", "<td>(.*)</td>\\s*<td>end</td>")
                    ),
                iter: Effort.Of(1000)
            );

    [Fact]
    public void ACodeSpanEndsWhereItShould() =>
        Hostile
            .Where(t => t.Trim().Length > 0)
            .Sample(
                text =>
                    Assert.Equal(Seen(VisibleText.Line(text)), Body($"x {MarkdownText.Code(text)} y", "^<p>x <code>(.*)</code> y</p>$")),
                iter: Effort.Of(1000)
            );

    [Fact]
    public void AFenceEndsWhereItShould() =>
        Hostile.Sample(
            text =>
                Assert.Equal(
                    VisibleText.Lines(text).TrimEnd('\n'),
                    WebUtility
                        .HtmlDecode(
                            Body(
                                MarkdownText.Fence(text, "text") + "\n\nend",
                                "<pre><code class=\"language-text\">(.*?)\n?</code></pre>\\s*<p>end</p>",
                                decode: false
                            )
                        )
                        .TrimEnd('\n')
                ),
            iter: Effort.Of(1000)
        );

    [Theory]
    [InlineData("a'b", @"'a'\''b'")]
    [InlineData("$(x) `y` \"z\" \\", "'$(x) `y` \"z\" \\'")]
    [InlineData("two\nlines", "'two lines'")]
    [InlineData("-n \u202Ex", @"'-n \u202Ex'")]
    [InlineData("", "''")]
    public void AShellWordIsQuoted(string text, string expected) => Assert.Equal(expected, ShellText.Word(text));

    [Theory]
    [InlineData("\u202Egnp", @"\u202Egnp")]
    [InlineData("a\u0000b", @"a\u0000b")]
    [InlineData("a\r\n\r\nb", "a b")]
    [InlineData("👩‍💻 é", "👩‍💻 é")]
    public void HiddenCharactersAreShown(string text, string expected) => Assert.Equal(expected, VisibleText.Line(text));

    [Fact]
    public void ALoneSurrogateIsShown() => Assert.Equal(@"\uD800x", VisibleText.Line("\uD800x"));

    /// <summary>HTML shows a run of spaces as one.</summary>
    private static string Seen(string text) => Spaces().Replace(text, " ").Trim();

    private static string Body(string markdown, string pattern, bool decode = true)
    {
        string page = HtmlRenderer.ToHtml(markdown, "t");
        string body = page[(page.IndexOf("<main>", StringComparison.Ordinal) + 7)..page.IndexOf("\n</main>", StringComparison.Ordinal)];
        Match match = Regex.Match(body, pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        Assert.True(match.Success, body);
        string html = match.Groups[1].Value;
        if (!decode)
            return html;
        html = html.Replace("<code>", "").Replace("</code>", "");
        Assert.DoesNotContain('<', html);
        return Seen(WebUtility.HtmlDecode(html));
    }

    [GeneratedRegex(" +", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
