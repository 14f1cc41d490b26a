using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>What becomes of the findings of an audit, as the command line has it.</summary>
internal sealed record AuditChoices
{
    /// <summary>text, line, github, json or sarif.</summary>
    public required string Format { get; init; }

    /// <summary>The least level that fails; null for that of the settings.</summary>
    public AuditLevel? FailOn { get; init; }

    /// <summary>The path of the baseline to read; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>The path of the baseline to write; null for none.</summary>
    public string? WriteBaseline { get; init; }

    /// <summary>Whether claims that were not compared are listed.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Whether files are corrected.</summary>
    public bool Fix { get; init; }

    /// <summary>Whether corrections are only shown.</summary>
    public bool DryRun { get; init; }

    /// <summary>What findings call standard input.</summary>
    public required string InputName { get; init; }

    /// <summary>Whether named files are left out too where they are ignored.</summary>
    public bool ForceIgnore { get; init; }
}
