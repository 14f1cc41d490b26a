using IncidentKit.Rendering.Templates;
using NodaTime;

namespace IncidentKit.Cli;

/// <summary>What the command line takes from the machine: tests give their own.</summary>
/// <param name="Output">Data.</param>
/// <param name="Error">Everything else.</param>
/// <param name="Clock">The time of recording.</param>
/// <param name="Interactive">Whether <paramref name="Error"/> is a terminal that can show progress in place.</param>
internal sealed record CliHost(TextWriter Output, TextWriter Error, IClock Clock, bool Interactive)
{
    /// <summary>The tool's version without build metadata.</summary>
    public static string Version { get; } = typeof(CliHost).Assembly.GetName().Version!.ToString(3);

    /// <summary>
    /// Writes one line to standard error. Characters that a terminal would obey, or that
    /// reorder what is seen, may come from AWS or from a file. They are shown as <c>\u001B</c>.
    /// </summary>
    public void Tell(string line) => Error.WriteLine(VisibleText.Line(line));
}
