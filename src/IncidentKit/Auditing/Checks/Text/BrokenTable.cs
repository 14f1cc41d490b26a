using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>A row with more cells than the header, which drops text, or lines meant as a table that are none.</summary>
internal sealed class BrokenTable() : AuditCheck(AuditFamily.Text, "IKA0502", "broken-table", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var source = context.Document.Source;
        foreach (var table in context.Document.Tables)
        {
            var width = Cells(source.Line(table.Header.Line));
            if (width == 0)
                continue;
            var dashes = table.Header.Line < source.LineCount ? Cells(source.Line(table.Header.Line + 1)) : 0;
            if (dashes > 0 && dashes != width)
            {
                yield return NoTable(source, table.Header.Line);
                continue;
            }

            foreach (var row in table.Body.Where(r => r.Line <= source.LineCount))
            {
                var cells = Cells(source.Line(row.Line));
                if (cells > width)
                    yield return new Objection(
                        source.StartOf(row.Line),
                        source.EndOf(row.Line),
                        source.Line(row.Line).ToString(),
                        $"{cells} cells under a header of {width}: the rest is not shown",
                        $"{cells} cells",
                        "counted the cells of the row and of the header"
                    );
            }
        }

        foreach (var passage in context.Document.Prose.Where(p => p.Kind == PassageKind.Paragraph))
        {
            var line = source.LineOf(passage.OffsetOf(0));
            if (LooksLikeHead(source.Line(line)) && line < source.LineCount && IsBetweenBars(source.Line(line + 1)))
                yield return NoTable(source, line);
        }
    }

    private static Objection NoTable(ReportText source, int line) =>
        new(
            source.StartOf(line),
            source.EndOf(line),
            source.Line(line).ToString(),
            "these lines are not shown as a table: the line of dashes is missing or has another number of cells",
            "lines with bars",
            "read as GitHub's Markdown"
        );

    /// <summary>The cells of a line with bars at both ends; 0 for another.</summary>
    private static int Cells(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length < 2 || line[0] != '|' || line[^1] != '|')
            return 0;
        var cells = 0;
        var code = false;
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '`')
                code = !code;
            if (line[i] == '|' && line[i - 1] != '\\' && !code)
                cells++;
        }

        return code ? 0 : cells;
    }

    /// <summary>Whether a line begins with a bar and has another with text behind it.</summary>
    private static bool LooksLikeHead(ReadOnlySpan<char> line) => StartsWithBar(ref line) && line[..^1].LastIndexOf('|') > 1;

    private static bool IsBetweenBars(ReadOnlySpan<char> line) => StartsWithBar(ref line) && line is [.., _, '|'];

    /// <summary>Four spaces in front would make it code.</summary>
    private static bool StartsWithBar(ref ReadOnlySpan<char> line)
    {
        var indent = line.Length - line.TrimStart().Length;
        line = line.Trim();
        return indent <= 3 && line is ['|', _, _, ..];
    }
}
