namespace IncidentKit.Basics;

/// <summary>A mistake the user can mend. The message is one line that says what is wrong, where, and what to do.</summary>
public sealed class InputException(InputProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of input is wrong.</summary>
    public InputProblem Problem { get; } = problem;
}
