using IncidentKit.Inputs;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>Schedules against the sessions of the year after 2026-01-29.</summary>
public sealed class SessionRuleTests
{
    [Theory]
    [InlineData(
        "cron(35 14 ? * MON-FRI *)",
        "UTC",
        "XNYS",
        "fires 5 min after the open until 2026-03-06 and 1 h 5 min after the open from 2026-03-09"
    )]
    [InlineData(
        "cron(0 14 ? * MON-FRI *)",
        "UTC",
        "XNYS",
        "fires 30 min before the open until 2026-03-06 and 30 min after the open from 2026-03-09"
    )]
    [InlineData(
        "cron(* 14-20 ? * MON-FRI *)",
        "UTC",
        "XNYS",
        "fires 30 min before the open until 2026-03-06 and 30 min after the open from 2026-03-09"
    )]
    // London and New York change their clocks three weeks apart.
    [InlineData(
        "cron(45 14 ? * MON-FRI *)",
        "Europe/London",
        "XNYS",
        "fires 15 min after the open until 2026-03-06 and 1 h 15 min after the open from 2026-03-09"
    )]
    [InlineData("cron(35 9 ? * MON-FRI *)", "America/New_York", "XNYS", null)]
    [InlineData("cron(0/5 * * * ? *)", "UTC", "XNYS", null)]
    [InlineData("cron(0 0/6 * * ? *)", "UTC", "XNYS", null)]
    [InlineData("cron(0 3 ? * MON-FRI *)", "UTC", "XNYS", null)]
    [InlineData("cron(30 1 ? * MON-FRI *)", "UTC", "XTKS", null)]
    [InlineData("cron(35 14 ? * MON-FRI *)", "UTC", null, null)]
    [InlineData("rate(5 minutes)", "UTC", "XNYS", null)]
    public void ACronInAnotherZoneDrifts(string expression, string zone, string? market, string? found) =>
        AssertFound("IK6001", expression, zone, market, found);

    [Theory]
    [InlineData(
        "cron(0/30 9-16 ? * MON-FRI *)",
        "America/New_York",
        "XNYS",
        "has runs after an early close: 6 on 2026-11-27, 6 on 2026-12-24"
    )]
    [InlineData("cron(55 15 ? * MON-FRI *)", "America/New_York", "XNYS", "has runs after an early close: 1 on 2026-11-27, 1 on 2026-12-24")]
    [InlineData("cron(35 9 ? * MON-FRI *)", "America/New_York", "XNYS", null)]
    [InlineData("cron(0/15 9-15 ? * MON-FRI *)", "Asia/Tokyo", "XTKS", "has 4 runs inside the break of each session, next on 2026-01-30")]
    [InlineData("cron(0/5 * * * ? *)", "UTC", "XTKS", null)]
    public void RunsAfterAnEarlyCloseOrInABreakAreNamed(string expression, string zone, string market, string? found) =>
        AssertFound("IK6002", expression, zone, market, found);

    [Fact]
    public void ADisabledScheduleIsNoConcern() =>
        Assert.DoesNotContain(
            Account("cron(35 14 ? * MON-FRI *)", "UTC", "DISABLED").Analyse(settings: Market("XNYS")).Findings,
            f => f.RuleId == "IK6001"
        );

    private static void AssertFound(string rule, string expression, string zone, string? market, string? found)
    {
        var findings = Account(expression, zone, "ENABLED")
            .Analyse(settings: market is null ? null : Market(market))
            .Findings.Where(f => f.RuleId == rule)
            .ToList();
        if (found is null)
            Assert.Empty(findings);
        else
            Assert.Equal($"{expression} in {zone} {found}", Assert.Single(findings).Found);
    }

    private static Settings Market(string id) => Settings.Parse("incidentkit.yaml", $"market: {id}");

    private static TestAccount Account(string expression, string zone, string state) =>
        new TestAccount().Schedule(
            "job",
            expression,
            s =>
            {
                s["ScheduleExpressionTimezone"] = zone;
                s["State"] = state;
            }
        );
}
