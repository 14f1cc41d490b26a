using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>Text that was decoded with the wrong character set. The other checks read the repaired text.</summary>
internal sealed class WrongCharacterSet() : AuditCheck(AuditFamily.Text, "IKA0501", "wrong-character-set", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var source = context.Document.Source;
        foreach (var line in source.Damage.GroupBy(d => source.LineOf(d.Offset)))
        {
            var damage = line.First();
            yield return new Objection(
                damage.Offset,
                damage.Offset + (damage.Repaired ?? damage.Seen).Length,
                damage.Seen,
                damage.Repaired is null
                    ? "a character was lost in a conversion, or the file is not UTF-8"
                    : $"'{damage.Seen}' was '{damage.Repaired}'",
                damage.Repaired ?? "U+FFFD, the sign for what could not be decoded",
                damage.Repaired is null ? "the character itself" : "its bytes read as UTF-8",
                Repair(source, [.. line.Where(d => d.Repaired is not null)])
            );
        }
    }

    /// <summary>The text is repaired already; to write it into the file mends all of a line. What was cut off is a guess.</summary>
    private static Fix? Repair(ReportText source, List<TextDamage> damages)
    {
        if (damages.Count == 0)
            return null;
        var (start, end) = (damages[0].Offset, damages[^1].Offset + damages[^1].Repaired!.Length);
        return new Fix(start, end, source.Text[start..end], Certain: !damages.Exists(d => d.Seen.AsSpan().ContainsAny('?', '\uFFFD')));
    }
}
