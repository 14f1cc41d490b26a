using System.CommandLine;

namespace IncidentKit.Cli.Commands;

/// <summary><c>fix</c>: the repair script alone.</summary>
internal static class FixCommand
{
    public static Command Create(CliHost host) =>
        OneDocument.Create(
            host,
            "fix",
            "Writes the repair script for the findings in a bundle. It changes nothing until you run it.",
            "incidentkit fix freeze --out fix.sh",
            "fix.sh",
            d => d.FixScript()
        );
}
