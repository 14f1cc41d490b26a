using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>The options of <c>audit</c> that say what becomes of findings.</summary>
internal sealed class AuditOptions
{
    private static readonly string[] Levels = [.. Enum.GetNames<AuditLevel>().Select(n => n.ToLowerInvariant())];

    private readonly Option<string> _format = new("--format")
    {
        Description = "How to write what is found: text, line (one line each), github (annotations), json or sarif.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "Exit with 1 when a finding has at least this level: error, warning, note, or off for never.",
        HelpName = "LEVEL",
    };

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Say nothing of findings that are in this file.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _writeBaseline = new("--write-baseline")
    {
        Description = "Write what is found to a file, for --baseline, and exit with 0.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _unchecked = new("--unchecked")
    {
        Description = "List the claims that were compared with nothing, and why.",
    };

    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Correct in the files what has one right answer, such as a date's weekday or damaged characters.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "With --fix: print what would change as a diff, and change nothing.",
    };

    private readonly Option<string?> _stdinName = new("--stdin-name")
    {
        Description = "What findings call the report that is read from standard input.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _forceIgnore = new("--force-ignore")
    {
        Description = "Leave out ignored files where they are named too, as hooks name all changed files.",
    };

    public AuditOptions()
    {
        _format.AcceptOnlyFromAmong("text", "line", "github", "json", "sarif");
        _failOn.AcceptOnlyFromAmong(Levels);
    }

    public void AddTo(Command command)
    {
        Option[] all = [_format, _failOn, _baseline, _writeBaseline, _unchecked, _fix, _dryRun, _stdinName, _forceIgnore];
        foreach (var option in all)
            command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="InputException">Options that do not go together.</exception>
    public AuditChoices Read(ParseResult parsed, IReadOnlyList<string> paths)
    {
        var choices = new AuditChoices
        {
            Format = parsed.GetValue(_format)!,
            FailOn = parsed.GetValue(_failOn) is { } level ? Enum.Parse<AuditLevel>(level, ignoreCase: true) : null,
            Baseline = parsed.GetValue(_baseline),
            WriteBaseline = parsed.GetValue(_writeBaseline),
            Unchecked = parsed.GetValue(_unchecked),
            Fix = parsed.GetValue(_fix),
            DryRun = parsed.GetValue(_dryRun),
            InputName = parsed.GetValue(_stdinName) ?? "<stdin>",
            ForceIgnore = parsed.GetValue(_forceIgnore),
        };
        var readsInput = paths.Contains(ReportFiles.Input, StringComparer.Ordinal);
        return choices switch
        {
            { DryRun: true, Fix: false } => throw Mistake("--dry-run goes with --fix"),
            { Fix: true, DryRun: false } when readsInput => throw Mistake(
                "standard input is no file to --fix; add --dry-run to see what would change"
            ),
            { Unchecked: true, Format: "sarif" or "github" } => throw Mistake(
                $"--unchecked is written as text, line or json, not as {choices.Format}"
            ),
            _ when !readsInput && parsed.GetValue(_stdinName) is not null => throw Mistake("--stdin-name goes with -, for standard input"),
            _ => choices,
        };
    }

    private static InputException Mistake(string message) => new(InputProblem.CommandLine, $"{message}; see audit --help");
}
