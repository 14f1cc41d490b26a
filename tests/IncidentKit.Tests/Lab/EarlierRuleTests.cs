using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Reports.Check;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>What rules were at an earlier time, of which later changes are recorded.</summary>
public sealed class EarlierRuleTests
{
    [Fact]
    public void ARuleThatWasDisabledLaterWasEnabled()
    {
        var world = new World().RuleFleet(false, "ledger", "quotes");
        world.Switch("ledger", false, "12:41:20", "ops").NotDue("ledger", "12:41:20");
        var then = AsOf(world, "12:30");
        Assert.Equal(("ready", "enabled"), (then.GetProperty("verdict").GetString(), State(then, "ledger")));
        var later = AsOf(world, "15:00");
        Assert.Equal(("notReady", "disabled"), (later.GetProperty("verdict").GetString(), State(later, "ledger")));
    }

    [Fact]
    public void ARuleThatWasEnabledLaterWasDisabled()
    {
        var world = new World().RuleFleet(false, "ledger", "quotes");
        world.Switch("ledger", false, "12:11:20", "ops").Switch("ledger", true, "14:03:20", "ops").NotDue("ledger", "12:11:20", "14:03:20");
        var then = AsOf(world, "13:30");
        Assert.Equal(("notReady", "disabled"), (then.GetProperty("verdict").GetString(), State(then, "ledger")));
    }

    [Fact]
    public void AnotherRuleIsToldThoughOneChangedLater()
    {
        var world = new World().RuleFleet(false, "ledger", "quotes");
        world.PutRule("ledger", "12:41:20", "ops", r => r["ScheduleExpression"] = "rate(1 hour)");
        var then = AsOf(world, "12:30");
        Assert.Equal("enabled", State(then, "quotes"));
        Assert.NotEqual("notReady", then.GetProperty("verdict").GetString());
    }

    private static string? State(JsonElement check, string name) =>
        check
            .GetProperty("schedules")
            .EnumerateArray()
            .Single(s => s.GetProperty("schedule").GetString() == name)
            .GetProperty("state")
            .GetString();

    private static JsonElement AsOf(World world, string at) =>
        WorldEvidence.Read(
            world,
            bundle =>
                CheckDocument.AsOf(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }, null, T(at), Duration.FromHours(25)).Model.Clone()
        );
}
