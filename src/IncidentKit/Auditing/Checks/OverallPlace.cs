using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks;

/// <summary>Where a report speaks of the incident as a whole: at its head, in its summary, in its sign-off.</summary>
internal static partial class OverallPlace
{
    /// <summary>Whether a section is such a place.</summary>
    public static bool Holds(Section section, ReportDocument document) =>
        section.Level <= 1 || ReferenceEquals(section, document.Sections.Skip(1).FirstOrDefault()) || Title().IsMatch(section.Title);

    [GeneratedRegex(@"^(?:\d+\.? )?(?:executive )?(?:summary|overview|sign-?off|conclusion|approval|closing|closure|status|final.{0,20}|incident details|details|key facts|at a glance)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Title();
}
