using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>
/// A rendered report, saved and edited: each of its lines must be one that the evidence gives, or hold no value that it does not give.
/// Edits to prose are fine.
/// </summary>
internal sealed class EditedValue() : AuditCheck(AuditFamily.Evidence, "IKA0607", "edited-value", AuditSeverity.Error)
{
    /// <summary>Compares a changed line with at most so many others of its section.</summary>
    private const int MostCandidates = 100;

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || !context.IsRendered || OtherSource.Of(context) is not null)
            yield break;
        var source = context.Document.Source;
        var rendered = evidence.Rendered;
        var saved = new RenderedReport(context.Document, evidence.Words).Lines;
        var toolLines = RenderedReport.ToolLines(context.Document);
        var left = rendered.Lines.CountBy(l => l.Text).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
        var changed = saved
            .Select((line, i) => (Line: line, Number: i + 1))
            .Where(l => !toolLines.Contains(l.Number) && !Take(left, l.Line.Text))
            .ToList();
        var candidates = rendered.Lines.Where(l => Take(left, l.Text)).ToList();
        var byShape = candidates
            .GroupBy(c => (c.Section, rendered.Shape(c.Text)))
            .ToDictionary(g => g.Key, g => new Queue<RenderedReport.Line>(g));
        var bySection = candidates.ToLookup(c => c.Section);
        foreach (var passage in context.Claims.All)
            context.Compared([.. passage.All]);
        foreach (var (line, number) in changed)
        {
            var candidate =
                byShape.TryGetValue((line.Section, rendered.Shape(line.Text)), out var queue) && queue.TryDequeue(out var same)
                    ? same
                    : bySection[line.Section]
                        .Take(MostCandidates)
                        .Where(c => c.Text.StartsWith('|') == line.Text.StartsWith('|'))
                        .MaxBy(c => Alike(c.Text, line.Text));
            foreach (
                var objection in candidate is null
                    ? Unfounded(source, number, line.Text, rendered)
                    : Differences(source, number, line.Text, candidate.Text, rendered)
            )
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

    /// <summary>How many cells two rows, or words two other lines, have in common in their places from either end.</summary>
    private static int Alike(string a, string b)
    {
        string[] left = Parts(a),
            right = Parts(b);
        return Math.Max(
            left.Zip(right).Count(c => c.First == c.Second),
            left.Reverse().Zip(right.Reverse()).Count(c => c.First == c.Second)
        );
    }

    private static string[] Parts(string line) => line.Split(line.StartsWith('|') ? '|' : ' ');

    /// <summary>Two lines of one kind: in rows each cell must be the same; elsewhere no value may stand in the place of another.</summary>
    private static IEnumerable<Objection> Differences(ReportText source, int number, string saved, string rendered, RenderedReport report)
    {
        var at = source.StartOf(number);
        var cited = RenderedReport.Cited(rendered) is { Length: > 0 } ids ? $"evidence {ids}" : "rendered again from the evidence";
        if (saved.StartsWith('|') && saved.Split('|') is var cells && rendered.Split('|') is var right && cells.Length == right.Length)
        {
            var offset = 0;
            for (var i = 0; i < cells.Length; offset += cells[i++].Length + 1)
            {
                var cell = cells[i].Trim();
                var start = at + offset + cells[i].Length - cells[i].TrimStart().Length;
                if (cell != right[i].Trim())
                    yield return new Objection(
                        start,
                        start + cell.Length,
                        cell,
                        $"'{cell}' is not what the evidence gives",
                        right[i].Trim(),
                        cited,
                        new Fix(start, start + cell.Length, right[i].Trim(), Certain: false)
                    );
            }

            yield break;
        }

        List<Match> mine = [.. report.Values(saved)],
            theirs = [.. report.Values(rendered)];
        if (report.Shape(saved) != report.Shape(rendered))
        {
            (mine, theirs) = WithoutCommon(mine, theirs);
            if (theirs.Count == 0 || Alike(saved, rendered) * 2 < Parts(rendered).Length)
            {
                foreach (var objection in Unfounded(source, number, saved, report))
                    yield return objection;
                yield break;
            }

            mine.AddRange(
                report
                    .OtherWords(saved)
                    .Where(w => w.Length > 2 * NearName.SlipOfThePen)
                    .Take(MostCandidates)
                    .Where(w => NearName.Nearest(w.Value, theirs.Select(t => t.Value), NearName.SlipOfThePen) is not null)
            );
        }

        foreach (var (value, i) in mine.Select((v, i) => (v, i)))
        {
            var measured = theirs[Math.Min(i, theirs.Count - 1)].Value;
            if (!RenderedReport.Is(value.Value, measured))
                yield return new Objection(
                    at + value.Index,
                    at + value.Index + value.Length,
                    value.Value,
                    $"'{value.Value}' is not what the evidence gives",
                    measured,
                    cited,
                    new Fix(at + value.Index, at + value.Index + value.Length, measured, Certain: false)
                );
        }
    }

    /// <summary>The values that only one of two lines has.</summary>
    private static (List<Match> Mine, List<Match> Theirs) WithoutCommon(List<Match> mine, List<Match> theirs)
    {
        var left = theirs.ToList();
        var only = mine.Where(m => left.FindIndex(t => RenderedReport.Is(m.Value, t.Value)) is var same && !RemoveAt(same)).ToList();
        return (only, left);

        bool RemoveAt(int place)
        {
            if (place >= 0)
                left.RemoveAt(place);
            return place >= 0;
        }
    }

    /// <summary>A line of the editor's own: its values must be values of the report.</summary>
    private static IEnumerable<Objection> Unfounded(ReportText source, int number, string saved, RenderedReport rendered) =>
        rendered
            .Values(saved)
            .Where(v => !rendered.Holds(v.Value))
            .Select(v => new Objection(
                source.StartOf(number) + v.Index,
                source.StartOf(number) + v.Index + v.Length,
                v.Value,
                $"'{v.Value}' does not follow from the evidence",
                "no such value in the report rendered from this bundle",
                "compared with every value of it"
            ));
}
