using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>Text that was decoded with the wrong character set. The other checks read the repaired text.</summary>
internal sealed class WrongCharacterSet() : AuditCheck(AuditFamily.Text, "IKA0501", "wrong-character-set", AuditSeverity.Warning)
{
    private const char Lost = '\uFFFD';

    private const int Longest = 48;

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var source = context.Document.Source;
        if (source.Damage.Count == 0)
            return [];
        var shown = context.Document.Passages.Where(p => p.Kind != PassageKind.Code).SelectMany(CodeSpans).ToList();
        return source
            .Damage.Where(d => !shown.Exists(s => s.Start <= d.Offset && d.Offset < s.End))
            .GroupBy(d => source.LineOf(d.Offset))
            .Select(line => Line(source, [.. line]));
    }

    /// <summary>Where code spans stand: what a report shows in one, it shows on purpose.</summary>
    private static IEnumerable<(int Start, int End)> CodeSpans(Passage passage) =>
        passage.Literals.Where(l => l.End > l.Start).Select(l => (passage.OffsetOf(l.Start), passage.EndOf(l.End)));

    private static Objection Line(ReportText source, IReadOnlyList<TextDamage> damage)
    {
        var first = damage[0];
        var end = damage[^1].Offset + damage[^1].Length;
        var repaired = source.Text[first.Offset..end];
        var isLost = first.Repaired is null || first.Repaired.AsSpan().IndexOfAnyExcept(Lost) < 0;
        return new Objection(
            first.Offset,
            first.Offset + first.Length,
            first.Seen,
            isLost && first.Repaired?.Length == 0 ? "the mark of UTF-8 was read as text"
                : isLost ? "a character was lost in a conversion, or the file is not UTF-8"
                : $"'{Short(first.Seen)}' was '{Short(first.Repaired!)}'",
            isLost ? "U+FFFD, the sign for what could not be decoded" : first.Repaired!,
            first.How ?? "the character itself",
            damage.Any(d => d.Repaired is not null) ? new Fix(first.Offset, end, repaired, damage.All(IsCertain)) : null
        );
    }

    /// <summary>Whether all of a stretch's bytes are there, and are UTF-8. What was cut off, and another old set, is a guess.</summary>
    private static bool IsCertain(TextDamage damage) =>
        damage.How?.EndsWith("UTF-8", StringComparison.Ordinal) is true
        && !damage.Seen.AsSpan().ContainsAny('?', Lost)
        && !damage.Repaired!.Contains(Lost);

    private static string Short(string text) => text.Length <= Longest ? text : $"{text.AsSpan(0, Longest - 1)}…";
}
