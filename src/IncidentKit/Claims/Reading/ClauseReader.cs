using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Takes sentences apart into clauses that tell one thing each, with the time that the clause gives for it: <c>At 14:05, we rolled back the
/// build | and uploads worked again by 14:10</c>.
/// </summary>
internal static partial class ClauseReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>A stretch between two joints of a sentence.</summary>
    /// <param name="Start">Its first character in the sentence.</param>
    /// <param name="End">The character after its last.</param>
    /// <param name="Joint">What stands before it.</param>
    private sealed record Part(int Start, int End, string Joint)
    {
        public HashSet<string> Words { get; init; } = [];

        public List<TimeClaim> Times { get; init; } = [];
    }

    /// <summary>The clauses of a passage's sentences.</summary>
    public static IEnumerable<Clause> Read(PassageClaims passage) =>
        passage.Passage.IsStated ? passage.Sentences.Where(s => !s.IsQuestion).SelectMany(s => Read(passage, s)) : [];

    /// <summary>What the parts of an entry's text tell, each with its words and whether it tells of a part.</summary>
    public static IReadOnlyList<(IReadOnlySet<string> Words, bool IsPart)> InEntry(string text)
    {
        var lower = text.ToLowerInvariant();
        if (Unsettled().IsMatch(lower))
            return [];
        List<(IReadOnlySet<string>, bool)> parts = [];
        var at = 0;
        foreach (var joint in Joints().EnumerateMatches(lower))
        {
            parts.Add(Of(lower.AsSpan(at, joint.Index - at)));
            at = joint.Index + joint.Length;
        }

        parts.Add(Of(lower.AsSpan(at)));
        return parts;

        static (IReadOnlySet<string>, bool) Of(ReadOnlySpan<char> part) => (ContentWords.Of(part), OfPart().IsMatch(part));
    }

    private static IEnumerable<Clause> Read(PassageClaims passage, Sentence sentence)
    {
        var isOpen = Unsettled().IsMatch(sentence.Lower);
        var parts = Parts(passage, sentence);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            // A time alone is of what stands beside it, and what leads to a part says of what it is.
            if (part.Words.Count == 0 || (IsLead(sentence, parts, i) && part.Times.Count == 0))
                continue;
            var words = new HashSet<string>(part.Words, StringComparer.Ordinal);
            List<TimeClaim> times = [.. part.Times];
            var start = part.Start;
            if (i > 0 && parts[i - 1] is { Words.Count: 0, Times.Count: > 0 } ahead && !IsBehind(parts, i - 1))
                (start, times) = (ahead.Start, [.. ahead.Times, .. times]);
            if (i > 0 && IsLead(sentence, parts, i - 1) && parts[i - 1].Times.Count == 0)
                words.UnionWith(parts[i - 1].Words);
            if (i + 1 < parts.Count && parts[i + 1] is { Words.Count: 0, Times.Count: > 0 } behind && IsBehind(parts, i + 1))
                times.AddRange(behind.Times);
            var text = sentence.Lower.AsSpan(part.Start, part.End - part.Start);
            yield return new Clause(passage.Passage, sentence.Start + start, sentence.Start + part.End, words)
            {
                Times = times,
                IsOpen = isOpen || State().IsMatch(text) || OfPart().IsMatch(text),
            };
        }
    }

    /// <summary>Whether a time that stands alone is of what stands before it: in brackets, between commas, behind its label.</summary>
    private static bool IsBehind(List<Part> parts, int i) =>
        i > 0 && parts[i - 1].Times.Count == 0 && parts[i - 1].Words.Count > 0 && parts[i].Joint is "," or "(" or ":" or "-";

    /// <summary>Whether a part only says where, for whom or of what the next one is: "In Spain, …", "Europe: …".</summary>
    private static bool IsLead(Sentence sentence, List<Part> parts, int i) =>
        i + 1 < parts.Count
        && parts[i].Words.Count > 0
        && parts[i + 1].Words.Count > 0
        && (parts[i + 1].Joint == ":" || (parts[i + 1].Joint == "," && Prepositional().IsMatch(sentence.Lower.AsSpan(parts[i].Start))));

    private static List<Part> Parts(PassageClaims passage, Sentence sentence)
    {
        var parts = new List<Part>();
        var (at, joint) = (0, "");
        // Each line of labels with their values tells by itself.
        var lines = passage.Fields.Where(f => ReferenceEquals(f.Passage, passage.Passage)).Select(f => f.Start - 1).ToHashSet();
        foreach (var match in Joints().EnumerateMatches(sentence.Lower))
        {
            var place = sentence.Start + match.Index;
            if (sentence.Lower[match.Index] == '\n' && !lines.Contains(place))
                continue;
            if (IsIn(passage.Times, place) || IsIn(passage.Dates, place) || IsIn(passage.Durations, place))
                continue;
            parts.Add(Of(at, match.Index, joint));
            at = match.Index + match.Length;
            joint =
                sentence.Lower.AsSpan(match.Index, match.Length).Trim() is var written && written.Length > 0 && !char.IsLetter(written[0])
                    ? written[0] is '–' or '—'
                        ? "-"
                        : written[..1].ToString()
                    : "and";
        }

        parts.Add(Of(at, sentence.Lower.Length, joint));
        parts.RemoveAll(p => p is { Words.Count: 0, Times.Count: 0 });
        return parts;

        Part Of(int start, int end, string before) =>
            new(start, Math.Max(start, end), before)
            {
                Words = end > start ? ContentWords.Of(sentence.Lower.AsSpan(start, end - start)) : [],
                Times = [.. passage.Times.Between(sentence.Start + start, sentence.Start + end)],
            };
    }

    private static bool IsIn<T>(IReadOnlyList<T> claims, int place)
        where T : Claim => claims.Before(place + 1) is { } claim && place < (claim is TimeClaim time ? time.FullEnd : claim.End);

    [GeneratedRegex(
        @"\n|[,;:](?=\s|$)|\s?\(|\)|\s[-–—]{1,2}\s|[|]"
            + @"|\b(?:and|but|because|after|before|when|which|that|while|until|since|who|where|so|although|though|then|however"
            + @"|as|once|due to"
            + @"|following|resulting|causing|leading to)\b",
        Options
    )]
    private static partial Regex Joints();

    [GeneratedRegex(@"^\W{0,3}(?:in|on|at|for|of|during|within|by|from|with|among|across|under|between)\b", Options)]
    private static partial Regex Prepositional();

    /// <summary>What was so for a while, and did not happen then.</summary>
    [GeneratedRegex(@"\b(?:still|already|remain(?:ed|s)?|continued?|kept|(?:was|were|is|are|been) (?:\w{1,14}ly )?\w{2,16}ing)\b", Options)]
    private static partial Regex State();

    /// <summary>What was done for some, or somewhere.</summary>
    [GeneratedRegex(
        @"\b(?:for|in|from|within|except|among)(?: the| our| its)? (?!(?:the|our|its|all|both|every|each|production|prod|first"
            + @"|last|full|us|response|total|order"
            + @"|favou?r|place|progress|error|detail|case|addition|general|particular|question|time)\b)[a-z]",
        Options
    )]
    private static partial Regex OfPart();

    /// <summary>What was thought, planned or usual, or was of another time.</summary>
    [GeneratedRegex(
        @"\b(?:will|would|should|could|might|may|if|unless|believed?|thought|assumed?|expected|estimated?|normally|usually|typically|often"
            + @"|similar|previous(?:ly)?|earlier|last (?:week|month|year|time)|every|each|planned|scheduled|attempt(?:s|ed)?|tried|try"
            + @"|failed to|unable|not yet|initially|at first)\b",
        Options
    )]
    private static partial Regex Unsettled();
}
