using System.Diagnostics;
using System.Text.Json;
using Amazon.Runtime;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Evidence;
using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>An account with many rules and schedules of six kinds of target: what is planned is what is sent.</summary>
public sealed class LargeAccountTests(AccountWithoutRunsFixture fixture) : IClassFixture<AccountWithoutRunsFixture>
{
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
        // The first page of each listing is planned. How many more there are, who made changes and what policies roles have, AWS alone knows.
        var paged = plan.Where(p => p.HasMorePages).Select(p => p.Action).ToHashSet(StringComparer.Ordinal);
        var planned = plan.ToDictionary(p => p.Action, p => p.Calls, StringComparer.Ordinal);
        var sent = bundle.Operations.ToDictionary(
            o => $"{o.Service}:{o.Operation}",
            o =>
                bundle.Records(o.Service, o.Operation).Count(r => !paged.Contains($"{o.Service}:{o.Operation}") || IsPlanned(r.Parameters)),
            StringComparer.Ordinal
        );
        Assert.Equal(
            [],
            planned
                .Keys.Union(sent.Keys)
                .Where(action => !action.StartsWith("iam:", StringComparison.Ordinal))
                .Where(action => planned.GetValueOrDefault(action) != sent.GetValueOrDefault(action))
                .Select(action => $"{action}: {planned.GetValueOrDefault(action)} planned, {sent.GetValueOrDefault(action)} sent")
        );
        // With the front, which runs in this process too.
        TestContext.Current.TestOutputHelper?.WriteLine($"{plan.Sum(p => p.Calls)} calls, {used.TotalSeconds:0.0} s of the processor");
    }

    static bool IsPlanned(JsonElement asked) =>
        asked.Text("NextToken") is null && !asked.Items("LookupAttributes").Any(a => a.Text("AttributeKey") == "Username");

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
