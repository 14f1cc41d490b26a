using System.Diagnostics;
using Amazon.Runtime;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Evidence;
using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>An account with 200 rules and 300 schedules of six kinds of target: what is planned is what is sent, and it is cheap.</summary>
public sealed class LargeAccountTests(AccountWithoutRunsFixture fixture) : IClassFixture<AccountWithoutRunsFixture>
{
    /// <summary>What the recorder itself may use of the processor; the emulator is another process.</summary>
    static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task WhatIsPlannedIsSent()
    {
        fixture.Begin();
        using var folder = new TemporaryFolder();
        await LargeAccount.SeedAsync(fixture.Front.Endpoint);
        var plan = await PlanAsync();
        var path = folder.PathOf("large");
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await fixture.RecordAsync(path);
        var used = Process.GetCurrentProcess().TotalProcessorTime - before;
        using var bundle = BundleReader.Open(path);
        // The first page of each listing is planned; how many more there are, AWS alone knows.
        var paged = plan.Where(p => p.HasMorePages).Select(p => p.Action).ToHashSet(StringComparer.Ordinal);
        var sent = bundle
            .Operations.Select(o => (Action: $"{o.Service}:{o.Operation}", Records: bundle.Records(o.Service, o.Operation).ToList()))
            .Select(o => (o.Action, o.Records.Count(r => !paged.Contains(o.Action) || r.Parameters.Text("NextToken") is null)))
            .OrderBy(o => o.Action, StringComparer.Ordinal);
        Assert.Equal(plan.Select(p => (p.Action, p.Calls)), sent);
        TestContext.Current.TestOutputHelper?.WriteLine($"{plan.Sum(p => p.Calls)} calls, {used.TotalSeconds:0.0} s of the processor");
        Assert.True(used <= Most || Debugger.IsAttached, $"{used.TotalSeconds:0.0} s of the processor, more than {Most.TotalSeconds} s");
    }

    async Task<IReadOnlyList<PlannedCalls>> PlanAsync()
    {
        using var client = new AwsClient(
            new AwsClientOptions
            {
                EndpointUrl = fixture.Front.Endpoint,
                Credentials = new BasicAWSCredentials("testing", "testing"),
                Limits = new() { Retries = 1, ThrottlePatience = Duration.FromSeconds(2) },
                HttpHandler = handler => new LoopbackOnly(handler),
            }
        );
        var asked = new CollectionRequest
        {
            Window = fixture.Scenario.Window,
            Regions = [FreezeScenario.Region],
            ToolVersion = "0.1.0",
        };
        var plan = await new Recorder(asked, client, new FakeClock(fixture.Scenario.RecordedAt), null).PlanAsync(
            TestContext.Current.CancellationToken
        );
        return plan.Calls;
    }
}
