using IncidentKit.Auditing;

namespace IncidentKit.Tests.Auditing;

/// <summary>What is said of an entry that is out of order: on the wrong side of which, and where it belongs.</summary>
public sealed class TimelineMessageTests
{
    private static readonly string[] Others = ["10:00 alarm", "10:10 page", "10:20 deploy", "10:30 fix", "10:40 closed"];

    [Theory]
    [InlineData(3, "10:05 call", "10:05 stands after 10:20", "its place is between 10:00 and 10:10")]
    [InlineData(1, "10:35 call", "10:35 stands before 10:10", "its place is between 10:30 and 10:40")]
    [InlineData(4, "09:55 call", "09:55 stands after 10:30", "its place is before 10:00")]
    [InlineData(2, "10:55 call", "10:55 stands before 10:20", "its place is after 10:40")]
    public void SaysWhereTheEntryBelongs(int at, string entry, string message, string found)
    {
        var lines = Others.ToList();
        lines.Insert(at, entry);
        var text = $"# Outage on 2026-01-29\n\n## Timeline (UTC)\n\n{string.Join('\n', lines.Select(l => $"- {l}"))}\n";
        var finding = Assert.Single(ReportAudit.Of("x.md", text, new AuditRequest()).Findings, f => f.Id == "IKA0103");
        Assert.Equal((message, found), (finding.Message, finding.Found));
    }
}
