using Amazon.Runtime;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;
using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>moto with one of the scenario's recordings in it, and the front before it.</summary>
public abstract class FreezeFixture(FreezeScenario scenario, bool runs = true) : IAsyncLifetime
{
    EmulatedAccount? _account;

    public FreezeScenario Scenario => scenario;
    public AwsFront Front => _account!.Front;

    public async ValueTask InitializeAsync() => _account = await EmulatedAccount.StartAsync(scenario, runs);

    public async ValueTask DisposeAsync()
    {
        if (_account is not null)
            await _account.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test where there is no emulator; ends faults of the test before.</summary>
    public void Begin()
    {
        if (MotoServer.SkipReason is { } reason)
            Assert.Skip(reason);
        Front.Reset();
    }

    public Task<BundleManifest> RecordAsync(
        string bundle,
        bool resume = false,
        IProgress<CollectionProgress>? progress = null,
        CancellationToken? ct = null,
        Func<AwsClientOptions, AwsClientOptions>? options = null,
        Func<CollectionRequest, CollectionRequest>? request = null
    )
    {
        var given = new AwsClientOptions
        {
            EndpointUrl = Front.Endpoint,
            Credentials = new BasicAWSCredentials("testing", "testing"),
            Limits = new() { Retries = 1, ThrottlePatience = Duration.FromSeconds(2) },
            HttpHandler = handler => new LoopbackOnly(handler),
        };
        var asked = new CollectionRequest
        {
            Window = scenario.Window,
            Regions = [FreezeScenario.Region],
            ToolVersion = "0.1.0",
        };
        return Run();

        async Task<BundleManifest> Run()
        {
            using var client = new AwsClient(options?.Invoke(given) ?? given);
            return await new Recorder(request?.Invoke(asked) ?? asked, client, new FakeClock(scenario.RecordedAt), progress).RecordAsync(
                bundle,
                resume,
                ct ?? TestContext.Current.CancellationToken
            );
        }
    }
}

public sealed class FreezeOpenFixture() : FreezeFixture(FreezeScenario.Open);

public sealed class FreezeClosedFixture() : FreezeFixture(FreezeScenario.Closed);

/// <summary>The open incident without its runs: a place for a test to put more into.</summary>
public sealed class AccountWithoutRunsFixture() : FreezeFixture(FreezeScenario.Open, runs: false);
