using IncidentKit.Auditing;

namespace IncidentKit.Tests.Auditing;

/// <summary>A comment that is nothing but labels with values is the record that a page is made from; other comments say nothing.</summary>
public sealed class CommentRecordTests
{
    [Theory]
    [InlineData("start: 2025-03-14T05:50:00\nstop: 2025-03-16T12:00:00\nlength: 42 hours\n", 1)]
    [InlineData("start: 2025-03-14T05:50:00\nstop: 2025-03-16T12:00:00\nlength: 54 hours\n", 0)]
    [InlineData("# mail\nstart: 2025-03-14T05:50:00\nstop: 2025-03-16T12:00:00\n\nlength: 42 hours\n", 1)]
    [InlineData("start: 2025-03-14T05:50:00\nthis is to be checked\nstop: 2025-03-16T12:00:00\nlength: 42 hours\n", 0)]
    public void RecordsInCommentsAreFields(string record, int findings)
    {
        var text = $"# Log\n\n## Uploads\n\nThey were slow.\n\n<!--\n{record}-->\n\n## Mail\n\nIt was late.\n";
        Assert.Equal(findings, ReportAudit.Of("x.md", text, new AuditRequest()).Findings.Count(f => f.Id == "IKA0101"));
    }

    [Theory]
    [InlineData("x.html.md.erb", 0)]
    [InlineData("x.md", 1)]
    public void InstructionsOfRubyAreNoText(string name, int findings)
    {
        const string text = "# Outage\n\n<%= image_tag 'a.png', alt: 'of the the page' %>\n\nFrom 10:00 to 11:00 UTC it was down.\n";
        Assert.Equal(findings, ReportAudit.Of(name, text, new AuditRequest()).Findings.Count(f => f.Id == "IKA0506"));
    }

    [Fact]
    public void DamagedYearIsReadAsTheYearThatIsMeant()
    {
        const string text = "# Sync\n\nStart: 22025-03-04 09:00 UTC\nEnd: 22025-03-04 10:10 UTC\nDuration: 3 hours\n";
        var ids = ReportAudit.Of("x.md", text, new AuditRequest()).Findings.Select(f => f.Id).ToList();
        Assert.Equal(["IKA0108", "IKA0108", "IKA0101"], ids);
    }
}
