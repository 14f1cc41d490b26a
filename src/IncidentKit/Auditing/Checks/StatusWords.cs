using System.Text.RegularExpressions;

namespace IncidentKit.Auditing.Checks;

/// <summary>The words for the state of an incident.</summary>
internal static partial class StatusWords
{
    /// <summary>Whether a field with this label tells the state of the incident.</summary>
    /// <param name="label">In lower case.</param>
    public static bool IsLabel(string label) =>
        label is "status" or "incident status" or "current status" or "state" or "final status" or "overall status" or "resolution status";

    public static bool IsResolved(string value) => Resolved().IsMatch(value.Trim());

    public static bool IsOngoing(string value) => Ongoing().IsMatch(value.Trim());

    /// <summary>Whether nothing will be done any more, or all is.</summary>
    public static bool IsSettled(string value) => IsResolved(value) || Dropped().IsMatch(value.Trim());

    [GeneratedRegex(
        @"^\W{0,3}(?:cancell?ed|dropped|rejected|declined|duplicate|obsolete|won't (?:do|fix)|will not do|n/?a)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Dropped();

    [GeneratedRegex(
        @"^\W{0,3}(?:fully )?(?:resolved|closed|complete|completed|fixed|done)\b(?:$|[ ,.(;])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Resolved();

    [GeneratedRegex(
        @"^\W{0,3}(?:ongoing|open|investigating|identified|monitoring|in progress|active|unresolved)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Ongoing();
}
