using IncidentKit.Aws.Sources;
using NodaTime;

namespace IncidentKit.Aws.Tests;

public sealed class RegionRecorderTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 1, 29, 23, 0);

    static readonly RecordedRegion Region = new(
        new()
        {
            Window = new(Now - Duration.FromHours(8), Now),
            Regions = ["us-west-2"],
            ToolVersion = "0.1.0",
        },
        "us-west-2",
        "",
        Now,
        Calls: null!,
        Plan: null
    );

    [Fact]
    public void EverySourceIsInTheListOnce()
    {
        var sources = typeof(Source).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Source)) && !type.IsAbstract).ToList();
        Assert.NotEmpty(sources);
        Assert.Equal(
            sources.Select(type => type.Name).Order(StringComparer.Ordinal),
            RegionRecorder.Order(Region).Sources.Select(source => source.GetType().Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void NoTwoSourcesHaveOneName()
    {
        var names = RegionRecorder.Order(Region).Sources.Select(source => source.Ledger).Distinct().Select(ledger => ledger.Name);
        Assert.Equal(names.Count(), names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void StoppedTasksAreAskedForBeforeWhatLastsLonger() =>
        Assert.Equal(["ClusterList", "Tasks"], RegionRecorder.Order(Region).Sources.Take(2).Select(source => source.GetType().Name));
}
