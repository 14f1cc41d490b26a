using IncidentKit.Faults;
using IncidentKit.Faults.Payloads;
using IncidentKit.Faults.Secrets;

namespace IncidentKit.Cli.Tests;

/// <summary>The campaigns of secrets and payloads, shortened.</summary>
public sealed class DoorTests
{
    private const int EveryNth = 4;

    [Fact]
    public async Task NoSecretIsInAnyFileOrStream()
    {
        var seed = Environment.TickCount;
        var kinds = SecretKinds.All.Where((kind, i) => kind.MayStay is not null || (i + seed) % EveryNth == 0).ToList();
        var found = await SecretsCampaign.FoundAsync(kinds, seed, TestContext.Current.CancellationToken);
        Assert.Equal(
            [],
            found
                .Where(f => f.Where is not null && f.Kind.MayStay is null)
                .Select(f => $"{f.Kind.Name} in {f.Place} is in {f.Where}, {seed}")
        );
        // Each place is one that is looked at: what may stay is found there.
        Assert.Equal(Enum.GetValues<Place>(), found.Where(f => f.Where is not null).Select(f => f.Place).Distinct().Order());
    }

    [Fact]
    public async Task NoPayloadIsObeyed()
    {
        var result = await PayloadsCampaign.RunAsync(
            new Budget(Environment.TickCount, 8, Duration.FromSeconds(20)),
            TestContext.Current.CancellationToken
        );
        Assert.True(result.Cases > 0);
        Assert.Equal([], result.Wrong);
    }

    [Fact]
    public void WhatIsPrintedIsVisibleAndHasNoSecret()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new CliHost(output, error, SystemClock.Instance, Interactive: false);
        host.Output.WriteLine("a\u001B[31m\u202E");
        host.Output.Write('\u0007');
        host.Output.Write("DB_PASS=hunter2 x\n".AsSpan());
        host.Show("kept=as-it-is\u001B\n");
        host.Tell("second\nline\u009B");
        Assert.Equal("a\\u001B[31m\\u202E\n\\u0007DB_PASS=[redacted:password] x\nkept=as-it-is\\u001B\n", output.ToString());
        Assert.Equal("second line\\u009B\n", error.ToString());
    }
}
