namespace IncidentKit.Inputs;

/// <summary>With how little people are content of the runs of a service; in the order of how little that is.</summary>
internal enum AcceptedEvidence
{
    /// <summary>That a run was invoked is enough: how it ended is not asked for, unless it is known.</summary>
    Invoked,

    /// <summary>Its schedules are not judged at all.</summary>
    Ignore,
}
