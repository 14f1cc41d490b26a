using System.Diagnostics;

namespace IncidentKit.Aws.Tests;

public sealed class CallPacerTests
{
    [Fact]
    public async Task CallsStayWithinTheRate()
    {
        var pacer = new CallPacer();
        var watch = Stopwatch.StartNew();
        // LookupEvents: 2 a second, of which one may go at once.
        for (var i = 0; i < 4; i++)
            await pacer.WaitAsync("eu-west-1", AwsOperation.LookupEvents, TestContext.Current.CancellationToken);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(10));
    }
}
