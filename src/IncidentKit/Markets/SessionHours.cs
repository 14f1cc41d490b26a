using System.Collections.Immutable;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Markets;

/// <summary>The hours of a session, in seconds from the midnight that begins its label; negative on the day before.</summary>
internal sealed record SessionHours(int Open, int Close, YamlNode Node)
{
    public LocalDate From { get; init; } = LocalDate.MinIsoValue;

    /// <summary>The days of the week on which they hold; none for all.</summary>
    public ImmutableArray<IsoDayOfWeek> Days { get; init; } = [];

    /// <summary>The days of the week with sessions from then on; none for those that the calendar began with.</summary>
    public ImmutableArray<IsoDayOfWeek> Week { get; init; } = [];
    public ImmutableArray<(int Start, int End)> Breaks { get; init; } = [];
    public int? Pre { get; init; }
    public int? Post { get; init; }
    public bool Unconfirmed { get; init; }

    /// <summary>Trading after the close that belongs to the next session, if that opens the same evening.</summary>
    public (int Start, int End)? ForNext { get; init; }
}
