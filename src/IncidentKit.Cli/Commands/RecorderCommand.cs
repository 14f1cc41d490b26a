using System.CommandLine;
using System.Text;
using IncidentKit.Rendering;

namespace IncidentKit.Cli.Commands;

/// <summary><c>recorder</c>: what keeps the events of stopped tasks, to deploy by the user's own means.</summary>
internal static class RecorderCommand
{
    public static Command Create(CliHost host)
    {
        var format = new Option<string>("--format") { Description = "For what it is written.", DefaultValueFactory = _ => "terraform" };
        format.AcceptOnlyFromAmong("terraform", "cloudformation");
        var output = new Option<string?>("--out")
        {
            Description = "The file to write; default: standard output.",
            HelpName = "recorder.tf",
        };
        var command = new Verb(
            "recorder",
            "Prints a rule and a log group that keep how ECS tasks ended, for longer than ECS does. It deploys nothing.",
            "incidentkit recorder --format terraform --out recorder.tf"
        )
        {
            format,
            output,
        };
        command.SetAction(parsed =>
        {
            var text = FlightRecorder.Text(parsed.GetValue(format)!);
            if (parsed.GetValue(output) is { } path)
                host.Output.WriteLine(WholeFile.Write(path, Encoding.UTF8.GetBytes(text)));
            else
                host.Show(text);
            return ExitCode.Done;
        });
        return command;
    }
}
