using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// What a log file holds: <see cref="Lines"/> = <see cref="Events"/> +
/// <see cref="Continued"/> + <see cref="Blank"/> + <see cref="NotUnderstood"/>.
/// </summary>
public sealed record LogActivity
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>What was found out about the file's form, for people: <c>lines that begin with an ISO 8601 time</c>.</summary>
    public required string Form { get; init; }

    /// <summary>Bytes read, after decompression.</summary>
    public required long Bytes { get; init; }

    /// <summary>All lines, the header of a table not counted; a record of a table is one line however many it is written on.</summary>
    public required long Lines { get; init; }

    /// <summary>Lines with a time of their own.</summary>
    public required long Events { get; init; }

    /// <summary>Lines of plain text without a time, which belong to the event above them.</summary>
    public required long Continued { get; init; }

    /// <summary>Empty lines.</summary>
    public required long Blank { get; init; }

    /// <summary>Lines that no event could be made of.</summary>
    public required long NotUnderstood { get; init; }

    /// <summary>The first of the lines that were not understood, by number.</summary>
    public required IReadOnlyList<UnreadLine> Shown { get; init; }

    /// <summary>The earliest event; null when there is none.</summary>
    public required Instant? First { get; init; }

    /// <summary>The latest event; null when there is none.</summary>
    public required Instant? Last { get; init; }

    /// <summary>
    /// How often an event is earlier than the one above it by a second or more. Clocks were set back, or files put together.
    /// </summary>
    public required long StepsBack { get; init; }

    /// <summary>The largest such step.</summary>
    public required Duration LargestStepBack { get; init; }

    /// <summary>The minutes that have events, in order. Others have none.</summary>
    public required IReadOnlyList<MinuteCount> Minutes { get; init; }

    /// <summary>
    /// The streams that events name, in ordinal order. Empty when the file names none; null when there are too many to tell apart.
    /// </summary>
    public required IReadOnlyList<StreamActivity>? Streams { get; init; }
}
