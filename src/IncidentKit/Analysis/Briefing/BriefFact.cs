namespace IncidentKit.Analysis.Briefing;

/// <summary>One of the four facts of page one: whether it is over, whether all is ready, what was lost, how severe it is.</summary>
/// <param name="Name">Which.</param>
/// <param name="Question">As a reader asks it.</param>
/// <param name="Answer">In a few words.</param>
/// <param name="Tone">Whether that is good or bad.</param>
/// <param name="Detail">More of it, in one or two sentences; empty where there is none.</param>
/// <param name="Section">The section of the report that proves it.</param>
internal sealed record BriefFact(BriefFactName Name, string Question, string Answer, BriefTone Tone, string Detail, string Section);

/// <summary>What a fact of page one is about.</summary>
internal enum BriefFactName
{
    /// <summary>Whether it is over.</summary>
    Over,

    /// <summary>Whether all is ready for the next open.</summary>
    Ready,

    /// <summary>What was lost.</summary>
    Lost,

    /// <summary>How severe it is.</summary>
    Severity,
}

/// <summary>How a fact is to be taken.</summary>
internal enum BriefTone
{
    /// <summary>Nothing to do.</summary>
    Good,

    /// <summary>Something was lost, or stands.</summary>
    Bad,

    /// <summary>Not known: somebody should look.</summary>
    Unsure,
}
