using System.CommandLine;

namespace IncidentKit.Cli.Options;

/// <summary>The options that several verbs take alike.</summary>
internal static class CommonOptions
{
    /// <summary>The option <c>--config</c>.</summary>
    /// <param name="use">What the verb wants of it.</param>
    public static Option<string?> Config(string use = "What the system is for (incidentkit.yaml).") =>
        new("--config") { Description = use, HelpName = "FILE" };

    /// <summary>The option <c>--incident</c>.</summary>
    /// <param name="use">What the verb wants of it.</param>
    public static Option<string?> Incident(string use) => new("--incident") { Description = use, HelpName = "FILE" };

    /// <summary>The option <c>--templates</c>.</summary>
    public static Option<string?> Templates() =>
        new("--templates") { Description = "A folder whose templates stand in for those of the same name.", HelpName = "DIR" };
}
