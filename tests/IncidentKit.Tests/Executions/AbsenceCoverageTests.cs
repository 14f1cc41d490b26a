using IncidentKit.Executions.Reading;
using IncidentKit.Recorded;

namespace IncidentKit.Tests.Executions;

/// <summary>Which pages of a listing show that nothing ran: newest first, as AWS lists log streams.</summary>
public sealed class AbsenceCoverageTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 29, 12, 0);

    private static readonly AbsenceCoverage Listing = new(
        ExecutionSources.LogStream,
        Noon,
        At(200),
        Duration.Zero,
        Duration.Zero,
        null,
        [new("newest", At(100), At(150)), new("middle", At(50), At(90)), new("oldest", At(0), At(49))]
    );

    [Theory]
    [InlineData(60, 80, "middle")]
    [InlineData(90, 100, "newest middle")]
    [InlineData(92, 98, "middle newest")]
    [InlineData(10, 140, "newest middle oldest")]
    [InlineData(160, 170, "newest")]
    [InlineData(-20, -10, "oldest")]
    public void PagesThatReachOverAGapAreCited(int from, int to, string pages) =>
        Assert.Equal(pages.Split(' '), Listing.EvidenceOver(At(from), At(to)));

    [Fact]
    public void PageWithoutStreamsIsAlwaysCited() =>
        Assert.Equal(["empty"], (Listing with { Pages = [ListingPage.OfAllTime("empty")] }).EvidenceOver(At(1), At(2)));

    private static Instant At(int minute) => Noon + Duration.FromMinutes(minute);
}
