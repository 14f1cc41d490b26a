using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>Something people decided to do.</summary>
public sealed record IncidentAction
{
    /// <summary>What.</summary>
    public required string Text { get; init; }

    /// <summary>What it is for; null when not given.</summary>
    public ActionType? Type { get; init; }

    /// <summary>Who does it; null when nobody yet.</summary>
    public string? Owner { get; init; }

    /// <summary>By when; null without a date.</summary>
    public LocalDate? Due { get; init; }

    /// <summary>How soon it is wanted; null when not given.</summary>
    public ActionPriority? Priority { get; init; }

    /// <summary>The finding it answers, <c>IK2001</c>; it takes the place of the suggestions for it. Null when none.</summary>
    public string? Finding { get; init; }

    /// <summary>The line of the file it stands on, from 1.</summary>
    public int Line { get; init; }
}
