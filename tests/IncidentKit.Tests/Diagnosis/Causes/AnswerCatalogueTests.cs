using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using IncidentKit.Tests.Architecture;
using NodaTime;

namespace IncidentKit.Tests.Diagnosis.Causes;

/// <summary>
/// Answers that AWS gave to others, from its documentation and from public issues, with the rule that a reader of the text would name.
/// A line of the table is step, code, text, rule and where it was published; names of accounts and resources are changed.
/// </summary>
public sealed class AnswerCatalogueTests
{
    private static readonly (string[] Cells, int Number)[] Lines =
    [
        .. SourceTree
            .Read("tests/IncidentKit.Tests/Diagnosis/Causes/AnswersOfAws.tsv")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select((line, i) => (line.Split('\t'), i + 1)),
    ];

    [Fact]
    public void EveryPublishedAnswerMeansTheRuleThatItsTextNames()
    {
        SourceTree.NoOffender(
            from line in Lines
            let rule = AnswerCatalogue.RuleOf(Answer(line.Cells))
            where rule != line.Cells[3]
            select $"line {line.Number}: {rule} instead of {line.Cells[3]}: {line.Cells[1]}: {line.Cells[2]}"
        );
        Assert.True(Lines.Count(l => l.Cells[0].StartsWith("Failed", StringComparison.Ordinal)) >= 60);
        Assert.True(Lines.Count(l => !l.Cells[0].StartsWith("Failed", StringComparison.Ordinal)) >= 30);
    }

    [Fact]
    public void NoTextStandsTwice() => Assert.Equal(Lines.Length, Lines.Select(l => (l.Cells[1], l.Cells[2])).Distinct().Count());

    [Theory]
    [InlineData("FailedToStart", "is not authorized to perform: ecs:RunTask")]
    [InlineData("FailedToStart", "Rate exceeded")]
    [InlineData("Refused", "CannotPullContainerError: not found")]
    [InlineData("NotPlaced", "TaskDefinition is inactive")]
    [InlineData("Undetermined", "Cluster not found")]
    public void WordsOfAnotherStepMeanNothing(string layer, string text) =>
        Assert.Equal(AnswerCatalogue.NoOther, AnswerCatalogue.RuleOf(Answer([layer, "-", text])));

    [Theory]
    [InlineData("you've reached the LIMIT on the number of tasks you can run concurrently")]
    [InlineData("You\u2019ve reached the limit on the number of tasks you can run concurrently")]
    public void CaseAndApostropheDoNotMatter(string text) =>
        Assert.Equal("IK4002", AnswerCatalogue.RuleOf(Answer(["NotPlaced", "-", text])));

    [Fact]
    public void AWordAtTheBeginningIsAWholeWord() =>
        Assert.Equal(
            ("IK4001", "IK7001"),
            (
                AnswerCatalogue.RuleOf(Answer(["NotPlaced", "-", "AGENT"])),
                AnswerCatalogue.RuleOf(Answer(["NotPlaced", "-", "AGENTLESS hosts"]))
            )
        );

    [Fact]
    public void ItMeansOnlyRulesThatThereAre() =>
        Assert.Empty(Lines.Select(l => l.Cells[3]).Append(AnswerCatalogue.NoOther).Distinct().Except(FindingRules.All.Select(r => r.Id)));

    private static TargetResponse Answer(string[] cells) =>
        new()
        {
            Schedule = new ScheduleKey("us-west-2", "default", "job"),
            At = Instant.FromUtc(2026, 1, 29, 14, 10),
            Layer = Enum.Parse<FailureLayer>(cells[0]),
            Code = cells[1] == "-" ? null : cells[1],
            Message = cells[2],
            EvidenceId = "0123456789abcdef",
        };
}
