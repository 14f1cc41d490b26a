using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks;

/// <summary>
/// A rendered report, saved and edited: each of its lines must be one that the evidence gives, or hold no value that it does not give. Edits to prose are fine.
/// </summary>
internal sealed class EditedValue() : AuditCheck("IKA0607", "edited-value", AuditSeverity.Error)
{
    /// <summary>Among at most so many changed lines of a section the one that a row was is looked for.</summary>
    private const int MostCandidates = 100;

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || !context.IsRendered || OtherSource.Of(context) is not null)
            yield break;
        var source = context.Document.Source;
        var saved = new RenderedReport(source.Text).Lines;
        var left = evidence.Rendered.Lines.CountBy(l => l.Text).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
        var changed = saved.Select((line, i) => (Line: line, Number: i + 1)).Where(l => !Take(left, l.Line.Text)).ToList();
        var candidates = evidence.Rendered.Lines.Where(l => Take(left, l.Text)).ToList();
        var byShape = candidates.GroupBy(c => (c.Section, RenderedReport.Shape(c.Text))).ToDictionary(g => g.Key, g => new Queue<RenderedReport.Line>(g));
        var bySection = candidates.ToLookup(c => c.Section);
        foreach (var passage in context.Claims.All)
            context.Compared([.. passage.All]);
        foreach (var (line, number) in changed)
        {
            var like = byShape.TryGetValue((line.Section, RenderedReport.Shape(line.Text)), out var queue) && queue.TryDequeue(out var same) ? same
                : line.Text.StartsWith('|') ? bySection[line.Section].Take(MostCandidates).MaxBy(c => Alike(c.Text, line.Text)) : null;
            foreach (var objection in like is not null ? Differences(source, number, line.Text, like.Text) : Unfounded(source, number, line.Text, evidence.Rendered))
                yield return objection;
        }
    }

    private static bool Take(Dictionary<string, int> left, string line)
    {
        if (left.GetValueOrDefault(line) is not (> 0 and var count))
            return false;
        left[line] = count - 1;
        return true;
    }

    /// <summary>How many cells two rows have in common, in their places.</summary>
    private static int Alike(string a, string b) => a.Split('|').Zip(b.Split('|')).Count(c => c.First == c.Second);

    /// <summary>Two lines of one kind: in rows each cell, elsewhere each value must be the same.</summary>
    private static IEnumerable<Objection> Differences(ReportText source, int number, string saved, string rendered)
    {
        var at = source.StartOf(number);
        var cited = RenderedReport.Cited(rendered) is { Length: > 0 } ids ? $"evidence {ids}" : "rendered again from the evidence";
        if (saved.StartsWith('|') && saved.Split('|') is var cells && rendered.Split('|') is var right && cells.Length == right.Length)
        {
            var offset = 0;
            for (var i = 0; i < cells.Length; offset += cells[i++].Length + 1)
            {
                if (cells[i].Trim() != right[i].Trim())
                    yield return new Objection(at + offset, cells[i].Trim(), $"'{cells[i].Trim()}' is not what the evidence gives", right[i].Trim(), cited);
            }

            yield break;
        }

        var values = RenderedReport.Values(rendered);
        foreach (var (mine, theirs) in RenderedReport.Values(saved).Zip(values))
        {
            if (mine.Value != theirs.Value)
                yield return new Objection(at + mine.Index, mine.Value, $"'{mine.Value}' is not what the evidence gives", theirs.Value, cited);
        }
    }

    /// <summary>A line of the editor's own: its values must be values of the report.</summary>
    private static IEnumerable<Objection> Unfounded(ReportText source, int number, string saved, RenderedReport rendered) =>
        RenderedReport.Values(saved).Where(v => !rendered.AllValues.Contains(v.Value))
            .Select(v => new Objection(source.StartOf(number) + v.Index, v.Value, $"'{v.Value}' does not follow from the evidence", "no such value in the report rendered from this bundle", "compared with every value of it"));
}
