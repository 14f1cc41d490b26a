namespace IncidentKit.Schedules;

/// <summary>
/// How the scheduled jobs of a bundle are named to people: by name alone; by <c>NAME/TARGET</c> where a rule calls several things; and all
/// written out, as <see cref="ScheduleKey.ToString"/> does, where another one of the bundle has the same name in another group or region.
/// No name, group, region or target holds a slash, so one is never taken for the other.
/// </summary>
internal sealed class ScheduleNames
{
    private readonly HashSet<string> _repeated;
    private readonly HashSet<(string Region, string Rule)> _withTargets;

    private ScheduleNames(HashSet<string> repeated, HashSet<(string Region, string Rule)> withTargets) =>
        (_repeated, _withTargets) = (repeated, withTargets);

    /// <summary>The job as people name it in this bundle.</summary>
    public string this[ScheduleKey key] =>
        _repeated.Contains(key.Name) ? key.ToString()
        : _withTargets.Contains((key.Region, key.Name)) ? key.NameAndTarget
        : key.Name;

    /// <summary>The names of a bundle.</summary>
    /// <param name="all">Every job of the bundle, each once.</param>
    public static ScheduleNames Of(IEnumerable<ScheduleKey> all)
    {
        var keys = all.ToList();
        return new(
            keys.Select(k => k with { Target = k.IsRule ? "" : null })
                .Distinct()
                .GroupBy(k => k.Name, StringComparer.Ordinal)
                .Where(same => same.Skip(1).Any())
                .Select(same => same.Key)
                .ToHashSet(StringComparer.Ordinal),
            keys.Where(k => k.IsRule)
                .GroupBy(k => (k.Region, k.Name))
                .Where(same => same.Skip(1).Any())
                .Select(same => same.Key)
                .ToHashSet()
        );
    }

    /// <summary>The name inside <c>REGION/GROUP/NAME</c> or <c>REGION/rule/NAME/TARGET</c>; null for a name alone.</summary>
    public static string? NameIn(string text) => text.Split('/') is [_, _, var name, ..] ? name : null;

    /// <summary>The jobs as people name them, in the same order.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<ScheduleKey> keys) => [.. keys.Select(k => this[k])];
}
