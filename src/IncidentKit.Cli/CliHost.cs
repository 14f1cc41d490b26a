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

    /// <summary>A line on standard error. Control characters, which may come from AWS or a file, are shown and not obeyed.</summary>
    public void Tell(string line) => Error.WriteLine(Visible(line));

    /// <summary>The text with control characters, line ends among them, written as <c>\u001B</c>.</summary>
    public static string Visible(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString())) : text;
}
