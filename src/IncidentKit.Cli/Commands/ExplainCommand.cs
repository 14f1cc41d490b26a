using System.CommandLine;
using IncidentKit.Rendering.Templates;

namespace IncidentKit.Cli.Commands;

/// <summary><c>explain</c>: the page of a rule.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliHost host)
    {
        var id = new Argument<string>("ID") { Description = $"The rule: {string.Join(", ", RuleCatalogue.Ids)}." };
        var command = new Verb(
            "explain",
            "Prints what a finding means, how to confirm it, repair it and prevent it.",
            "incidentkit explain IK2001"
        )
        {
            id,
        };
        command.SetAction(parsed =>
        {
            host.Show(RuleCatalogue.Page(parsed.GetValue(id)!));
            return ExitCode.Done;
        });
        return command;
    }
}
