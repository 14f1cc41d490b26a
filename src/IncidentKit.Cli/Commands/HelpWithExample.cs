using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace IncidentKit.Cli.Commands;

/// <summary>Help that ends with the command's example.</summary>
/// <param name="help">The help without it.</param>
internal sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Example:");
        output.WriteLine($"  {(command as Verb ?? command.Subcommands.OfType<Verb>().First()).Example}");
        return code;
    }
}
