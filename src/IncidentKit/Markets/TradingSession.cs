using System.Collections.Immutable;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>
/// One session of a market: [<see cref="Open"/>, <see cref="Close"/>) without its breaks and halts. Equality is by reference.
/// </summary>
public sealed class TradingSession
{
    /// <summary>The local trade date. A futures session opens the evening before it.</summary>
    public required LocalDate Label { get; init; }

    /// <summary>The first instant of regular trading.</summary>
    public required Instant Open { get; init; }

    /// <summary>The first instant after regular trading; after <see cref="Open"/>.</summary>
    public required Instant Close { get; init; }

    /// <summary>The planned breaks inside the session, in order; most often none or one.</summary>
    public ImmutableArray<SessionBreak> Breaks { get; init; } = [];

    /// <summary>
    /// The unplanned halts of the whole market inside the session, in order. They are not tradable, but do not begin bars anew.
    /// </summary>
    public ImmutableArray<SessionBreak> Halts { get; init; } = [];

    /// <summary>When trading before the open begins; it lasts until <see cref="Open"/>. Null where there is none.</summary>
    public Instant? PreOpen { get; init; }

    /// <summary>When trading after the close ends; it begins at <see cref="Close"/>. Null where there is none.</summary>
    public Instant? PostClose { get; init; }

    /// <summary>How it differs from an ordinary session, and how sure that is.</summary>
    public SessionMarks Marks { get; init; }

    /// <summary>What the calendar says about the day, such as the reason of an early close; null where there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>The beginning of its earliest phase.</summary>
    public Instant Start => PreOpen ?? Open;

    /// <summary>The end of its latest phase, exclusive.</summary>
    public Instant End => PostClose ?? Close;

    /// <summary>Its stretches before, between and after its breaks, in which bars begin anew.</summary>
    public IEnumerable<Interval> Parts =>
        Breaks.Select(b => b.End).Prepend(Open).Zip(Breaks.Select(b => b.Start).Append(Close), (start, end) => new Interval(start, end));

    /// <summary>Whether it carries a mark.</summary>
    public bool Is(SessionMarks mark) => (Marks & mark) != SessionMarks.None;

    /// <summary>What is not ordinary about it, in words: <c>early close, Day after Thanksgiving</c>; null when nothing is.</summary>
    public string? Remarks()
    {
        string[] remarks =
        [
            .. Enum.GetValues<SessionMarks>().Where(Is).Select(m => EnumWords.Of(m.ToString())),
            .. Note is null ? Array.Empty<string>() : [Note],
        ];
        return remarks.Length == 0 ? null : string.Join(", ", remarks);
    }

    /// <summary>The label as an ISO 8601 date.</summary>
    public override string ToString() => Label.ToString("uuuu-MM-dd", null);
}
