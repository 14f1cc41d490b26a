using System.CommandLine;
using System.Text;
using IncidentKit.Cli.Options;

namespace IncidentKit.Cli.Commands;

/// <summary>A verb that makes one document of a bundle: to a file, or to standard output.</summary>
internal static class OneDocument
{
    public static Command Create(
        CliHost host,
        string verb,
        string description,
        string example,
        string outName,
        Func<IncidentDocumentSet, string> document
    )
    {
        var inputs = new ReportInputs();
        var output = new Option<string?>("--out") { Description = "The file to write; default: standard output.", HelpName = outName };
        var command = new Verb(verb, description, example);
        inputs.AddTo(command);
        command.Add(output);
        command.SetAction(parsed =>
        {
            var text = document(inputs.Analyse(parsed));
            if (parsed.GetValue(output) is { } path)
                host.Output.WriteLine(WholeFile.Write(path, Encoding.UTF8.GetBytes(text)));
            else
                host.Show(text);
            return ExitCode.Done;
        });
        return command;
    }
}
