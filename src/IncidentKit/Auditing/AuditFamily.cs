namespace IncidentKit.Auditing;

/// <summary>What a check compares a report with. Its number begins the digits of an id: IKA01xx is arithmetic.</summary>
internal enum AuditFamily
{
    /// <summary>The comments that suppress findings.</summary>
    Suppressing,

    /// <summary>Times and lengths with each other.</summary>
    Arithmetic,

    /// <summary>The market's calendar.</summary>
    Market,

    /// <summary>The report with itself.</summary>
    Self,

    /// <summary>What belongs into a report.</summary>
    Form,

    /// <summary>The text as such: characters, tables, links, secrets.</summary>
    Text,

    /// <summary>The evidence.</summary>
    Evidence,
}
