using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IncidentKit.Aws;
using IncidentKit.Aws.Client;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Cli.Options;

/// <summary>Which account is recorded and how, as <c>collect</c> and <c>daily --collect</c> take it.</summary>
internal sealed class RecordingInputs
{
    private const int DefaultRunTaskCalls = 40;

    private readonly AccountInputs _account = new();
    private readonly Option<int> _runTaskCalls = new("--run-task-calls")
    {
        Description = "Most calls for RunTask events in a region, at 2 a second and 50 events each.",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultRunTaskCalls,
        CustomParser = Calls,
    };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with an interrupted recording of the same window." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    private IEnumerable<Option> All => [.. _account.All, _runTaskCalls, _resume];

    /// <summary>The names of those that were given.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => All.Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => o.Name);

    /// <summary>What to record.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="window">The window.</param>
    /// <param name="settings">The settings, whose log groups are recorded too; null without any.</param>
    public CollectionRequest Request(ParseResult parsed, Interval window, Settings? settings) =>
        new()
        {
            Window = window,
            Regions = _account.Regions(parsed),
            RunTaskCalls = parsed.GetValue(_runTaskCalls),
            ToolVersion = CliHost.Version,
            LogGroups = settings?.LogGroups ?? [],
        };

    /// <summary>How to reach AWS.</summary>
    /// <exception cref="InputException">The endpoint is not a URL.</exception>
    public AwsClientOptions Client(ParseResult parsed) => _account.Client(parsed);

    /// <summary>Whether to go on with an interrupted recording.</summary>
    public bool Resume(ParseResult parsed) => parsed.GetValue(_resume);

    private static int Calls(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var calls))
            return calls;
        given.AddError($"--run-task-calls '{given.Tokens[0].Value}' is not a whole number of 0 or more");
        return 0;
    }
}
