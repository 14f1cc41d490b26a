using System.Collections.Immutable;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>A calendar file, read and checked but not yet expanded into sessions.</summary>
internal sealed record CalendarRules(
    YamlSource Source,
    string Id,
    string Name,
    string Version,
    DateTimeZone Zone,
    LocalDate ValidFrom,
    LocalDate ValidThrough
)
{
    public ImmutableArray<string> Aliases { get; init; } = [];
    public LocalDate ProjectedFrom { get; init; } = LocalDate.MaxIsoValue;

    /// <summary>What lies before it rests on facts nobody has checked.</summary>
    public LocalDate ConfirmedFrom { get; init; } = LocalDate.MinIsoValue;
    public ImmutableArray<IsoDayOfWeek> Week { get; init; } = [];
    public ImmutableArray<SessionHours> Hours { get; init; } = [];

    /// <summary>Those that decide which days have sessions come first.</summary>
    public ImmutableArray<DayEntry> Entries { get; init; } = [];
    public ImmutableArray<CalendarNote> Notes { get; init; } = [];
    public ImmutableArray<string> Sources { get; init; } = [];
}
