using System.Text.RegularExpressions;
using IncidentKit.Auditing;
using IncidentKit.Markets;
using IncidentKit.Rendering.Templates;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Auditing;

/// <summary>Every check has a page, and what the page calls wrong and right is so.</summary>
public sealed partial class AuditPageTests
{
    private static readonly AuditRequest Request = new() { Calendars = [MarketCalendars.Embedded.Get("XNYS")] };

    private static readonly AuditRequest WithEvidence = new() { Calendars = Request.Calendars, Measured = Freeze.Closed.Report };

    public static TheoryData<string> Ids => [.. ReportAudit.Checks.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void PageSaysWhatIsWrongAndWhatIsRight(string id)
    {
        var page = RuleCatalogue.Page(id);
        Assert.StartsWith($"# {id} {ReportAudit.Checks.Single(c => c.Id == id).Name}\n", page, StringComparison.Ordinal);
        Assert.Contains("## Wrong\n", page, StringComparison.Ordinal);
        Assert.Contains("## Right\n", page, StringComparison.Ordinal);
        var examples = Example().Matches(page).Select(m => m.Groups["text"].Value).ToList();
        if (id is "IKA0607" or "IKA0608")
            return;
        Assert.Equal(2, examples.Count);
        var request = id.StartsWith("IKA06", StringComparison.Ordinal) ? WithEvidence : Request;
        Assert.Contains(ReportAudit.Of("wrong.md", examples[0], request).Findings, f => f.Id == id);
        Assert.DoesNotContain(
            ReportAudit.Of("right.md", examples[1], request).Findings,
            f => f.Id == id || f.Severity == AuditSeverity.Error
        );
    }

    [Fact]
    public void EveryPageOfAnAuditRuleHasACheck() =>
        Assert.Equal(ReportAudit.Checks.Select(c => c.Id), RuleCatalogue.Ids.Where(id => id.StartsWith("IKA", StringComparison.Ordinal)));

    [GeneratedRegex(
        "^````markdown\n(?<text>.*?)\n````$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Example();
}
