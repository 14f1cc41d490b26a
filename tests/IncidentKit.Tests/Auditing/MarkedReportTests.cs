using System.Text.RegularExpressions;
using IncidentKit.Auditing;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Tests.Auditing;

/// <summary>The audit knows the parts of a report by their marks, and by the words of version 0.1.0 where there are none.</summary>
public sealed partial class MarkedReportTests
{
    private static string Markdown => MeasuredIncidents.Markdown("closed");

    private static AuditRequest Request => new() { Measured = MeasuredIncidents.Report("closed") };

    public static TheoryData<string> Forms => ["as it is", "without marks", "in other words"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void ItIsClean(string form) => Assert.Empty(Audit(Of(form)).Findings);

    [Theory]
    [MemberData(nameof(Forms))]
    public void AChangedNumberIsFound(string form)
    {
        var edited = Of(form).Replace("1,618", "1,619", StringComparison.Ordinal);
        Assert.Contains(Audit(edited).Findings, f => f.Id == "IKA0607");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void AnotherBundleIsFound(string form)
    {
        var report = Of(form)
            .Replace(
                "| SHA-256 of the bundle |",
                form == "in other words" ? "| Pr\u00fcfsumme |" : "| SHA-256 of the bundle |",
                StringComparison.Ordinal
            );
        var hash = MeasuredIncidents.Report("closed").GetProperty("provenance").GetProperty("bundleSha256").GetString()!;
        var findings = Audit(report.Replace(hash, new string('0', 64), StringComparison.Ordinal)).Findings;
        Assert.Equal("IKA0608", Assert.Single(findings).Id);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void AnotherInputIsFound(string form)
    {
        var input = MeasuredIncidents
            .Report("closed")
            .GetProperty("provenance")
            .GetProperty("inputs")[0]
            .GetProperty("sha256")
            .GetString()!;
        var finding = Assert.Single(Audit(Of(form).Replace(input, new string('0', 64), StringComparison.Ordinal)).Findings);
        Assert.Equal("IKA0608", finding.Id);
    }

    [Theory]
    [InlineData("## Contradictions\n<!-- incidentkit:contradictions -->\n\n* all 3 of 3 schedules", true)]
    [InlineData("## Widerspr\u00fcche\n\n<!-- incidentkit:contradictions -->\n\n* all 3 of 3 schedules", true)]
    [InlineData("## Contradictions\n\n* all 3 of 3 schedules", true)]
    [InlineData("## A\n<!-- incidentkit:contradictions -->\n\n## Contradictions\n\n* all 3 of 3 schedules", false)]
    [InlineData("## A\n\nText.\n\n<!-- incidentkit:contradictions -->\n\n* all 3 of 3 schedules", false)]
    [InlineData("## A\n\n`<!-- incidentkit:contradictions -->`\n\n* all 3 of 3 schedules", false)]
    public void WhatASectionQuotesIsNotStated(string report, bool quoted) =>
        Assert.Equal(quoted, ReportReader.Read("r.md", report).Passages[^1].Quoted);

    [Theory]
    [InlineData("| a | b |\n|---|---|\n| 22:30 | incident.yaml <!-- incidentkit:stated --> |", true)]
    [InlineData("| a | b |\n|---|---|\n| 22:30 | stated by incident.yaml |", true)]
    [InlineData("| a | b |\n|---|---|\n| 22:30 | measured |", false)]
    [InlineData("| a | b |\n|---|---|\n| 1 | x <!-- incidentkit:stated --> |\n| 2 | stated by incident.yaml |", false)]
    [InlineData("| a |\n|---|\n| stated by incident.yaml |", false)]
    public void WhatARowQuotesIsNotStated(string table, bool quoted) =>
        Assert.Equal(quoted, ReportReader.Read("r.md", table).Tables[0].Rows[^1].IsQuoted);

    private static AuditResult Audit(string report) => ReportAudit.Of("incident-report.md", report, Request);

    private static string Of(string form) =>
        form switch
        {
            "without marks" => Mark().Replace(Markdown, ""),
            "in other words" => Heading()
                .Replace(Markdown.Replace("\n| Tool |", "\n| Werkzeug |", StringComparison.Ordinal), "## Teil: ${words}")
                .Replace("](#", "](#teil-", StringComparison.Ordinal),
            _ => Markdown,
        };

    [GeneratedRegex(@"(?<=\n)<!-- incidentkit:[a-z-]+ -->\n|<!-- incidentkit:[a-z-]+ -->", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Mark();

    [GeneratedRegex("^## (?<words>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5_000)]
    private static partial Regex Heading();
}
