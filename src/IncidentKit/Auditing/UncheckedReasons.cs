using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>Why a claim of a kind is not compared where no check says more.</summary>
internal static class UncheckedReasons
{
    /// <summary>The kind of a claim and what it would take to compare it.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="hasEvidence">Whether there was evidence to compare with.</param>
    public static (string Kind, string Reason) Of(Claim claim, bool hasEvidence)
    {
        var (kind, needs) = claim switch
        {
            DateClaim { Weekday: null } => ("date", "no weekday beside it, and no other date that it has to agree with"),
            DateClaim => ("date", "its day cannot be told"),
            TimeClaim { Zone: null } => ("time", "its zone cannot be told"),
            TimeClaim { Day: null } => ("time", "its day cannot be told"),
            TimeClaim => ("time", "nothing else in the report says when this was"),
            RangeClaim => ("range", "no length stands beside it"),
            DurationClaim => ("duration", "no start and end is known for it"),
            CountClaim => ("count", "no list or table in the report to count"),
            IdentifierClaim => ("name", "names are compared with evidence only (--bundle)"),
            FieldClaim field => ("field", $"nothing is compared with '{field.Label.Trim()}'"),
            MarketClaim => ("market", "no market is given (--market), or its time cannot be told"),
            ImpactClaim => ("impact", "no market is given (--market), or the incident's window cannot be told"),
            _ => ("claim", "no check compares such claims"),
        };
        return (kind, hasEvidence ? $"{needs}; the evidence does not tell it either" : needs);
    }
}
