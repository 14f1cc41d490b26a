using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>What changes in a file, as <c>diff -u</c> writes it and <c>patch -p1</c> reads it.</summary>
internal static class UnifiedDiff
{
    private const int Around = 3;

    /// <summary>The diff; empty where nothing changes.</summary>
    /// <param name="name">The path, relative to where the patch is to be applied.</param>
    /// <param name="before">The text before.</param>
    /// <param name="after">The text after.</param>
    public static string Of(string name, string before, string after)
    {
        var lines = Differ.Instance.CreateDiffs(
            before,
            after,
            ignoreWhiteSpace: false,
            ignoreCase: false,
            LineEndingsPreservingChunker.Instance
        );
        if (lines.DiffBlocks.Count == 0)
            return "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--- a/{name}\n+++ b/{name}\n");
        for (var first = 0; first < lines.DiffBlocks.Count; )
        {
            var last = first;
            while (last + 1 < lines.DiffBlocks.Count && Start(lines, last + 1) - End(lines, last) <= 2 * Around)
                last++;
            Hunk(text, lines, first, last);
            first = last + 1;
        }

        return text.ToString();
    }

    private static int Start(DiffResult lines, int block) => lines.DiffBlocks[block].DeleteStartA;

    private static int End(DiffResult lines, int block) => lines.DiffBlocks[block].DeleteStartA + lines.DiffBlocks[block].DeleteCountA;

    private static void Hunk(StringBuilder text, DiffResult lines, int first, int last)
    {
        var from = Math.Max(0, Start(lines, first) - Around);
        var to = Math.Min(lines.PiecesOld.Count, End(lines, last) + Around);
        var blocks = lines.DiffBlocks.Skip(first).Take(last - first + 1).ToList();
        var shift = lines.DiffBlocks[first].InsertStartB - lines.DiffBlocks[first].DeleteStartA;
        var length = to - from + blocks.Sum(b => b.InsertCountB - b.DeleteCountA);
        text.Append(CultureInfo.InvariantCulture, $"@@ -{from + 1},{to - from} +{from + shift + 1},{length} @@\n");
        var at = from;
        foreach (var block in blocks)
        {
            Lines(text, ' ', lines.PiecesOld, at, block.DeleteStartA);
            Lines(text, '-', lines.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Lines(text, '+', lines.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Lines(text, ' ', lines.PiecesOld, at, to);
    }

    private static void Lines(StringBuilder text, char sign, IReadOnlyList<string> pieces, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            text.Append(sign).Append(pieces[i]);
            if (!pieces[i].EndsWith('\n'))
                text.Append("\n\\ No newline at end of file\n");
        }
    }
}
