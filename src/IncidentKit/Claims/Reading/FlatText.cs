using System.Text;

namespace IncidentKit.Claims.Reading;

/// <summary>The text of inlines as a reader sees it, with the place of each character in the source.</summary>
internal sealed class FlatText
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public int Length => _text.Length;

    /// <summary>Where each character stands in the source.</summary>
    public List<int> Offsets { get; } = [];

    /// <summary>The parts that are code or addresses, half-open.</summary>
    public List<(int Start, int End)> Literals { get; } = [];

    public List<ReportComment> Comments { get; } = [];

    /// <summary>The text from a place on.</summary>
    public string From(int start) => _text.ToString(start, _text.Length - start);

    public void Append(ReadOnlySpan<char> text, int offset)
    {
        _text.Append(text);
        for (var i = 0; i < text.Length; i++)
            Offsets.Add(offset + i);
    }

    public void AppendLiteral(string text, int offset)
    {
        Literals.Add((_text.Length, _text.Length + text.Length));
        Append(text, offset);
    }
}
