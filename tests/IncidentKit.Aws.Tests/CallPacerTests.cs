using System.Diagnostics;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

public sealed class CallPacerTests
{
    [Fact]
    public async Task CallsStayWithinTheRate()
    {
        var pacer = new CallPacer(); // LookupEvents: 2 a second; the first may go at once
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 4; i++)
            await pacer.WaitAsync("eu-west-1", AwsOperation.LookupEvents, TestContext.Current.CancellationToken);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }
}
