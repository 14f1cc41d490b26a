using IncidentKit.Auditing;
using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Tests.Auditing;

/// <summary>Settings say how much a check counts.</summary>
public sealed class AuditLevelTests
{
    private const string Wrong = "It froze on Monday 2026-01-29.\n";

    [Theory]
    [InlineData("error", AuditSeverity.Error)]
    [InlineData("warning", AuditSeverity.Warning)]
    [InlineData("note", AuditSeverity.Note)]
    public void LevelIsThatOfTheSettings(string level, AuditSeverity severity) =>
        Assert.Equal(severity, Assert.Single(Audit($"audit: {{levels: {{IKA0104: {level}}}}}").Findings).Severity);

    [Fact]
    public void OffIsNotRun()
    {
        var result = Audit("audit: {levels: {ika0104: off}}");
        Assert.Empty(result.Findings);
        Assert.True(result.Unchecked > Audit("").Unchecked);
    }

    [Theory]
    [InlineData("audit:\n  levels:\n    IKA0140: off\n", "x.yaml:3:5: there is no check 'IKA0140'; did you mean 'IKA01")]
    [InlineData(
        "audit:\n  levels:\n    weekday-differs-from-date: off\n",
        "x.yaml:3:5: there is no check 'weekday-differs-from-date'; did you mean 'IKA0104'?"
    )]
    [InlineData("audit:\n  levels:\n    IKA0104: of\n", "x.yaml:3:14: 'of' is not one of off, note, warning, error; did you mean 'off'?")]
    [InlineData("audit:\n  levels: {IKA0104: off, ika0104: note}\n", "x.yaml:2:26: IKA0104 is given twice")]
    [InlineData("audit:\n  failOn: warn\n", "x.yaml:2:11: 'warn' is not one of off, note, warning, error")]
    [InlineData("audit:\n  ignored: a\n", "x.yaml:2:3: unknown key 'ignored'; did you mean 'ignore'?")]
    public void MistakesNameTheLine(string yaml, string message)
    {
        var mistake = Assert.Throws<InputException>(() => Audit(yaml));
        Assert.Equal(InputProblem.Content, mistake.Problem);
        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuditLevel.Error, false)]
    [InlineData(AuditLevel.Warning, true)]
    [InlineData(AuditLevel.Note, true)]
    [InlineData(AuditLevel.Off, false)]
    public void WarningFailsFromItsLevelOn(AuditLevel failOn, bool fails) =>
        Assert.Equal(fails, Audit("audit: {levels: {IKA0104: warning}}").Fails(failOn));

    [Theory]
    [InlineData("audit: {ignore: drafts/}")]
    [InlineData("audit: {ignore: [x, drafts/]}")]
    public void IgnoredPathsAreOneOrSeveral(string yaml) =>
        Assert.True(Settings.Parse("x.yaml", yaml).Audit.Ignore.Ignores("a/drafts", isFolder: true));

    private static AuditResult Audit(string yaml) =>
        ReportAudit.Of("a.md", Wrong, new AuditRequest { Settings = Settings.Parse("x.yaml", yaml).Audit });
}
