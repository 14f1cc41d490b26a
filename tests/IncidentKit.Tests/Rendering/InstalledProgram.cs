using System.ComponentModel;
using System.Diagnostics;

namespace IncidentKit.Tests.Rendering;

/// <summary>Runs a program of Debian's that judges documents independently of the tool. Elsewhere than on Linux a program of that name may be another.</summary>
internal static class InstalledProgram
{
    /// <summary>What it wrote to standard output; the test is skipped where it is not installed.</summary>
    public static async Task<string> OutputAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), $"{program} is asked on Linux only");
        using var process = Start(program, arguments);
        Assert.SkipWhen(process is null, $"{program} is not installed");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await output;
    }

    private static Process? Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            );
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
