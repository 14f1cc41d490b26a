using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>The length of the incident, or until one of its milestones, given twice and differently.</summary>
internal sealed partial class StatedTwice() : AuditCheck(AuditFamily.Arithmetic, "IKA0105", "duration-given-twice", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            foreach (var same in context.Claims.Lengths(incident).Where(l => IsOverall(context, l)).GroupBy(l => l.Same))
            {
                var lengths = same.ToList();
                // Sections of one name tell of one part each.
                if (
                    lengths
                        .Select(l => l.Length.Passage.Section)
                        .Distinct()
                        .GroupBy(s => s.Title.Trim().ToUpperInvariant())
                        .Any(g => g.Count() > 1)
                )
                    continue;
                if (LengthAgainstMoments.Right(context, lengths) is not { } right)
                    continue;
                foreach (var other in lengths.Where(l => l != right))
                {
                    context.Compared(right.Length, other.Length);
                    if (!right.Length.Agrees(other.Length))
                        yield return At(
                            other.Length,
                            $"'{other.Length.Text}' here, '{right.Length.Text}' elsewhere",
                            right.Length.Text,
                            context.LineOf(right.Length),
                            fix: right.Length.Text
                        );
                }
            }
        }
    }

    /// <summary>Whether a length is said of the whole: by a sentence, or by a field at a place that speaks of it.</summary>
    internal static bool IsOverall(AuditContext context, LengthClaim length) =>
        length.Field is not { } field
        || OverallPlace.Holds(field.Passage.Section, context.Document)
        || Impact().IsMatch(field.Passage.Section.Title)
        || Claims.Reading.FieldReader.Label(field.Passage.Section.Title) == field.Label;

    [GeneratedRegex(@"^\W{0,3}(?:impact|metrics|response)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Impact();
}
