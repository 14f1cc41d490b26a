using IncidentKit.Auditing;

namespace IncidentKit.Tests.Auditing;

/// <summary>What was read and compared with nothing is listed with the reason.</summary>
public sealed class UncheckedTests
{
    [Theory]
    [InlineData("It lasted for three hours.", "duration 'three hours': no start and end is known for it")]
    [InlineData("It ran on 2026-01-29.", "date '2026-01-29': no weekday beside it, and no other date that it has to agree with")]
    [InlineData("It ran at `job-1`.", "name 'job-1': names are compared with evidence only (--bundle)")]
    public void ReasonSaysWhatItWouldTake(string text, string expected) =>
        Assert.Contains(
            expected,
            ReportAudit
                .Of("a.md", text, new AuditRequest { ListUnchecked = true })
                .UncheckedClaims.Select(c => $"{c.Kind} '{c.Claim}': {c.Reason}")
        );

    [Fact]
    public void AsManyAreListedAsAreCounted()
    {
        Assert.NotEmpty(CorpusReport.All);
        Assert.All(
            CorpusReport.All,
            r =>
            {
                var result = ReportAudit.Of(r.Name, r.Text, new AuditRequest { ListUnchecked = true });
                Assert.Equal(result.Unchecked, result.UncheckedClaims.Count);
            }
        );
    }

    [Fact]
    public void NoneIsListedUnlessAsked() =>
        Assert.Empty(ReportAudit.Of("a.md", "It ran on 2026-01-29.", new AuditRequest()).UncheckedClaims);
}
