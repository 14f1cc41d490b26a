using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Tells which sections of a report are about which incident, by what they are and not by the depth of their headings: sections beside
/// each other that have parts of the same names (a timeline each) or are called incidents are an incident each.
/// </summary>
internal static partial class IncidentScopes
{
    /// <summary>Gives each section its incident; what stands outside of all is of the report as a whole, 0.</summary>
    public static void Assign(ReportDocument document)
    {
        var next = 0;
        var scopes = Scopes(document);
        foreach (var section in document.Sections)
            section.Incident = scopes.Contains(section) ? ++next : section.Parent?.Incident ?? 0;
    }

    private static HashSet<Section> Scopes(ReportDocument document)
    {
        var children = document.Sections.Where(s => s.Parent is not null).ToLookup(s => s.Parent!);
        foreach (
            var group in document.Sections.Where(s => s.Heading is not null).GroupBy(s => (s.Parent, s.Level)).OrderBy(g => g.Key.Level)
        )
        {
            var siblings = group.ToList();
            if (siblings.Count < 2 || siblings.Count(s => Part().IsMatch(s.Title)) > 1)
                continue;
            var repeated = siblings
                .SelectMany(s => children[s].Select(c => Name(c.Title)).Where(t => Part().IsMatch(t)).Distinct())
                .CountBy(t => t)
                .Any(t => t.Value > 1);
            var called = siblings.Where(s => Called().IsMatch(s.Title)).ToList();
            if (repeated || group.Key.Level == 1)
                return [.. siblings];
            if (called.Count > 1)
                return [.. called];
        }

        return [];
    }

    private static string Name(string title) => title.Trim().ToUpperInvariant();

    /// <summary>What a part of one report is called.</summary>
    [GeneratedRegex(
        @"^(?:[0-9]{1,3}[.)]? )?\W{0,3}(?:(?:executive )?summary|overview|impact|what happened|why|(?:root )?causes?|root cause analysis"
            + @"|time-?line|resolution|recovery|detection|details|description|background|contributing factors|trigger|action items"
            + @"|actions|follow-?ups?|next steps|lessons(?: learned)?|mitigation|communication|appendix|glossary|status|verification"
            + @"|prevention|sign-?off|what went (?:well|wrong)|where we got lucky|remediation|corrective actions|conclusion)\b.{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Part();

    [GeneratedRegex(
        @"\b(?:incident|outage|post-?mortem|issue)\b.{0,30}[0-9]|\bINC-?[0-9]|[0-9].{0,30}\b(?:incident|outage)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Called();
}
