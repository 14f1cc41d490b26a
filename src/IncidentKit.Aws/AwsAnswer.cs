namespace IncidentKit.Aws;

/// <summary>Why a call did not bring what was asked.</summary>
public enum AwsFailure
{
    /// <summary>It did.</summary>
    None,

    /// <summary>AWS answered that the named thing does not exist: an answer, and often the finding.</summary>
    Absent,

    /// <summary>AWS refused: a permission is missing, or the credentials are not valid.</summary>
    Denied,

    /// <summary>Too many requests, after all retries.</summary>
    Throttled,

    /// <summary>No answer in time, after all retries.</summary>
    Timeout,

    /// <summary>No connection to the endpoint.</summary>
    Unreachable,

    /// <summary>The page token is no longer valid: the listing has to begin again.</summary>
    TokenExpired,

    /// <summary>Any other error.</summary>
    Other,
}

/// <summary>One answer, kept as it came.</summary>
/// <param name="Status">The HTTP status; 0 when no answer came.</param>
/// <param name="Body">The answer as UTF-8 JSON without insignificant white space; an answer that is not JSON is a JSON string.</param>
/// <param name="Failure">Why it is not a success.</param>
/// <param name="Code">AWS's error code, <c>AccessDeniedException</c>; null on success.</param>
/// <param name="Message">AWS's error message; null on success.</param>
public sealed record AwsAnswer(int Status, ReadOnlyMemory<byte> Body, AwsFailure Failure, string? Code, string? Message);
