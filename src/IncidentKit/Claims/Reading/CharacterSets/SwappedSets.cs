using System.Text;

namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>
/// Text that was never UTF-8: bytes of one old set that were read as another, so that every character stands for another. No form tells
/// it, so it is believed for a text as a whole or not at all.
/// </summary>
internal static class SwappedSets
{
    /// <summary>The bits by which a whole text must become more plausible, and each place on average.</summary>
    private const int Least = 24,
        LeastOfPlace = 6,
        Hopeless = -40;

    /// <summary>What the next best explanation of a text may have of the best one's bits, in percent.</summary>
    private const int MostOfNext = 92;

    /// <summary>The share of the places, in percent, that must not become less plausible.</summary>
    private const int LeastShare = 85;

    /// <summary>Pairs of sets that one country or one machine has both of: written in the first, read as the second.</summary>
    private static readonly (int Written, int Read)[] Pairs =
    [
        (1252, 10000),
        (10000, 1252),
        (1252, 437),
        (1252, 850),
        (437, 1252),
        (850, 1252),
        (1250, 1252),
        (1250, 852),
        (852, 1250),
        (1251, 1252),
        (20866, 1252),
        (866, 1252),
        (1251, 10000),
        (1253, 1252),
        (1254, 1252),
        (1255, 1252),
        (1256, 1252),
        (936, 1252),
        (949, 1252),
    ];

    private static readonly Lazy<(CharacterSet Read, Encoding Written)[]> Sets = new(() =>
        [.. Pairs.Select(p => (MisreadSets.Single.First(s => s.CodePage == p.Read), CharacterSet.Of(p.Written)))]
    );

    /// <summary>The text as it was written, and what of it was read wrongly; nothing if it is no such text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="least">The bits by which it must become more plausible at least, as another explanation of it does.</param>
    public static (string Text, IReadOnlyList<TextDamage> Damage)? Repair(string text, int least)
    {
        if (!HasLetters(text))
            return null;
        var places = Places(text);
        List<string>? best = null;
        var how = "";
        var (most, next) = (0, 0);
        foreach (var (read, written) in Sets.Value)
        {
            var repaired = new List<string>(places.Count);
            var (gain, good) = (0, 0);
            foreach (var (start, end) in places)
            {
                if (gain < Hopeless || Rewritten(text.AsSpan(start, end - start), read, written) is not { } there)
                    break;
                var (before, after) = (start > 0 ? text[start - 1] : '\0', end < text.Length ? text[end] : '\0');
                var here = TextCost.Of(text.AsSpan(start, end - start), before, after) - TextCost.Of(there, before, after);
                (gain, good) = (gain + here, here >= 0 ? good + 1 : good);
                repaired.Add(there);
            }

            if (repaired.Count < places.Count || gain < places.Count * LeastOfPlace || good * 100 < places.Count * LeastShare)
                continue;
            if (gain > most)
                (best, how, most, next) = (
                    repaired,
                    $"its bytes in {read.Name} read as {written.WebName}",
                    gain,
                    best is not null && best.SequenceEqual(repaired) ? next : Math.Max(next, most)
                );
            else if (best is null || !best.SequenceEqual(repaired))
                next = Math.Max(next, gain);
        }

        var isClear = most >= Math.Max(Least, least) && next * 100 <= most * MostOfNext;
        return best is null || !isClear ? null : Put(text, places, best, how);
    }

    /// <summary>Whether a text has two different letters beside ASCII's. Signs alone may be any.</summary>
    private static bool HasLetters(string text)
    {
        var first = '\0';
        foreach (var c in text)
        {
            if (c < '\u00C0' || !char.IsLetter(c) || c == first)
                continue;
            if (first != '\0')
                return true;
            first = c;
        }

        return false;
    }

    /// <summary>The runs of characters beside ASCII.</summary>
    private static List<(int Start, int End)> Places(string text)
    {
        var places = new List<(int Start, int End)>();
        for (var i = 0; i < text.Length; )
        {
            var start = text.AsSpan(i).IndexOfAnyExceptInRange('\0', '\x7F');
            if (start < 0)
                break;
            start += i;
            var length = text.AsSpan(start).IndexOfAnyInRange('\0', '\x7F');
            i = length < 0 ? text.Length : start + length;
            places.Add((start, i));
        }

        return places;
    }

    private static string? Rewritten(ReadOnlySpan<char> seen, CharacterSet read, Encoding written)
    {
        var bytes = seen.Length <= 256 ? stackalloc byte[seen.Length] : new byte[seen.Length];
        for (var i = 0; i < seen.Length; i++)
        {
            if (read.BytesOf(seen[i]) is not (> 0 and < 256 and var value))
                return null;
            bytes[i] = (byte)value;
        }

        var text = written.GetString(bytes);
        return text.AsSpan().ContainsAny('?', Utf8Stretch.Lost) || text.Any(char.IsControl) ? null : text;
    }

    private static (string Text, IReadOnlyList<TextDamage> Damage) Put(
        string text,
        List<(int Start, int End)> places,
        List<string> repaired,
        string how
    )
    {
        var result = new StringBuilder(text.Length);
        var damage = new List<TextDamage>();
        var copied = 0;
        foreach (var ((start, end), there) in places.Zip(repaired))
        {
            result.Append(text, copied, start - copied);
            if (!text.AsSpan(start, end - start).SequenceEqual(there))
                damage.Add(new TextDamage(result.Length, text[start..end], there, how));
            result.Append(there);
            copied = end;
        }

        return (result.Append(text, copied, text.Length - copied).ToString(), damage);
    }
}
