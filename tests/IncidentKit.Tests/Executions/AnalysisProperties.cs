using CsCheck;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Executions;

/// <summary>What holds of every analysis: counts add up and gaps cut the missed fire times into separate pieces.</summary>
public sealed class AnalysisProperties
{
    private static readonly Gen<(int Second, bool Proved)[]> Starts = Gen.Select(Gen.Int[0, 90 * 60], Gen.Bool).Array[0, 80];

    [Fact]
    public void CountsAddUp() =>
        Starts.Sample(
            starts =>
            {
                var counts = Analyse(starts).Counts("job");
                Assert.Equal(30, counts.Expected);
                Assert.Equal(counts.Expected, counts.Ran + counts.Late + counts.Failed + counts.Missed + counts.Unknown);
            },
            iter: Effort.Of(60)
        );

    [Fact]
    public void EveryMissIsInOneGapAndGapsDoNotMeet() =>
        Starts.Sample(
            starts =>
            {
                var runs = Analyse(starts)["job"];
                Assert.Equal(runs.Counts.Missed + runs.Counts.Failed, runs.Gaps.Sum(g => g.Missed + g.Failed));
                foreach (var miss in runs.NotRan.Where(r => r.Verdict is RunVerdict.Missed or RunVerdict.Failed))
                    Assert.Single(runs.Gaps, g => g.Start <= miss.FireTime && miss.FireTime <= g.LastBad);
                foreach (var (gap, next) in runs.Gaps.Zip(runs.Gaps.Skip(1)))
                    Assert.True(gap.End <= next.Start && gap.LastBad < gap.End);
            },
            iter: Effort.Of(60)
        );

    private static TestAnalysis Analyse((int Second, bool Proved)[] starts)
    {
        var account = new TestAccount(to: "14:30").Schedule("job").Streams("job", "13:00:05");
        foreach (var (second, proved) in starts)
        {
            var at = NodaTime.Text.InstantPattern.ExtendedIso.Format(TestAccount.T("13:30") + Duration.FromSeconds(second));
            if (proved)
                account.RunTask("job", at, "chronos-schedule/job");
            else
                account.Streams("job", at);
        }

        return account.Analyse();
    }
}
