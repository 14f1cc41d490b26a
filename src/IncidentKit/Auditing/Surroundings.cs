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
        return (Math.Min(start, passage.OffsetOf(read.Sentences[first].Start)), passage.EndOf(read.Sentences[first].End));
    }

    private (int Start, int End) Lines(int start, int end)
    {
        var source = claims.Document.Source;
        return (source.StartOf(source.LineOf(start)), source.EndOf(source.LineOf(Math.Max(start, end - 1))));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
