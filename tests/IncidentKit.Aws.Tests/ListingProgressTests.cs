using System.Text.Json;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

public sealed class ListingProgressTests
{
    static string? After(CollectionLimits limits, params (string Items, string Next)[] pages)
    {
        var listing = new ListingProgress(limits, AwsOperation.ListTasks);
        string? reason = null;
        foreach (var (items, next) in pages)
            reason ??= listing.Stop(JsonElement.Parse($$"""{"taskArns":[{{items}}]}"""), next);
        return reason;
    }

    [Fact]
    public void AListingGoesOnWhileItBringsSomethingNew() =>
        Assert.Null(After(new(), ("\"a\"", "1"), ("", "2"), ("", "3"), ("\"b\"", "4")));

    [Fact]
    public void AListingThatGoesRoundIsCut()
    {
        Assert.Contains("same page token twice", After(new(), ("\"a\"", "1"), ("\"b\"", "2"), ("\"c\"", "1")), StringComparison.Ordinal);
        Assert.Contains("same page twice", After(new(), ("\"a\"", "1"), ("\"b\"", "2"), ("\"a\"", "3")), StringComparison.Ordinal);
    }

    [Fact]
    public void AListingPastALimitSaysWhichOne()
    {
        Assert.Contains("more than 2 pages", After(new() { Pages = 2 }, ("\"a\"", "1"), ("\"b\"", "2")), StringComparison.Ordinal);
        Assert.Contains("more than 2 items", After(new() { Items = 2 }, ("\"a\",\"b\"", "1")), StringComparison.Ordinal);
    }
}
