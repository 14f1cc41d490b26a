using System.Text.Json;
using IncidentKit.Auditing;

namespace IncidentKit.Tests.Auditing;

/// <summary>What audits find, as people, editors, workflows and code review read it.</summary>
public sealed class AuditOutputTests
{
    private static readonly AuditFinding Finding = new(
        "IKA0104",
        AuditSeverity.Error,
        3,
        5,
        3,
        22,
        "2026-01-29 is not a Monday",
        "Monday 2026-01-29",
        "Thursday",
        "the calendar",
        "It froze on Thursday 2026-01-29."
    )
    {
        Edit = new AuditEdit(3, 5, 3, 11, "Thursday", Certain: true),
        Fingerprint = "f00d",
    };

    [Fact]
    public void TextEndsWithTheCorrectedSentence() =>
        Assert.Equal(
            """
            a.md:3:5 IKA0104 error 2026-01-29 is not a Monday
                claim: Monday 2026-01-29
                found: Thursday
                how:   the calendar
                fix:   It froze on Thursday 2026-01-29.

            """.ReplaceLineEndings("\n"),
            AuditOutput.Text([Of("a.md", Finding)])
        );

    [Fact]
    public void LineIsThatOfACompiler() =>
        Assert.Equal("a.md:3:5: error: 2026-01-29 is not a Monday (found: Thursday) [IKA0104]\n", AuditOutput.Lines([Of("a.md", Finding)]));

    [Theory]
    [InlineData(AuditSeverity.Error, "error")]
    [InlineData(AuditSeverity.Warning, "warning")]
    [InlineData(AuditSeverity.Note, "notice")]
    public void AnnotationIsAWorkflowCommand(AuditSeverity severity, string command) =>
        Assert.Equal(
            $"::{command} file=docs/a.md,line=3,endLine=3,col=5,endColumn=22,title=IKA0104 weekday-differs-from-date::"
                + "2026-01-29 is not a Monday (found: Thursday; how: the calendar)%0Afix: It froze on Thursday 2026-01-29.\n",
            AuditOutput.GitHub([Of("./docs/a.md", Finding with { Severity = severity })])
        );

    [Fact]
    public void AnnotationEscapesWhatTheRunnerReads()
    {
        var finding = Finding with { Message = "100 % at 10:00, or so\n::error::x", Suggestion = null, EndLine = 4 };
        Assert.Equal(
            "::error file=a%3Ab%2Cc%25.md,line=3,endLine=4,title=IKA0104 weekday-differs-from-date::"
                + "100 %25 at 10:00, or so ::error::x (found: Thursday; how: the calendar)\n",
            AuditOutput.GitHub([Of("a:b,c%.md", finding)])
        );
    }

    /// <summary>A report, or its name, may hold what a terminal obeys or a reader does not see.</summary>
    [Theory]
    [InlineData("text")]
    [InlineData("line")]
    [InlineData("github")]
    [InlineData("json")]
    [InlineData("sarif")]
    public void NothingMovesTheTerminal(string format)
    {
        const string Evil = "x\u001B[31m\u0007\u009B\u202Ey\r\u2028z";
        var finding = Finding with { Message = Evil, Claim = Evil, Found = Evil, How = Evil, Suggestion = Evil };
        var result = Of(Evil, finding) with { UncheckedClaims = [new UncheckedClaim(1, 1, "time", Evil, Evil)] };
        var text = format switch
        {
            "text" => AuditOutput.Text([result]),
            "line" => AuditOutput.Lines([result]),
            "github" => AuditOutput.GitHub([result]),
            "json" => AuditOutput.Json([result]),
            _ => AuditOutput.Sarif([result], "0"),
        };
        Assert.Contains("\\u001B", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c is '\u202E' or '\u2028'));
        if (format == "line")
            Assert.Equal(2, text.Count(c => c == '\n'));
    }

    [Fact]
    public void SarifHasPlacesFingerprintsFixesAndThePagesOfRules()
    {
        using var sarif = JsonDocument.Parse(AuditOutput.Sarif([Of("./a b.md", Finding, Finding with { Line = 9, EndLine = 9 })], "1.2.3"));
        var run = sarif.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.All(
            rules,
            r =>
            {
                Assert.StartsWith($"# {r.GetProperty("id").GetString()} ", Markdown(r), StringComparison.Ordinal);
                Assert.NotEmpty(r.GetProperty("fullDescription").GetProperty("text").GetString()!);
                Assert.DoesNotContain('#', r.GetProperty("fullDescription").GetProperty("text").GetString()![..1]);
            }
        );
        var results = run.GetProperty("results").EnumerateArray().ToList();
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("a%20b.md", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("3:5-3:22", Region(place.GetProperty("region")));
        Assert.Equal(
            ["f00d:1", "f00d:2"],
            results.Select(r => r.GetProperty("partialFingerprints").GetProperty("claimAndSentence/v1").GetString())
        );
        var change = results[0].GetProperty("fixes")[0].GetProperty("artifactChanges")[0];
        Assert.Equal("3:5-3:11", Region(change.GetProperty("replacements")[0].GetProperty("deletedRegion")));
        Assert.Equal("Thursday", change.GetProperty("replacements")[0].GetProperty("insertedContent").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("a.md", "a.md")]
    [InlineData("./docs/ä b.md", "docs/%C3%A4%20b.md")]
    [InlineData("../x#y.md", "../x%23y.md")]
    [InlineData("/tmp/a b.md", "file:///tmp/a%20b.md")]
    [InlineData("C:\\x\\y.md", "file:///C:/x/y.md")]
    public void AddressIsAReferenceToTheFile(string path, string address)
    {
        using var sarif = JsonDocument.Parse(AuditOutput.Sarif([Of(path, Finding)], "0"));
        Assert.Equal(
            address,
            sarif
                .RootElement.GetProperty("runs")[0]
                .GetProperty("results")[0]
                .GetProperty("locations")[0]
                .GetProperty("physicalLocation")
                .GetProperty("artifactLocation")
                .GetProperty("uri")
                .GetString()
        );
    }

    [Theory]
    [InlineData(1, 1, "1 report: 1 error, 0 warnings, 0 notes, 0 suppressed; 1 claim read, 1 of them unchecked")]
    [InlineData(2, 2, "2 reports: 2 errors, 0 warnings, 0 notes, 0 suppressed; 2 claims read, 2 of them unchecked")]
    public void SummaryCountsInWords(int reports, int findings, string summary) =>
        Assert.Equal(
            summary,
            AuditOutput.Summary([
                .. Enumerable
                    .Range(0, reports)
                    .Select(i => Of("a.md", [.. Enumerable.Repeat(Finding, findings / reports)]) with { Claims = 1, Unchecked = 1 }),
            ])
        );

    private static AuditResult Of(string file, params AuditFinding[] findings) => new(file, findings, [], 0, 0);

    private static string Markdown(JsonElement rule) => rule.GetProperty("help").GetProperty("markdown").GetString()!;

    private static string Region(JsonElement r) =>
        $"{r.GetProperty("startLine")}:{r.GetProperty("startColumn")}-{r.GetProperty("endLine")}:{r.GetProperty("endColumn")}";
}
