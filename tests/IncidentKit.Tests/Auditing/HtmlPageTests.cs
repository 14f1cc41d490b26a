using IncidentKit.Auditing;
using IncidentKit.Basics;
using IncidentKit.Claims.Reading;
using IncidentKit.Testing;
using Markdig;

namespace IncidentKit.Tests.Auditing;

/// <summary>Pages that wikis and editors export.</summary>
public sealed class HtmlPageTests
{
    [Theory]
    [InlineData("<h2>Time line</h2><p>It <b>failed</b>  at\n10:00.</p>", "## Time line\n\nIt **failed** at\n10:00.\n\n")]
    [InlineData("<p><strong>Status:</strong>Resolved</p>", "**Status:** Resolved\n\n")]
    [InlineData("<p><strong>Status: </strong>Resolved</p>", "**Status:** Resolved\n\n")]
    [InlineData("<ul><li>10:00 a</li><li>10:05 b<ul><li>c</li></ul></li></ul>", "- 10:00 a\n- 10:05 b\n  - c\n\n")]
    [InlineData("<ol><li><p>a</p></li><li><p>b</p><p>c</p></li></ol>", "1. a\n\n2. b\n\n   c\n\n")]
    [InlineData("<ul><li>a<li>b</ul>", "- a\n- b\n\n")]
    [InlineData("<p>a<br>b<br/></p><p>c</p>", "a\\\nb\\\n\nc\n\n")]
    [InlineData("<div>10:00 a</div><div>10:05 b</div>", "10:00 a\n\n10:05 b\n\n")]
    [InlineData("<p>5 &lt; 6 &amp; 7&nbsp;&gt; 6 &#8211; x*y_z</p>", "5 \\< 6 & 7 > 6 – x\\*y_z\n\n")]
    [InlineData("<p>&lt;add name here&gt;</p>", "\\<add name here>\n\n")]
    [InlineData("<p>AT&T; a &unknown; b</p>", "AT&T; a &unknown; b\n\n")]
    [InlineData("<pre><code>a &lt; b\n\nc</code></pre>", "```\na < b\n\nc\n```\n\n")]
    [InlineData("<p>run <code>x | y</code> now</p>", "run `x | y` now\n\n")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n\n> b\n\nc\n\n")]
    [InlineData("<p>see <a href=\"https://x.example/a b\">the page</a>.</p>", "see [the page](<https://x.example/a b>).\n\n")]
    [InlineData("<h1>T<a class=\"anchor\" href=\"#t\">¶</a></h1>", "# T¶\n\n")]
    [InlineData("<dl><dt>Start</dt><dd>10:00</dd><dt>End:</dt><dd>11:00</dd></dl>", "**Start:** 10:00\n\n**End:** 11:00\n\n")]
    [InlineData(
        "<table><tr><th>Time</th><th>What</th></tr><tr><td>10:00</td><td><p>a</p><p>b | c</p></td></tr></table>",
        "| Time | What |\n|---|---|\n| 10:00 | a<br>b \\| c |\n\n"
    )]
    [InlineData(
        "<table><tr><td rowspan=2>3 May</td><td>10:00</td></tr><tr><td>11:00</td></tr></table>",
        "| 3 May | 10:00 |\n|---|---|\n| 3 May | 11:00 |\n\n"
    )]
    [InlineData("<table><tr><td><h2>A</h2><p>b</p></td></tr></table>", "## A\n\nb\n\n")]
    [InlineData("<ul class=\"inline-task-list\"><li class=\"checked\">a</li><li>b</li></ul>", "- [x] a\n- [ ] b\n\n")]
    [InlineData("<ul><li><input type=\"checkbox\" checked> a</li></ul>", "- [x] a\n\n")]
    [InlineData("<p>a</p><script>var x = '10:00';</script><style>p{}</style><nav>menu</nav><p hidden>no</p><p>b</p>", "a\n\nb\n\n")]
    [InlineData("<p><b>a</b></p><p><i></i>b</p>", "**a**\n\nb\n\n")]
    [InlineData("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**\n\n")]
    [InlineData("<!-- audit-ignore IKA0104: known --><p>x</p><!-- else -->", "<!-- audit-ignore IKA0104: known -->\nx\n\n")]
    public void APageIsReadAsMarkdown(string html, string markdown) => Assert.Equal(markdown, HtmlPage.Read("x.html", html).Text);

    [Theory]
    [InlineData(
        "<html><head><title>T</title></head><body><div id=\"header\">menu</div><div id=\"main-content\"><p>a</p></div></body></html>"
    )]
    [InlineData("<title>T</title><nav><h2>no</h2></nav><article><p>a</p></article><footer>no</footer>")]
    [InlineData("<body><h1>T</h1><div id=\"mw-content-text\"><div id=\"toc\">no</div><p>a</p></div><div>no</div></body>")]
    public void OnlyTheReportIsRead(string html) => Assert.Equal("# T\n\na\n\n", HtmlPage.Read("x.html", html).Text);

    /// <summary>Pages as three wikis export them, with what is wrong in each.</summary>
    [Theory]
    [InlineData("confluence.html", "27 IKA0101, 28 IKA0104, 30 IKA0103, 31 IKA0115, 32 IKA0405")]
    [InlineData("mediawiki.html", "16 IKA0101, 24 IKA0506")]
    [InlineData("notion.html", "3 IKA0103, 3 IKA0104, 3 IKA0106")]
    public void PagesOfWikisAreRead(string file, string expected)
    {
        var path = Path.Combine(Snapshot.ProjectDirectory(typeof(HtmlPageTests).Assembly), "Auditing/Pages", file);
        var found = ReportAudit
            .Of(file, File.ReadAllText(path), new AuditRequest())
            .Findings.Where(f => f.Severity != AuditSeverity.Note)
            .Select(f => $"{f.Line} {f.Id}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(", ", found));
    }

    /// <summary>What Markdown says, it says as a page too: every report of the corpus, made a page, has the same findings.</summary>
    [Fact]
    public void APageOfAReportHasItsFindings()
    {
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseTaskLists().Build();
        List<string> differ = [];
        var compared = 0;
        foreach (var report in CorpusReport.All.Where(r => !IsOfMarkup(r.Text)))
        {
            var html = $"<html><body><main>{Markdown.ToHtml(report.Text, pipeline)}</main></body></html>";
            var expected = Ids(report.Audit());
            var actual = Ids(ReportAudit.Of(report.Name + ".html", html, report.Request));
            compared++;
            if (!expected.SequenceEqual(actual))
                differ.Add(
                    $"{report.Name}: not in the page {string.Join(' ', expected.Except(actual))}, only there {string.Join(' ', actual.Except(expected))}"
                );
        }

        Assert.True(compared > 120, $"{compared}");
        Assert.True(differ.Count == 0, string.Join('\n', differ));
    }

    [Fact]
    public void PlacesAreThoseOfTheFile()
    {
        const string Page =
            "<html>\r\n<body>\r\n<h1>Outage</h1>\r\n<p>On <b>Sunday</b>, 3 March 2025 at\r\n10:00&nbsp;UTC it failed.</p>\r\n</body></html>";
        var finding = Assert.Single(ReportAudit.Of("x.html", Page, new AuditRequest()).Findings, f => f.Id == "IKA0104");
        Assert.Equal((4, 10, 4, 34), (finding.Line, finding.Column, finding.EndLine, finding.EndColumn));
        Assert.Null(finding.Edit);
    }

    [Fact]
    public void ASuppressionHoldsInAPage()
    {
        const string Page =
            "<h1>Outage</h1>\n<!-- audit-ignore IKA0104: the vendor's text -->\n<p>On Sunday, 3 March 2025 at 10:00 UTC it failed.</p>\n";
        Assert.DoesNotContain(ReportAudit.Of("x.html", Page, new AuditRequest()).Findings, f => f.Id == "IKA0104");
    }

    [Fact]
    public void APageThatIsNestedTooDeeplyIsRefused()
    {
        var page = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "x";
        var refused = Assert.Throws<InputException>(() => HtmlPage.Read("deep.html", page));
        Assert.Equal("deep.html: it is nested more than 250 deep", refused.Message);
    }

    private static List<string> Ids(AuditResult result) =>
        [
            .. result
                .Findings.Where(f => f.Id is not ("IKA0502" or "IKA0503"))
                .Select(f => $"{f.Id}:{f.Claim.Replace("\\", "", StringComparison.Ordinal)}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What is wrong in the Markdown itself is not there in a page, and what only a page's file has is not in Markdown.</summary>
    private static bool IsOfMarkup(string text) =>
        text.StartsWith("---\n", StringComparison.Ordinal)
        || text.Contains("<!--", StringComparison.Ordinal)
        || text.Contains("[^", StringComparison.Ordinal)
        || text.Contains("&rsquo;", StringComparison.Ordinal)
        || System.Text.RegularExpressions.Regex.IsMatch(text, "<[A-Za-z<]");
}
