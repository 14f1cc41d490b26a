using System.Globalization;
using IncidentKit.Auditing;
using IncidentKit.Benchmarks.Injected;

namespace IncidentKit.Benchmarks;

/// <summary>How many of the errors that are put into real reports, one at a time, the audit finds.</summary>
internal static class AuditInjected
{
    private const double Z = 1.96;

    /// <summary>Prints a row for each kind of error, and those that were missed where they are asked for.</summary>
    /// <param name="folder">A folder of reports.</param>
    /// <param name="seed">Which places are taken, and what the new values are.</param>
    /// <param name="most">How many errors of a kind at most.</param>
    public static void Run(string folder, int seed, int most, bool list)
    {
        var reports = AuditFolder.Reports(folder);
        var before = reports.ToDictionary(r => r.File, r => Known(r.File, r.Text).ToHashSet());
        Console.WriteLine("| error | places | injected | found | | 95 % |\n|---|---:|---:|---:|---:|---|");
        var (missed, found, all) = (new List<string>(), 0, 0);
        foreach (var kind in InjectedKind.All)
        {
            var places = Places(reports, kind, seed);
            var taken = places.Take(most).ToList();
            var hits = 0;
            foreach (var (file, error) in taken)
            {
                var lines = error.Lines.ToHashSet();
                if (Audited(file, error.Text).Any(f => lines.Contains(f.Line) && !before[file].Contains((f.Id, f.Claim))))
                    hits++;
                else
                    missed.Add($"{file}:{error.Lines[0]} {kind.Name}\n    was {Short(error.Was)}\n    is  {Short(error.Is)}");
            }

            Row(kind.Name, places.Count, taken.Count, hits);
            (found, all) = (found + hits, all + taken.Count);
        }

        Row("all", null, all, found);
        if (list)
            Console.WriteLine($"\nmissed:\n{string.Join('\n', missed)}");
    }

    /// <summary>Wilson's interval of a share, at 95 %.</summary>
    internal static (double Low, double High) Interval(int hits, int of)
    {
        if (of == 0)
            return (0, 1);
        var (p, zz) = ((double)hits / of, Z * Z);
        var middle = (p + zz / (2 * of)) / (1 + zz / of);
        var half = Z * Math.Sqrt(p * (1 - p) / of + zz / (4.0 * of * of)) / (1 + zz / of);
        return (middle - half, middle + half);
    }

    /// <summary>The places of all reports, by turns from each, in an order of the seed.</summary>
    private static List<(string File, InjectedError Error)> Places(
        IReadOnlyList<(string File, string Text)> reports,
        InjectedKind kind,
        int seed
    )
    {
        var turns = new List<(int Turn, int Order, string File, InjectedError Error)>();
        foreach (var (file, text) in reports)
        {
            var random = new Random(seed);
            InjectedError[] errors = [.. kind.Places(new(text), random).Where(e => e.Text != text)];
            random.Shuffle(errors);
            turns.AddRange(errors.Select((e, turn) => (turn, 0, file, e)));
        }

        var order = Enumerable.Range(0, turns.Count).ToArray();
        new Random(seed).Shuffle(order);
        return
        [
            .. turns.Select((t, i) => t with { Order = order[i] }).OrderBy(t => t.Turn).ThenBy(t => t.Order).Select(t => (t.File, t.Error)),
        ];
    }

    private static IEnumerable<(string Id, string Claim)> Known(string file, string text) =>
        Audited(file, text).Select(f => (f.Id, f.Claim));

    private static IEnumerable<AuditFinding> Audited(string file, string text) =>
        ReportAudit.Of(file, text, AuditFolder.Request).Findings.Where(f => f.Severity != AuditSeverity.Note);

    private static void Row(string name, int? places, int of, int hits)
    {
        var (low, high) = Interval(hits, of);
        var share =
            of == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * hits / of:0} % | {100 * low:0} to {100 * high:0}");
        Console.WriteLine($"| {name} | {places} | {of} | {hits} | {(of == 0 ? " | " : share)} |");
    }

    private static string Short(string line) => line.Length <= 200 ? line.Trim() : line[..200].Trim() + "…";
}
