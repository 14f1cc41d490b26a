namespace IncidentKit;

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
}

/// <summary>A mistake the user can mend. The message is one line that says what is wrong, where, and what to do.</summary>
public sealed class InputException(InputProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of input is wrong.</summary>
    public InputProblem Problem { get; } = problem;
}
