namespace IncidentKit.Testing;

/// <summary>moto with one of the scenario's recordings in it, and the front before it.</summary>
public sealed class EmulatedAccount : IAsyncDisposable
{
    readonly MotoServer _moto;

    EmulatedAccount(MotoServer moto, AwsFront front) => (_moto, Front) = (moto, front);

    /// <summary>Where to send calls.</summary>
    public AwsFront Front { get; }

    /// <summary>Starts and seeds one; null where there is no emulator.</summary>
    public static async Task<EmulatedAccount?> StartAsync(FreezeScenario scenario)
    {
        if (MotoServer.SkipReason is not null)
            return null;
        var moto = await MotoServer.StartAsync(scenario.RecordedAt);
        await scenario.SeedAsync(moto.Endpoint);
        return new EmulatedAccount(moto, await AwsFront.StartAsync(moto.Endpoint, scenario));
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await _moto.DisposeAsync();
    }
}
