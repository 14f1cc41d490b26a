using System.Diagnostics;

namespace IncidentKit.Cli.Tests;

/// <summary>Runs other programs, and this one in a process of its own.</summary>
internal static class Programs
{
    /// <summary>The command line as built beside the tests.</summary>
    public static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "IncidentKit.Cli.dll");

    public static ProcessStartInfo Info(string program, IEnumerable<string> args, params (string Name, string? Value)[] environment)
    {
        var info = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return info;
    }

    public static async Task<Cli.Result> RunAsync(ProcessStartInfo info)
    {
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Cli.Result(process.ExitCode, await output, await error);
    }
}
