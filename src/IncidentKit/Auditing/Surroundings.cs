using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>The text around places of a report: the sentence, or the line of a table or of code.</summary>
internal sealed class Surroundings(ReportClaims claims)
{
    /// <summary>The most characters before and behind a place that are of interest.</summary>
    private const int Reach = 300;

    private readonly Lazy<List<PassageClaims>> _passages = new(() => [.. claims.All.OrderBy(p => p.Passage.OffsetOf(0))]);

    /// <summary>The sentence a correction stands in, corrected, with its markup; in a table or in code the line.</summary>
    public string Corrected(Fix fix)
    {
        var (start, end) = Around(fix.Start, fix.End);
        var text = claims.Document.Source.Text;
        return OneLine($"{text.AsSpan(start, fix.Start - start)}{fix.Replacement}{text.AsSpan(fix.End, end - fix.End)}");
    }

    /// <summary>The sentence a stretch stands in; in a table or in code the line.</summary>
    public string Of(int start, int end)
    {
        (start, end) = Around(start, end);
        return OneLine(claims.Document.Source.Text[start..end]);
    }

    private (int Start, int End) Around(int start, int end)
    {
        var (from, to) = Sentence(start, end) ?? Lines(start, end);
        return (Math.Max(from, start - Reach), Math.Min(to, end + Reach));
    }

    private (int Start, int End)? Sentence(int start, int end)
    {
        var last = _passages.Value.CountBefore(start, static (p, at) => p.Passage.OffsetOf(0) <= at) - 1;
        if (last < 0 || _passages.Value[last] is not { Passage: { Row: null } passage } read)
            return null;
        var first = read.Sentences.CountBefore(start, (s, at) => passage.EndOf(s.End) <= at);
        if (first >= read.Sentences.Count || passage.EndOf(read.Sentences[first].End) < end)
            return null;
        var begin = WithMarkup(passage.OffsetOf(read.Sentences[first].Start));
        var stop =
            first + 1 < read.Sentences.Count
                ? WithMarkup(passage.OffsetOf(read.Sentences[first + 1].Start))
                : claims.Document.Source.EndOf(claims.Document.Source.LineOf(passage.EndOf(passage.Text.Length)));
        return (Math.Min(start, begin), Math.Max(end, stop));
    }

    /// <summary>Where the emphasis or link begins that begins with a character.</summary>
    private int WithMarkup(int offset)
    {
        while (offset > 0 && claims.Document.Source.Text[offset - 1] is '*' or '_' or '~' or '`' or '[' or '!')
            offset--;
        return offset;
    }

    private (int Start, int End) Lines(int start, int end)
    {
        var source = claims.Document.Source;
        return (source.StartOf(source.LineOf(start)), source.EndOf(source.LineOf(Math.Max(start, end - 1))));
    }

    /// <summary>A text on one line, without the signs of a quotation before its other lines.</summary>
    private static string OneLine(string text)
    {
        var lines = text.Split('\n');
        var joined = string.Join(' ', lines.Select((l, i) => i == 0 ? l : l.TrimStart([' ', '\t', '>'])));
        return string.Join(' ', joined.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}
