using IncidentKit.Basics;

namespace IncidentKit.Tests.Basics;

public sealed class SortedItemsTests
{
    [Theory]
    [InlineData(new int[0], 3, 0)]
    [InlineData(new[] { 3 }, 3, 0)]
    [InlineData(new[] { 1, 2, 4 }, 0, 0)]
    [InlineData(new[] { 1, 2, 4 }, 3, 2)]
    [InlineData(new[] { 1, 2, 4 }, 9, 3)]
    public void CountsWhatLiesBefore(int[] items, int place, int count) => Assert.Equal(count, items.CountBefore(place, (i, p) => i < p));

    [Fact]
    public void EqualItemsAreTakenOrLeftTogether()
    {
        int[] items = [1, 2, 2, 2, 3];
        Assert.Equal((1, 4), (items.CountBefore(2, (i, p) => i < p), items.CountBefore(2, (i, p) => i <= p)));
    }
}
