using System.CommandLine;

namespace IncidentKit.Cli.Commands;

/// <summary><c>runbook</c>: the runbook alone.</summary>
internal static class RunbookCommand
{
    public static Command Create(CliHost host) =>
        OneDocument.Create(
            host,
            "runbook",
            "Writes the runbook for the findings in a bundle.",
            "incidentkit runbook freeze --out runbook.md",
            "FILE",
            d => d.Runbook()
        );
}
