namespace IncidentKit.Claims;

/// <summary>A milestone of the incident and when it was, as a sentence or an entry of a timeline tells it.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="Time">When.</param>
/// <param name="Of">Of what: see <see cref="MilestoneSubject"/>.</param>
/// <param name="What">What it is called, for messages.</param>
internal sealed record ToldMoment(Milestone Milestone, TimeClaim Time, MilestoneSubject Of, string What)
{
    /// <summary>Whether both tell when one and the same thing happened: the harm may begin later than the incident.</summary>
    public bool IsOfSame(ToldMoment other) =>
        Milestone == other.Milestone && (Of == other.Of || Of == MilestoneSubject.Any || other.Of == MilestoneSubject.Any);
}

/// <summary>What a milestone is of.</summary>
internal enum MilestoneSubject
{
    /// <summary>It is not said.</summary>
    Any,

    /// <summary>The incident, issue or problem.</summary>
    Incident,

    /// <summary>What people felt of it: the impact, the outage.</summary>
    Harm,
}
