using IncidentKit.Aws.Client;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Cli;

/// <summary>What the command line takes from the machine: tests give their own.</summary>
/// <param name="Output">Where data goes.</param>
/// <param name="Error">Where everything else goes.</param>
/// <param name="Clock">The time of recording.</param>
/// <param name="Interactive">Whether <paramref name="Error"/> is a terminal that can show progress in place.</param>
internal sealed record CliHost(TextWriter Output, TextWriter Error, IClock Clock, bool Interactive)
{
    /// <summary>Data.</summary>
    public TextWriter Output { get; } = new TerminalDoor(Output);

    /// <summary>Everything else.</summary>
    public TextWriter Error { get; } = new TerminalDoor(Error);

    /// <summary>Standard error for what moves the cursor of a terminal; whoever uses it writes no text of others.</summary>
    public TextWriter Cursor { get; } = Error;

    /// <summary>How AWS is reached, from what the command line says of it: tests shorten the limits.</summary>
    public Func<AwsClientOptions, AwsClientOptions> Reach { get; init; } = options => options;

    /// <summary>The variables of the environment by name.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Standard input, opened when something is read from it.</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    /// <summary>The working directory, from which settings are looked for upwards.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>How long a browser may take to print a report.</summary>
    public TimeSpan PrintLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The tool's version without build metadata.</summary>
    public static string Version { get; } = typeof(CliHost).Assembly.GetName().Version!.ToString(3);

    /// <summary>Writes one line to standard error.</summary>
    public void Tell(string line) => Error.WriteLine(VisibleText.Line(line));

    /// <summary>Writes a document that was made of a report to standard output: it stays as it was quoted.</summary>
    public void Show(string document) => ((TerminalDoor)Output).WriteDocument(document);

    /// <summary>Writes a file whose lines must end with CR LF to standard output.</summary>
    public void ShowLines(IEnumerable<string> lines) => ((TerminalDoor)Output).WriteCrLf(lines);
}
