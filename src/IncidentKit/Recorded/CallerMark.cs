namespace IncidentKit.Recorded;

/// <summary>
/// The startedBy that EventBridge gives the tasks that it starts: <c>chronos-schedule/NAME</c> of a schedule, <c>events-rule/NAME</c> of a
/// rule, cut. Source: facts §4.1, facts II §1.
/// </summary>
internal static class CallerMark
{
    private const string Schedule = "chronos-schedule/";
    private const string Rule = "events-rule/";
    private const int MostCharacters = 36;

    /// <summary>Whether a schedule or a rule made a startedBy.</summary>
    public static bool IsOn(string? startedBy) =>
        startedBy is not null && (startedBy.StartsWith(Schedule, StringComparison.Ordinal) || IsOfRule(startedBy));

    /// <summary>Whether a rule made a startedBy. It may be one that waits for events.</summary>
    public static bool IsOfRule(string? startedBy) => startedBy?.StartsWith(Rule, StringComparison.Ordinal) == true;

    /// <summary>The rule that a startedBy names, perhaps cut; null when none made it.</summary>
    public static string? RuleOf(string? startedBy) => IsOfRule(startedBy) ? startedBy![Rule.Length..] : null;

    /// <summary>The mark of a schedule or rule of that name. Another has the same where long names begin alike.</summary>
    public static string Of(string name, bool isRule) => Cut((isRule ? Rule : Schedule) + name);

    /// <summary>Whether a startedBy is the mark of a schedule or rule of that name, whole or cut.</summary>
    public static bool IsOf(string? startedBy, string name, bool isRule) =>
        startedBy is not null && (startedBy == (isRule ? Rule : Schedule) + name || startedBy == Of(name, isRule));

    /// <summary>A startedBy as it is cut.</summary>
    public static string Cut(string startedBy) => startedBy.Length > MostCharacters ? startedBy[..MostCharacters] : startedBy;
}
