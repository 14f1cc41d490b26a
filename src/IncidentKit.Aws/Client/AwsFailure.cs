namespace IncidentKit.Aws.Client;

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

    /// <summary>Something came, and it is not what the operation answers: a login page, half a body.</summary>
    NotTheAnswer,

    /// <summary>It was not sent: its source is past a limit.</summary>
    PastLimit,

    /// <summary>Any other error.</summary>
    Other,
}
