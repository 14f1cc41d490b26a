using System.CommandLine;
using System.CommandLine.Invocation;

namespace IncidentKit.Cli.Commands;

/// <summary>Prints the version as reports name it.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => Print(parseResult.InvocationConfiguration.Output);

    /// <summary>Prints it.</summary>
    public static int Print(TextWriter output)
    {
        output.WriteLine(CliHost.Version);
        return ExitCode.Done;
    }
}
