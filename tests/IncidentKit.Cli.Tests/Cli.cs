using System.Runtime.CompilerServices;
using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Runs command lines in this process.</summary>
internal static class Cli
{
    /// <summary>What a command line did.</summary>
    public sealed record Result(int Code, string Output, string Error)
    {
        /// <summary>The lines on standard error.</summary>
        public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Emulators take any credentials; nothing may look for real ones.</summary>
    [ModuleInitializer]
    internal static void UseNoRealAccount()
    {
        foreach (var name in new[] { "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL" })
            Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "testing");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "testing");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", "/nonexistent");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    }

    public static async Task<Result> RunAsync(params string[] args) => await RunAtAsync(FreezeScenario.Open.RecordedAt, args);

    public static async Task<Result> RunAtAsync(Instant now, params string[] args) => await RunOnAsync(host => host, now, args);

    /// <summary>Runs a command line on a machine that differs from others.</summary>
    public static async Task<Result> RunOnAsync(Func<CliHost, CliHost> machine, params string[] args) =>
        await RunOnAsync(machine, FreezeScenario.Open.RecordedAt, args);

    private static async Task<Result> RunOnAsync(Func<CliHost, CliHost> machine, Instant now, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(
            args,
            machine(new CliHost(output, error, new FakeClock(now), Interactive: false)),
            TestContext.Current.CancellationToken
        );
        return new Result(code, output.ToString(), error.ToString());
    }
}
