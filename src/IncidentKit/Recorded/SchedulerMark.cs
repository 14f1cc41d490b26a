namespace IncidentKit.Recorded;

/// <summary>
/// The startedBy that the Scheduler gives the tasks of a schedule, <c>chronos-schedule/NAME</c>, cut. Source: facts §4.1.
/// </summary>
internal static class SchedulerMark
{
    private const string Prefix = "chronos-schedule/";
    private const int MostCharacters = 36;

    /// <summary>Whether the Scheduler made a startedBy.</summary>
    public static bool IsOn(string? startedBy) => startedBy?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>The mark of a schedule of that name. Another schedule has the same where long names begin alike.</summary>
    public static string Of(string name) => Cut(Prefix + name);

    /// <summary>Whether a startedBy is the mark of a schedule of that name, whole or cut.</summary>
    public static bool IsOf(string? startedBy, string name) =>
        startedBy is not null && (startedBy == Prefix + name || startedBy == Of(name));

    /// <summary>A startedBy as the Scheduler cuts it.</summary>
    public static string Cut(string startedBy) => startedBy.Length > MostCharacters ? startedBy[..MostCharacters] : startedBy;
}
