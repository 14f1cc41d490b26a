using System.Buffers;
using System.Globalization;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Numbers, lists and lengths as people write them.</summary>
internal static class Wording
{
    /// <summary>A number with its thousands apart: <c>1,618</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 run</c>, <c>1,618 runs</c>.</summary>
    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>Several of a thing: <c>copies</c>, <c>boxes</c>. What ends in a plural's s, or in no letter, stays.</summary>
    public static string Plural(string noun) =>
        !EndsIn(noun, "abcdefghijklmnopqrstuvwxyz") ? noun
        : (noun.EndsWith('y') && !EndsIn(noun[..^1], "aeiou")) ? $"{noun[..^1]}ies"
        : Sibilants.Any(end => noun.EndsWith(end, StringComparison.Ordinal)) ? $"{noun}es"
        : noun.EndsWith('s') ? noun
        : $"{noun}s";

    private static readonly string[] Sibilants = ["ss", "us", "is", "x", "z", "ch", "sh"];

    private static bool EndsIn(string text, string letters) =>
        text.Length > 0 && letters.Contains(text[^1], StringComparison.OrdinalIgnoreCase);

    /// <summary>A number as it is read in running text: <c>six</c>; with digits from eleven on.</summary>
    public static string Word(int number) => number < Words.Length ? Words[number] : Number(number);

    private static readonly string[] Words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>
    /// Items as a sentence lists them: <c>a, b and c</c>. Of more than <paramref name="most"/> the rest is a number, unless it is one item:
    /// a number would be no shorter than its name.
    /// </summary>
    public static string List(IReadOnlyList<string> items, int most = int.MaxValue) =>
        items.Count - 1 > most ? $"{string.Join(", ", items.Take(most))} and {Number(items.Count - most)} more"
        : items.Count < 2 ? string.Concat(items)
        : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    /// <inheritdoc cref="LengthText.Of"/>
    public static string Length(Duration length) => LengthText.Of(length);

    /// <summary>Of an ARN what tells it from its siblings, <c>cluster/ops-pipeline</c>; any other text as it is.</summary>
    public static string Short(string text) => Arn.Of(text)?.Resource ?? text;

    /// <summary>A text in which every ARN is short.</summary>
    public static string ShortArns(string text) =>
        text.Contains("arn:", StringComparison.Ordinal) ? string.Join(' ', text.Split(' ').Select(word => ShortWord(word))) : text;

    /// <summary>A text whose first letter is large. A name with signs or digits in it stays as it is written.</summary>
    public static string Sentence(string text) =>
        text.Length == 0 || FirstWord(text).IndexOfAny(InNames) >= 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static readonly SearchValues<char> InNames = SearchValues.Create("-_./:0123456789");

    /// <summary>What stands before the first space, without the signs of a sentence that follow it.</summary>
    private static ReadOnlySpan<char> FirstWord(string text) =>
        text.AsSpan(0, text.IndexOf(' ') is >= 0 and var end ? end : text.Length).TrimEnd(".,:;");

    /// <summary>A text of no more than so many characters, cut between words.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = text.LastIndexOf(' ', most - 1);
        return text[
                ..(
                    end > most / 2 ? end
                    : char.IsHighSurrogate(text[most - 2]) ? most - 2
                    : most - 1
                )
            ] + "…";
    }

    private static string ShortWord(string word)
    {
        var bare = word.TrimEnd(',', '.', ';', ':', ')');
        return Arn.Is(bare) ? Short(bare) + word[bare.Length..] : word;
    }
}
