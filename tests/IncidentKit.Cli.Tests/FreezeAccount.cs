using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>An emulated account as it stood at one of the scenario's recordings.</summary>
public abstract class FreezeAccount(FreezeScenario scenario, bool runs = true) : IAsyncLifetime
{
    private EmulatedAccount? _account;

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

    /// <summary>The arguments that record the scenario's window.</summary>
    public string[] Collect(string bundle, params string[] more) =>
        [
            "collect",
            "--from",
            $"{scenario.Window.Start}",
            "--to",
            $"{scenario.Window.End}",
            "--region",
            FreezeScenario.Region,
            "--endpoint-url",
            Front.Endpoint.ToString(),
            "--out",
            bundle,
            .. more,
        ];
}

public sealed class OpenAccount() : FreezeAccount(FreezeScenario.Open);

/// <summary>The open incident without the log streams of its runs: quick to seed, enough for what does not look at runs.</summary>
public sealed class AccountWithoutRuns() : FreezeAccount(FreezeScenario.Open, runs: false);

public sealed class ClosedAccount() : FreezeAccount(FreezeScenario.Closed);

/// <summary>The incident when it was over, without the log streams of its runs.</summary>
public sealed class RepairedAccount() : FreezeAccount(FreezeScenario.Closed, runs: false);
