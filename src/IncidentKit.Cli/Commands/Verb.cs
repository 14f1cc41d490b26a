using System.CommandLine;

namespace IncidentKit.Cli.Commands;

/// <summary>A command whose help ends with an example.</summary>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    /// <summary>A command line that works.</summary>
    public string Example { get; } = example;
}
