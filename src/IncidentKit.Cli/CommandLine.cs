using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using IncidentKit.Basics;
using IncidentKit.Cli.Commands;
using IncidentKit.Cli.Commands.Audit;
using IncidentKit.Cli.Commands.Market;
using IncidentKit.Cli.Options;
using NodaTime;

namespace IncidentKit.Cli;

/// <summary>Reads the arguments, runs one verb, and turns whatever happens into an exit code and at most one line.</summary>
internal static class CommandLine
{
    /// <summary>Time for a cancelled command to close what it writes.</summary>
    private static readonly Duration TimeToStop = Duration.FromSeconds(10);

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="host">Where to write, and the clock.</param>
    /// <param name="ct">Cancels, beside Ctrl-C.</param>
    public static async Task<int> RunAsync(string[] args, CliHost host, CancellationToken ct = default)
    {
        // Asked by scripts before all else: not worth making every command.
        if (args is ["--version"])
            return await EndAsync(() => Task.FromResult(ShowVersion.Print(host.Output)), host, verbose: false, ct);

        var verbose = new Option<bool>("--verbose")
        {
            Description = "Show where in the code an unexpected error happened.",
            Recursive = true,
        };
        var root = new RootCommand(
            "Records what AWS says about scheduled jobs, works out which runs were missed and why, and writes the incident report."
        )
        {
            DemoCommand.Create(host),
            CollectCommand.Create(host),
            ImportCommand.Create(host),
            ReportCommand.Create(host),
            DailyCommand.Create(host),
            RunbookCommand.Create(host),
            FixCommand.Create(host),
            CheckCommand.Create(host),
            RecorderCommand.Create(host),
            AuditCommand.Create(host),
            ExplainCommand.Create(host),
            ScheduleCommand.Create(host),
            MarketCommand.Create(host),
            TemplateCommand.Create(host),
            verbose,
        };
        root.SetAction(_ =>
            Fail(host, ExitCode.CommandLine, $"which command? {string.Join(", ", root.Subcommands.Select(c => c.Name))}; see --help")
        );
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Action = new ShowVersion();
        RefuseEmptyValues(root);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return Fail(host, ExitCode.CommandLine, Mistake(root, parsed));
        var io = new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToStop.ToTimeSpan(),
        };
        var code = await EndAsync(() => parsed.InvokeAsync(io, ct), host, parsed.GetValue(verbose), ct);
        // Who cancels knows it; the watchdog hears nothing and says so in its own time.
        if (code != ExitCode.Cancelled)
            await PingOption.TellAsync(host, parsed, code, ct);
        return code;
    }

    /// <summary>Runs a verb to its end, whatever that is.</summary>
    private static async Task<int> EndAsync(Func<Task<int>> verb, CliHost host, bool verbose, CancellationToken ct)
    {
        var stopped = false;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => stopped = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => stopped = true);
        try
        {
            var code = await verb();
            // What stands in the buffer is not written yet.
            await host.Output.FlushAsync(CancellationToken.None);
            return code;
        }
        // What is thrown after it was told to stop is a part of stopping.
        catch (Exception e) when (stopped || ct.IsCancellationRequested || e is OperationCanceledException)
        {
            var told = e is OperationCanceledException { InnerException: not null };
            return Fail(host, ExitCode.Cancelled, told ? e.Message : "cancelled");
        }
        catch (InputException problem)
        {
            return Fail(host, ExitCode.Of(problem.Problem), problem.Message);
        }
        catch (Exception bug)
        {
            Fail(
                host,
                ExitCode.Bug,
                $"this is a bug, please report it: {bug.GetType().Name}: {bug.Message}{(verbose ? "" : " (--verbose shows where)")}"
            );
            foreach (var line in verbose ? bug.ToString().Split('\n') : [])
                host.Tell(line);
            return ExitCode.Bug;
        }
    }

    private static int Fail(CliHost host, int code, string message)
    {
        host.Tell($"incidentkit: {message}");
        return code;
    }

    /// <summary>An empty value is most often a shell variable that is not set.</summary>
    private static void RefuseEmptyValues(Command parent)
    {
        foreach (var command in parent.Subcommands)
        {
            RefuseEmptyValues(command);
            foreach (var argument in command.Arguments)
                argument.Validators.Add(result => Refuse(result, argument.Name));
            foreach (var option in command.Options)
                option.Validators.Add(result => Refuse(result, option.Name));
        }

        static void Refuse(SymbolResult result, string name)
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                result.AddError($"{name} is empty");
        }
    }

    /// <summary>The first mistake in one line, with the verb or option that was probably meant.</summary>
    private static string Mistake(RootCommand root, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            if (command == root && !unknown.StartsWith('-'))
                return $"unknown command '{unknown}'{NearName.Hint(unknown, root.Subcommands.Select(c => c.Name))}; see --help";
            return unknown.StartsWith('-')
                ? $"unknown option '{unknown}'{NearName.Hint(unknown, command.Options.Select(o => o.Name))}; see {command.Name} --help"
                : $"unexpected argument '{unknown}'; see {command.Name} --help";
        }

        return $"{parsed.Errors[0].Message.TrimEnd('.')}; see {(command == root ? "" : command.Name + " ")}--help";
    }
}
