using System.Diagnostics;

namespace IncidentKit.Aws.Tests;

public sealed class CallPacerTests
{
    [Fact]
    public async Task CallsStayWithinTheRate()
    {
        var pacer = new CallPacer(5); // LookupEvents: 2 a second, here 10; five may go at once
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 15; i++)
            await pacer.WaitAsync("eu-west-1", AwsOperation.LookupEvents, TestContext.Current.CancellationToken);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void NoLimitDoesNotWait()
    {
        var pacer = new CallPacer(0);
        for (var i = 0; i < 1000; i++)
            Assert.True(pacer.WaitAsync("eu-west-1", AwsOperation.LookupEvents, TestContext.Current.CancellationToken).IsCompleted);
    }
}
