using IncidentKit.Auditing;
using IncidentKit.Basics;

namespace IncidentKit.Tests.Auditing;

/// <summary>A baseline knows a finding again when lines move, and not when the claim or its sentence changes.</summary>
public sealed class AuditBaselineTests
{
    private const string Wrong = "It froze on Monday 2026-01-29. It ran on Friday.\n";

    [Theory]
    [InlineData("", Wrong, 0, 1)]
    [InlineData("# Freeze\n\nMore of it.\n\n", Wrong, 0, 1)]
    [InlineData("", "It froze\non Monday 2026-01-29. It ran on Saturday.\n", 0, 1)]
    [InlineData("", "It froze on Sunday 2026-01-29. It ran on Friday.\n", 1, 0)]
    [InlineData("", "It stopped on Monday 2026-01-29. It ran on Friday.\n", 1, 0)]
    [InlineData("", Wrong + "\n" + Wrong, 1, 1)]
    public void NewIsWhatIsNotKnown(string before, string after, int found, int known)
    {
        var baseline = AuditBaseline.Parse("b.json", AuditBaseline.Write([("a.md", Audit(Wrong))]));
        var result = baseline.Without("a.md", Audit(before + after));
        Assert.Equal((found, known), (result.Findings.Count, result.Known));
    }

    [Fact]
    public void AnotherFileIsNotKnown()
    {
        var baseline = AuditBaseline.Parse("b.json", AuditBaseline.Write([("a.md", Audit(Wrong))]));
        Assert.Single(baseline.Without("b.md", Audit(Wrong)).Findings);
    }

    [Fact]
    public void EqualFindingsAreCounted()
    {
        var twice = Audit(Wrong + "\n" + Wrong);
        var baseline = AuditBaseline.Parse("b.json", AuditBaseline.Write([("a.md", twice)]));
        Assert.Empty(baseline.Without("a.md", twice).Findings);
        Assert.Empty(baseline.Stale(_ => true));
    }

    /// <summary>An entry is stale when its file was audited without it, or is gone; what was not audited may still be there.</summary>
    [Fact]
    public void WhatNothingFitsIsStale()
    {
        var baseline = AuditBaseline.Parse(
            "b.json",
            AuditBaseline.Write([("a.md", Audit(Wrong + "\n" + Wrong)), ("gone.md", Audit(Wrong)), ("other.md", Audit(Wrong))])
        );
        baseline.Without("a.md", Audit("It ran.\n"));
        Assert.Equal(
            ["a.md: IKA0104 'Monday 2026-01-29' (2 times)", "gone.md: IKA0104 'Monday 2026-01-29'"],
            baseline.Stale(file => file != "gone.md")
        );
    }

    [Fact]
    public void ItIsTheSameForTheSameFindings() =>
        Assert.Equal(
            AuditBaseline.Write([("b.md", Audit(Wrong)), ("a.md", Audit(Wrong))]),
            AuditBaseline.Write([("a.md", Audit(Wrong)), ("b.md", Audit(Wrong))])
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"findings": [1]}""")]
    [InlineData("""{"findings": [{"file": "a", "id": "b", "claim": "c", "fingerprint": 1, "count": 1}]}""")]
    [InlineData("""{"findings": [{"file": "a", "id": "b", "claim": "c", "fingerprint": "d", "count": "x"}]}""")]
    public void AnotherFileIsAMistake(string json)
    {
        var mistake = Assert.Throws<InputException>(() => AuditBaseline.Parse("b.json", json));
        Assert.Equal(InputProblem.Content, mistake.Problem);
        Assert.StartsWith("b.json is no baseline: ", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
    }

    private static AuditResult Audit(string text) => ReportAudit.Of("a.md", text, new AuditRequest());
}
