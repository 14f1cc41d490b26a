using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks;

/// <summary>Where a report speaks of the incident as a whole: at its head, in its summary, in its sign-off.</summary>
internal static partial class OverallPlace
{
    /// <summary>Whether a section is such a place.</summary>
    public static bool Holds(Section section, ReportDocument document) =>
        (section.Level <= 1 && !section.IsFrontMatter)
        || ReferenceEquals(section, document.Sections.Skip(1).FirstOrDefault())
        || Title().IsMatch(section.Title);

    /// <summary>
    /// The fields that stand in such places, if all are of one incident: where two sections have the same title, each is of its own.
    /// </summary>
    public static List<FieldClaim> Of(IEnumerable<FieldClaim> fields, ReportDocument document)
    {
        var held = fields.Where(f => Holds(f.Passage.Section, document)).ToList();
        var sections = held.Select(f => f.Passage.Section).Distinct().ToList();
        return sections.DistinctBy(s => s.Title.Trim().ToUpperInvariant()).Count() == sections.Count ? held : [];
    }

    [GeneratedRegex(
        @"^\W{0,4}(?:[0-9]{1,3}\.? )?(?:executive |incident |brief |general |basic |quick |impact ){0,2}(?:summary|overview|sign-?off"
            + @"|conclusions?|approval"
            + @"|closing|closure|status|final.{0,20}|details|facts|key facts|at a glance|tl;?dr|metadata|information|info|report|header"
            + @"|incident|metrics|duration)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Title();
}
