namespace IncidentKit.Auditing.Checks.Text;

/// <summary>Text that was decoded with the wrong character set. The other checks read the repaired text.</summary>
internal sealed class WrongCharacterSet() : AuditCheck(AuditFamily.Text, "IKA0501", "wrong-character-set", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var line = 0;
        foreach (var damage in context.Document.Source.Damage)
        {
            var at = context.Document.Source.PositionOf(damage.Offset);
            if (at.Line == line)
                continue;
            line = at.Line;
            yield return new Objection(
                damage.Offset,
                damage.Offset + (damage.Repaired ?? damage.Seen).Length,
                damage.Seen,
                damage.Repaired is null ? "a character was lost in a conversion" : $"'{damage.Seen}' was '{damage.Repaired}'",
                damage.Repaired ?? "U+FFFD, the sign for what could not be decoded",
                damage.Repaired is null ? "the character itself" : "its bytes read as UTF-8",
                damage.Repaired is { } repaired ? new Fix(damage.Offset, damage.Offset + repaired.Length, repaired, Certain: true) : null
            );
        }
    }
}
