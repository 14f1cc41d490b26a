using IncidentKit.Cli;
using NodaTime.Testing;

namespace IncidentKit.Faults;

/// <summary>How a command line ended.</summary>
/// <param name="Code">The exit code; null where it did not end.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Took">How long the processor was at it: what else the machine does is not the command's.</param>
public sealed record Ending(int? Code, string Output, string Error, Duration Took)
{
    const int Bug = 70;

    /// <summary>Why no user may see it end so; null where all is well.</summary>
    public string? Wrong(Duration longest) =>
        Code is null ? "did not end"
        : Took > longest ? $"took {Took.TotalSeconds:F1} s"
        : Code == Bug ? Error.ReplaceLineEndings(" ")
        : Code > 1 && Code != 4 && !Error.Contains("incidentkit: ", StringComparison.Ordinal) ? $"exit {Code} without a word"
        : null;
}

/// <summary>Runs command lines in this process, at a clock that stands still.</summary>
public static class InProcess
{
    /// <summary>The time of all of them: that of the demo's recordings.</summary>
    public static Instant Now { get; } = Instant.FromUtc(2026, 1, 30, 1, 15);

    internal static readonly TimeSpan MostOfTheProcessor = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Emulators take any credentials; nothing may look for real ones.</summary>
    public static void UseNoRealAccount()
    {
        foreach (var name in new[] { "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL" })
            Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "testing");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "testing");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", "/nonexistent");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    }

    /// <summary>Whether a run ends: within a minute of the processor, or ten minutes where it only waits.</summary>
    /// <param name="run">The run.</param>
    /// <param name="began">What the process had used of the processor when it began.</param>
    public static async Task<bool> EndsAsync(Task run, TimeSpan began)
    {
        for (var waited = TimeSpan.Zero; waited < LongestWait; waited += TimeSpan.FromSeconds(10))
        {
            if (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(10))) == run)
                return true;
            if (Environment.CpuUsage.TotalTime - began > MostOfTheProcessor)
                return false;
        }

        return false;
    }

    /// <summary>Runs one; it is left behind where it does not end.</summary>
    public static async Task<Ending> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var began = Environment.CpuUsage.TotalTime;
        // On a thread of its own: what never ends must not hold the campaign.
        var run = Task
            .Factory.StartNew(
                () => CommandLine.RunAsync([.. args, "--verbose"], new CliHost(output, error, new FakeClock(Now), Interactive: false)),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();
        int? code = await EndsAsync(run, began) ? await run : null;
        var took = Duration.FromTimeSpan(Environment.CpuUsage.TotalTime - began);
        return code is null ? new(null, "", "", took) : new(code, output.ToString(), error.ToString(), took);
    }
}
