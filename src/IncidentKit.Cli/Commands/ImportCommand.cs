using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Imports;
using IncidentKit.Imports.Logs;
using NodaTime;

namespace IncidentKit.Cli.Commands;

/// <summary><c>import</c>: a bundle from files.</summary>
internal static class ImportCommand
{
    private const int DeepestFolder = 16;

    /// <summary>Most commands that are printed for what is missing.</summary>
    private const int MostCommands = 20;

    public static Command Create(CliHost host)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description =
                "Files, or folders of files: JSON that the AWS CLI printed, CloudTrail files and tables, exported and other logs, "
                + "bundles; compressed or in archives (zip, tar, gz, zst) or not.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var from = new Option<string>("--from")
        {
            Description = "Start of the window, inclusive: ISO 8601 with an offset or Z, or a date.",
            HelpName = "TIME",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "End of the window, exclusive; a bare date means its whole day.",
            HelpName = "TIME",
            Required = true,
        };
        var output = new Option<string>("--out")
        {
            Description = "The bundle to make: a folder that does not exist yet.",
            HelpName = "BUNDLE",
        };
        var commands = new Option<bool>("--commands")
        {
            Description =
                "Print the commands of the AWS CLI whose answers are read, as a script that writes them into a folder. Imports nothing.",
        };
        var zone = new Option<string?>("--zone")
        {
            Description = "The time zone of bare dates, and of logs whose times do not say theirs.",
            HelpName = "ZONE",
        };
        var region = new Option<string?>("--region") { Description = "The region of files that name none.", HelpName = "REGION" };
        var account = new Option<string?>("--account") { Description = "The account, when no file names it.", HelpName = "ID" };
        var group = new Option<string?>("--log-group")
        {
            Description = "The log group of the logs; default: the name of each file.",
            HelpName = "NAME",
        };
        var timeField = new Option<string?>("--time-field")
        {
            Description = "The member or column that holds a log's times; default: found.",
            HelpName = "NAME",
        };
        var streamField = new Option<string?>("--stream-field")
        {
            Description = "The member or column that names a log's streams; default: found.",
            HelpName = "NAME",
        };
        var command = new Verb(
            "import",
            "Makes an evidence bundle from files, for people who may not run tools in production. "
                + "Listings are taken to be whole, and asked when the file was last written.",
            "incidentkit import schedules.json streams.json trail.json.gz --from 2026-01-29T14:00Z --to 2026-01-29T23:10Z --out freeze"
        )
        {
            paths,
            from,
            to,
            output,
            zone,
            region,
            account,
            group,
            timeField,
            streamField,
            commands,
        };
        command.SetAction(
            (parsed, ct) =>
            {
                var given = parsed.GetValue(zone);
                var window = TimeText.Window(parsed.GetValue(from)!, parsed.GetValue(to)!, TimeText.Zone(given));
                if (parsed.GetValue(commands))
                {
                    host.Output.Write(AnswersScript.Of(window, Region(parsed.GetValue(region))));
                    return Task.FromResult(ExitCode.Done);
                }

                var request = new ImportRequest
                {
                    Window = window,
                    ImportedAt = host.Clock.GetCurrentInstant(),
                    ToolVersion = CliHost.Version,
                    Region = parsed.GetValue(region),
                    Account = Account(parsed.GetValue(account)),
                    LogGroup = parsed.GetValue(group),
                    Reading = new LogReading
                    {
                        Zone = given is null ? null : TimeText.Zone(given),
                        TimeField = parsed.GetValue(timeField),
                        StreamField = parsed.GetValue(streamField),
                        Cores = Environment.ProcessorCount,
                    },
                };
                var path =
                    parsed.GetValue(output)
                    ?? throw new InputException(
                        InputProblem.CommandLine,
                        "--out is missing: name the bundle to make, a folder that does not exist yet."
                    );
                if (parsed.GetValue(paths) is not { Length: > 0 })
                    throw new InputException(
                        InputProblem.CommandLine,
                        "no files are named: give files or folders; --commands prints how to ask AWS for them."
                    );
                var files = Import(path, request, [.. parsed.GetValue(paths)!.SelectMany(Files).Distinct(StringComparer.Ordinal)], ct);
                Summarise(host, files);
                using (var bundle = BundleReader.Open(path))
                {
                    CollectCommand.TellReplaced(host, bundle.Manifest);
                    TellMissing(host, bundle);
                }

                host.Output.WriteLine(path);
                return Task.FromResult(files.Any(IsInPart) ? ExitCode.PartlyUnknown : ExitCode.Done);
            }
        );
        return command;
    }

    private static IReadOnlyList<ImportedFile> Import(string path, ImportRequest request, IReadOnlyList<string> files, CancellationToken ct)
    {
        try
        {
            return BundleImport.Run(
                path,
                request,
                files.Select(file => new ImportFile(file, Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(file)))),
                ct
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Output, $"{path} cannot be written: {e.Message}", e);
        }
    }

    private static void TellMissing(CliHost host, BundleReader bundle)
    {
        var commands = MissingAnswers.Of(bundle);
        if (commands.Count == 0)
            return;
        host.Tell("  not among the files; to ask AWS for it, what tells most first:");
        foreach (var command in commands.Take(MostCommands))
            host.Tell($"    {command}");
        if (commands.Count > MostCommands)
            host.Tell(
                $"    and {commands.Count - MostCommands} more: 'incidentkit import --commands' prints a script that asks for everything."
            );
    }

    private static string? Region(string? text) =>
        text is null || text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? text
            : throw new InputException(InputProblem.CommandLine, $"--region '{text}' is not a region: write it as us-east-1");

    private static string? Account(string? text) =>
        text is null || (text.Length == 12 && text.All(char.IsAsciiDigit))
            ? text
            : throw new InputException(InputProblem.CommandLine, $"--account '{text}' is not an account: write its twelve digits");

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? InputFile.In(path, "", DeepestFolder)
        : File.Exists(path) ? [path]
        : throw new InputException(InputProblem.CommandLine, $"{path} does not exist.");

    private static bool IsInPart(ImportedFile file) => file.IsRefused || file.NotUnderstood.Count > 0 || file.Log is { NotUnderstood: > 0 };

    private static void Summarise(CliHost host, IReadOnlyList<ImportedFile> files)
    {
        foreach (var file in files)
        {
            host.Tell(file.IsRefused ? $"  not imported: {file.Understood}" : $"  {file.Path}: {file.Understood}");
            foreach (var what in file.NotUnderstood)
                host.Tell($"    not understood: {what}");
            foreach (var note in file.Notes)
                host.Tell($"    {note}");
            if (file.Log is not { } log)
                continue;
            if (log.StepsBack > 0)
                host.Tell($"    its clock steps back {log.StepsBack} times, by up to {log.LargestStepBack.TotalSeconds:0.###} s");
            if (log.NotUnderstood > 0)
                host.Tell($"    {log.NotUnderstood} lines are not understood, the first:");
            foreach (var line in log.Shown)
                host.Tell($"    line {line.Number}, {line.Why}: {line.Text}");
        }
    }
}
