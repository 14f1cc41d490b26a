using CsCheck;
using IncidentKit.Executions.Matching;
using IncidentKit.Executions.Reading;

namespace IncidentKit.Tests.Executions;

/// <summary>What holds of every matching, and that it is the best one under its rule.</summary>
public sealed class MatchingProperties
{
    private const int Period = 60;

    /// <summary>A few fire times a minute apart, and starts in seconds from the first.</summary>
    private static readonly Gen<(int Slots, int[] Starts)> Small = Gen.Select(Gen.Int[1, 6], Gen.Int[-30, 6 * Period].Array[0, 7])
        .Select((slots, starts) => (slots, starts.Order().ToArray()));

    [Fact]
    public void NoFireTimeAndNoExecutionIsUsedTwiceAndTheOrderIsKept() =>
        Small.Sample(
            (slots, starts) =>
            {
                var used = Match(slots, starts).Of.Where(e => e != ExecutionMatcher.None).ToList();
                Assert.Equal(used.Order().Distinct(), used);
            }
        );

    [Fact]
    public void NoneIsLateByMoreThanOnePeriodAndNoneIsEarly() =>
        Small.Sample(
            (slots, starts) =>
            {
                var of = Match(slots, starts).Of;
                for (var slot = 0; slot < slots; slot++)
                {
                    if (of[slot] != ExecutionMatcher.None)
                        Assert.InRange(Default(slots, starts[of[slot]]) - slot, 0, 1);
                }
            }
        );

    [Fact]
    public void AFireTimeWithAnExecutionOfItsOwnIsNeverEmpty() =>
        Small.Sample(
            (slots, starts) =>
            {
                var of = Match(slots, starts).Of;
                foreach (var start in starts)
                {
                    if (Default(slots, start) is var own and >= 0)
                        Assert.NotEqual(ExecutionMatcher.None, of[own]);
                }
            }
        );

    [Fact]
    public void EachExecutionIsMatchedOrLeftOverUnlessItIsBeforeTheFirstFireTime() =>
        Small.Sample(
            (slots, starts) =>
            {
                var (of, left) = Match(slots, starts);
                var seen = of.Where(e => e != ExecutionMatcher.None).Concat(left).Order();
                Assert.Equal(Enumerable.Range(0, starts.Length).Where(i => Default(slots, starts[i]) >= 0), seen);
            }
        );

    [Fact]
    public void ItHasTheMostMatchesAndAmongThoseTheLeastDelay() =>
        Small.Sample(
            (slots, starts) =>
            {
                var of = Match(slots, starts).Of;
                var moved = Enumerable.Range(0, slots).Count(s => of[s] != ExecutionMatcher.None && Default(slots, starts[of[s]]) != s);
                Assert.Equal(
                    Best(slots, [.. starts.Select(s => Default(slots, s))], 0, -1),
                    (of.Count(e => e != ExecutionMatcher.None), moved)
                );
            }
        );

    /// <summary>Most matches, then fewest moved back, over every matching that keeps the order.</summary>
    private static (int Matches, int Moved) Best(int slots, int[] defaults, int execution, int lastSlot)
    {
        if (execution == defaults.Length)
            return (0, 0);
        var best = Best(slots, defaults, execution + 1, lastSlot);
        for (var back = 0; back <= 1; back++)
        {
            var slot = defaults[execution] - back;
            if (slot < 0 || slot <= lastSlot)
                continue;
            var rest = Best(slots, defaults, execution + 1, slot);
            (int Matches, int Moved) candidate = (rest.Matches + 1, rest.Moved + back);
            if (candidate.Matches > best.Matches || (candidate.Matches == best.Matches && candidate.Moved < best.Moved))
                best = candidate;
        }

        return best;
    }

    /// <summary>The latest fire time at or before a start, or two seconds after it.</summary>
    private static int Default(int slots, int start) => start < -2 ? -1 : Math.Min(slots - 1, (start + 2) / Period);

    private static (int[] Of, List<int> Left) Match(int slots, int[] starts)
    {
        var origin = TestAccount.T("14:00");
        var of = new int[slots];
        var left = new List<int>();
        ExecutionMatcher.Match(
            [.. Enumerable.Range(0, slots).Select(s => origin + Duration.FromSeconds(s * Period))],
            [
                .. starts.Select(s => new Execution
                {
                    StartedAt = origin + Duration.FromSeconds(s),
                    Sources = ExecutionSources.LogStream,
                    Evidence = 0,
                }),
            ],
            of,
            left
        );
        return (of, left);
    }
}
