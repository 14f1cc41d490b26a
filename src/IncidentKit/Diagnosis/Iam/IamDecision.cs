namespace IncidentKit.Diagnosis.Iam;

/// <summary>What policy documents say of one call.</summary>
internal enum IamDecision
{
    /// <summary>A statement allows it and none denies it. A permissions boundary or an organisation's policy may still forbid it.</summary>
    Allowed,

    /// <summary>No statement allows it, or one denies it: the call is refused whatever else holds.</summary>
    Denied,

    /// <summary>It depends on a condition or variable that the recorded documents do not settle.</summary>
    Undetermined,
}
