using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>The length of the incident, or until one of its milestones, given twice and differently.</summary>
internal sealed partial class StatedTwice() : AuditCheck(AuditFamily.Arithmetic, "IKA0105", "duration-given-twice", AuditSeverity.Error)
{
    private const int Rounding = 5;

    public override IEnumerable<Objection> Run(AuditContext context) => InTwoUnits(context).Concat(InTwoPlaces(context));

    private static IEnumerable<Objection> InTwoPlaces(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            foreach (var same in context.Claims.Lengths(incident).Where(l => IsOverall(context, l)).GroupBy(l => l.Same))
            {
                // What stands deeper in a list than another of its name is of a part.
                var depth = same.Min(l => Depth(context, l));
                var lengths = same.Where(l => Depth(context, l) is var own && (own == depth || own == int.MaxValue)).ToList();
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

    /// <summary>The column in which the item of a field begins; the last there is for what stands in no list.</summary>
    private static int Depth(AuditContext context, LengthClaim length) =>
        length.Field is { Passage.Item: { First: { } first } }
            ? first.OffsetOf(0) - context.Document.Source.StartOf(context.Document.Source.LineOf(first.OffsetOf(0)))
            : int.MaxValue;

    /// <summary>A length in two units, side by side: <c>26 hours (1.1 days)</c>, <c>90 minutes = 1.5 h</c>.</summary>
    private static IEnumerable<Objection> InTwoUnits(AuditContext context)
    {
        foreach (var passage in context.Claims.All.Where(p => p.Durations.Count > 1 && !p.Passage.Quoted))
        {
            foreach (var (first, second) in passage.Durations.Zip(passage.Durations.Skip(1)))
            {
                var text = passage.Passage.Text;
                if (
                    !Equal().IsMatch(text.AsSpan(first.End, second.Start - first.End))
                    || (second.End < text.Length && text[second.End] is not (')' or '.' or ',' or ';'))
                )
                    continue;
                context.Compared(first, second);
                if (!first.Agrees(second) || IsFar(first, second))
                    yield return At(
                        second,
                        $"'{second.Text}' is not '{first.Text}'",
                        first.Text,
                        "the same length in two units",
                        fix: Durations.Text(first.Length)
                    );
            }
        }
    }

    /// <summary>Who puts a length in two units may round it, but not by more than a fifth.</summary>
    private static bool IsFar(DurationClaim first, DurationClaim second) =>
        first.Bound == DurationBound.Exact
        && second.Bound == DurationBound.Exact
        && Duration.Max(first.Length, second.Length) is var longer
        && longer - Duration.Min(first.Length, second.Length) > longer / Rounding;

    [GeneratedRegex(@"^\s?(?:\(\s?=?\s?(?:i\.e\.,? |or |that is |about |approx\.? )?[~≈]?|=\s?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Equal();

    /// <summary>Whether a length is said of the whole: by a sentence, or by a field at a place that speaks of it.</summary>
    internal static bool IsOverall(AuditContext context, LengthClaim length) =>
        length.Field is not { } field
        || OverallPlace.Holds(field.Passage.Section, context.Document)
        || Impact().IsMatch(field.Passage.Section.Title)
        || Claims.Reading.FieldReader.Label(field.Passage.Section.Title) == field.Label;

    [GeneratedRegex(@"^\W{0,3}(?:impact|metrics|response)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Impact();
}
