using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>Numbers that count: more of a number than there are, and an announced count of the list below it.</summary>
internal static partial class ChangedCounts
{
    private static readonly string[] Words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>N of M with N above M.</summary>
    public static IEnumerable<InjectedError> Ratios(WrittenReport report, Random random)
    {
        foreach (var i in report.Prose)
        foreach (Match match in Ratio().Matches(report.Lines[i]))
        {
            var (part, whole) = (match.Groups["n"], int.Parse(match.Groups["of"].ValueSpan, CultureInfo.InvariantCulture));
            if (int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) <= whole && whole > 1)
                yield return report.Changed(
                    i,
                    Replaced(report.Lines[i], part, (whole + random.Next(1, 4)).ToString(CultureInfo.InvariantCulture))
                );
        }
    }

    /// <summary>A count before a colon, one off the items or rows that follow.</summary>
    public static IEnumerable<InjectedError> Announced(WrittenReport report, Random random)
    {
        foreach (var i in report.Prose)
        {
            var match = Announcement().Match(report.Lines[i]);
            var first = i + 1;
            while (first < report.Lines.Count && report.Lines[first].Trim().Length == 0)
                first++;
            if (!match.Success || first - i > 2 || first >= report.Lines.Count)
                continue;
            var number = match.Groups["n"];
            var word = Array.FindIndex(Words, w => w.Equals(number.Value, StringComparison.OrdinalIgnoreCase)) + 2;
            var count = word >= 2 ? word : int.Parse(number.ValueSpan, CultureInfo.InvariantCulture);
            if (count is < 2 or > 12 || count != Items(report.Lines, first))
                continue;
            var now = count == 2 || (count < 12 && random.Next(2) == 0) ? count + 1 : count - 1;
            var text = word < 2 ? now.ToString(CultureInfo.InvariantCulture) : Words[now - 2];
            if (char.IsUpper(number.Value[0]))
                text = char.ToUpperInvariant(text[0]) + text[1..];
            yield return report.Changed(i, Replaced(report.Lines[i], number, text), Enumerable.Range(first, count));
        }
    }

    private static int Items(IReadOnlyList<string> lines, int first)
    {
        var mark = Item().Match(lines[first]).Value;
        if (lines[first].TrimStart().StartsWith('|'))
            return lines.Skip(first).TakeWhile(l => l.TrimStart().StartsWith('|')).Count() - 2;
        if (mark.Length == 0)
            return 0;
        var indent = mark.Length - mark.TrimStart().Length;
        return lines
            .Skip(first)
            .TakeWhile(l => l.Trim().Length == 0 || l.Length - l.TrimStart().Length > indent || Item().IsMatch(l))
            .Count(l => Item().Match(l) is { Success: true } m && m.Value.Length - m.Value.TrimStart().Length == indent);
    }

    private static string Replaced(string line, Group group, string now) =>
        line[..group.Index] + now + line[(group.Index + group.Length)..];

    [GeneratedRegex(
        @"(?<![0-9.,:/\-])(?<n>[0-9]{1,5}) (?:out )?of (?:the |our |all )?(?<of>[0-9]{1,5})(?![0-9.,]?[0-9]|%| ?-|/)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Ratio();

    [GeneratedRegex(
        @"\b(?<n>[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:[a-z'\-]{2,20} ){0,4}(?![a-z]{1,18}ed:)[a-z'\-]{2,20}:[*_ ]{0,4}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Announcement();

    [GeneratedRegex("^[ \t]{0,12}(?:[-*+]|[0-9]{1,3}[.)]) ")]
    private static partial Regex Item();
}
