using IncidentKit.Rendering.Templates;

namespace IncidentKit.Tests.Rendering;

public sealed class FixScriptTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    [InlineData("hostile")]
    public async Task ShellcheckFindsNothing(string model) =>
        Assert.Equal("", await InstalledProgram.OutputAsync("shellcheck", ["-"], Script(model)));

    [Fact]
    public async Task WithNothingToFixItSaysSo() =>
        Assert.Equal(
            "Nothing is left to fix: every target of the recorded schedules is sound.\n",
            await InstalledProgram.OutputAsync("bash", ["-s"], Script("closed"))
        );

    [Fact]
    public void AScheduleThatDoesNotTradeGoesFirst()
    {
        string[] order = [.. Script("open").Split('\n').Where(l => l.StartsWith("repair '", StringComparison.Ordinal))];
        Assert.Equal(6, order.Length);
        Assert.Equal([false, false, false, false, true, true], order.Select(l => l.EndsWith(" 'trading'", StringComparison.Ordinal)));
    }

    private static string Script(string model) => new TemplateRenderer().Render("fix.sh.sbn", SampleModel.Named(model));
}
