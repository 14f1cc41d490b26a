namespace IncidentKit.Basics;

/// <summary>What kind of input a user has to mend; the command line turns each into its exit code.</summary>
public enum InputProblem
{
    /// <summary>A value given on the command line is wrong (exit code 2).</summary>
    CommandLine,

    /// <summary>The content of an input file is wrong (exit code 3).</summary>
    Content,

    /// <summary>A bundle is damaged: a hash differs or a file is cut short (exit code 5).</summary>
    DamagedBundle,

    /// <summary>No credentials, or no call got an answer (exit code 6).</summary>
    NoAnswer,

    /// <summary>What was asked for could not be written: no space, no permission, no such place (exit code 74).</summary>
    Output,
}
