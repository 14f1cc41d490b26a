using IncidentKit.Evidence.Shapes;

namespace IncidentKit.Aws.Client;

/// <summary>One answer, kept as it came.</summary>
/// <param name="Status">The HTTP status; 0 when no answer came.</param>
/// <param name="Body">The answer as UTF-8 JSON without insignificant white space; an answer that is not JSON is a JSON string.</param>
/// <param name="Failure">Why it is not a success.</param>
/// <param name="Code">AWS's error code, <c>AccessDeniedException</c>; null on success.</param>
/// <param name="Message">AWS's error message; null on success.</param>
public sealed record AwsAnswer(int Status, ReadOnlyMemory<byte> Body, AwsFailure Failure, string? Code, string? Message)
{
    /// <summary>What came of holding the body against what the operation answers; a whole answer until that is done.</summary>
    public AnswerCheck Check { get; init; }
}
