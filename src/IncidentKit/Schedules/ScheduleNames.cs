namespace IncidentKit.Schedules;

/// <summary>
/// How the schedules of a bundle are named to people: by name alone, or as <c>REGION/GROUP/NAME</c> where another schedule of the bundle
/// has the same name in another group or region. No name, group or region holds a slash, so one is never taken for the other.
/// </summary>
internal sealed class ScheduleNames
{
    private readonly HashSet<string> _repeated;

    private ScheduleNames(HashSet<string> repeated) => _repeated = repeated;

    /// <summary>The schedule as people name it in this bundle.</summary>
    public string this[ScheduleKey key] => _repeated.Contains(key.Name) ? key.ToString() : key.Name;

    /// <summary>The names of a bundle.</summary>
    /// <param name="all">Every schedule of the bundle, each once.</param>
    public static ScheduleNames Of(IEnumerable<ScheduleKey> all) =>
        new(
            all.GroupBy(k => k.Name, StringComparer.Ordinal)
                .Where(same => same.Skip(1).Any())
                .Select(same => same.Key)
                .ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>What <c>REGION/GROUP/NAME</c> names; null for a name alone.</summary>
    public static ScheduleKey? Whole(string text) =>
        text.Split('/') is [var region, var group, var name] ? new ScheduleKey(region, group, name) : null;

    /// <summary>The schedules as people name them, in the same order.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<ScheduleKey> keys) => [.. keys.Select(k => this[k])];
}
