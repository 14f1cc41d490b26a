namespace IncidentKit.Evidence;

/// <summary>Replaces secrets in answers.</summary>
internal sealed class Redactor
{
    private readonly RedactionMarks _marks = new();
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> body) => _marks is null ? default : body;
    public void SkipMarksOf(ReadOnlySpan<byte> line) => _marks.SkipMarksOf(line);
}
