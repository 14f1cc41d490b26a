using System.ComponentModel;
using System.Diagnostics;
using IncidentKit.Rendering;

namespace IncidentKit.Tests.Rendering;

public sealed class FixScriptTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    [InlineData("hostile")]
    public async Task ShellcheckFindsNothing(string model)
    {
        using Process? shellcheck = Start("shellcheck", "-");
        Assert.SkipWhen(shellcheck is null, "shellcheck is not installed, or this is not Linux");
        await shellcheck.StandardInput.WriteAsync(Script(model));
        shellcheck.StandardInput.Close();
        Assert.Equal("", await shellcheck.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WithNothingToFixItSaysSo()
    {
        using Process? bash = Start("bash", "-s");
        Assert.SkipWhen(bash is null, "bash is not installed, or this is not Linux");
        await bash.StandardInput.WriteAsync(Script("closed"));
        bash.StandardInput.Close();
        Assert.Equal("Nothing is left to fix: every target of the recorded schedules is sound.\n", await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AScheduleThatDoesNotTradeGoesFirst()
    {
        string[] order = [.. Script("open").Split('\n').Where(l => l.StartsWith("repair '", StringComparison.Ordinal))];
        Assert.Equal(6, order.Length);
        Assert.Equal([false, false, false, false, true, true], order.Select(l => l.EndsWith(" 'trading'", StringComparison.Ordinal)));
    }

    private static string Script(string model) => new TemplateRenderer().Render("fix.sh.sbn", SampleModel.Named(model));

    /// <summary>Null where the program is not, and elsewhere than on Linux, where a program of that name may be another.</summary>
    private static Process? Start(string program, string argument)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return Process.Start(new ProcessStartInfo(program, [argument]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
