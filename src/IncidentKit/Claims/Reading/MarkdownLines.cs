using System.Text;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Lines of Markdown with the place that each character comes from. Each line begins with the marks of what it stands in.
/// </summary>
internal sealed class MarkdownLines
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _offsets = [];
    private bool _isBlank = true;

    /// <summary>What the next lines begin with.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>What the next line alone begins with: the mark of an item. Null where it is as the others.</summary>
    public string? First { get; set; }

    /// <summary>Whether the next block follows without an empty line.</summary>
    public bool IsGlued { get; set; }

    /// <summary>Whether nothing of the line is written yet.</summary>
    public bool AtStart { get; private set; } = true;

    /// <summary>The place of the last character.</summary>
    public int Place { get; private set; }

    public int Length => _text.Length;

    /// <summary>The last character; a line feed before the first.</summary>
    public char Last => _text.Length == 0 ? '\n' : _text[^1];

    /// <summary>The text and the places.</summary>
    public (string Text, IReadOnlyList<int> Offsets) All => (_text.ToString(), _offsets);

    public void Add(char c, int at)
    {
        _text.Append(c);
        _offsets.Add(at);
        Place = at;
    }

    public void Add(string text, int at)
    {
        foreach (var c in text)
            Add(c, at);
    }

    /// <summary>Writes the beginning of a line, where it is not written yet.</summary>
    public void Start(int at)
    {
        if (!AtStart)
            return;
        Add(First ?? Prefix, at);
        (First, AtStart, _isBlank, IsGlued) = (null, false, false, false);
    }

    /// <summary>Ends the line; one of which nothing is written stays as it is.</summary>
    public void End()
    {
        if (!AtStart)
            End(Place);
    }

    /// <summary>Ends the line, empty or not.</summary>
    public void End(int at)
    {
        Add('\n', at);
        AtStart = true;
    }

    /// <summary>Ends a block: an empty line comes before the next, but for the first in an item.</summary>
    public void Gap()
    {
        if (First is not null)
            return;
        End();
        if (_isBlank || IsGlued)
            return;
        Add('\n', Place);
        _isBlank = true;
    }
}
