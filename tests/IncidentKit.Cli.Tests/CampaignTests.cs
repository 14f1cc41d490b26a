using System.Globalization;
using IncidentKit.Faults;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Campaigns in a shortened form, by the command that runs them for an hour: other cases with another seed.</summary>
public sealed class CampaignTests
{
    [Theory]
    [InlineData("fuzz", 120)]
    [InlineData("members", 16)]
    [InlineData("tampered", 40)]
    public async Task NoCaseGoesWrong(string name, int cases)
    {
        Assert.Contains(Campaign.All, campaign => campaign.Name == name);
        var number = Effort.Of(cases).ToString(CultureInfo.InvariantCulture);
        var program = Path.Combine(AppContext.BaseDirectory, "IncidentKit.Faults.dll");
        var ended = await Programs.RunAsync(Programs.Info("dotnet", [program, name, "--cases", number, "--seed", "14"]));
        Assert.True(ended.Code == 0, ended.Output + ended.Error);
        Assert.Contains($"{number} cases, 0 wrong", ended.Output, StringComparison.Ordinal);
    }
}
