using System.Numerics;
using System.Text;

namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>
/// Repairs text whose bytes, UTF-8, were read as another character set, once or several times over. A stretch is repaired if its bytes in
/// that set are UTF-8, and what they say is far more plausible than what is seen. A text is read as one set: where several would do, the
/// one that explains most of the text is taken.
/// </summary>
internal sealed class CharacterSetRepair
{
    /// <summary>By how many bits a repair must be more plausible if nothing else speaks for it.</summary>
    private const int Alone = 14;

    /// <summary>The same if the text has a repair with the same set that stands alone.</summary>
    private const int Supported = 4;

    /// <summary>The same if all that the text has of the set is repaired by it.</summary>
    private const int Uncontradicted = 5;

    /// <summary>The same for pairs of bytes, where one common character may stand for a rarer sign.</summary>
    private const int LeastOfPairs = -6;

    /// <summary>By how many bits the set that explains most may be less plausible in one place.</summary>
    private const int Lead = 16;

    /// <summary>What a character costs of which a byte was lost, so that nothing tells it.</summary>
    private const int StillLost = 12;

    /// <summary>
    /// What a stretch costs that goes on in the same set with what is no UTF-8: damage begins and ends with a run of such characters.
    /// </summary>
    private const int Torn = 12;

    /// <summary>It says that a file is UTF-8, and is no text.</summary>
    private const string ByteOrderMark = "\uFEFF";

    /// <summary>How often text may have been read wrongly.</summary>
    private const int MostTimes = 3;

    /// <summary>The bits by which each set makes the text more plausible, in all places.</summary>
    private readonly Dictionary<CharacterSet, int> _gains = [];

    private readonly HashSet<CharacterSet> _strong = [];

    /// <summary>The bits that repairs with a set need; <see cref="Alone"/> for one that is not here.</summary>
    private readonly Dictionary<CharacterSet, int> _needed = [];

    /// <summary>The repairs of one place.</summary>
    private readonly List<(CharacterSet Set, Utf8Stretch Stretch, int Gain)> _found = [];

    private bool _isKnown;

    /// <summary>The bits by which all repairs make the text more plausible.</summary>
    private int _gain;

    private CharacterSetRepair() { }

    /// <summary>The text with every damaged stretch repaired, and the stretches.</summary>
    public static (string Text, IReadOnlyList<TextDamage> Damage) Repair(string text)
    {
        if (Ascii.IsValid(text))
            return (text, []);
        var (repaired, damage, gain) = Once(text);
        // Text of another set is UTF-8 here and there by chance.
        if (SwappedSets.Repair(text, 2 * gain) is { } swapped)
            return swapped;
        for (var times = 1; times < MostTimes && damage.Any(IsTold); times++)
        {
            var (again, more, _) = Once(repaired);
            if (!more.Any(IsTold))
                break;
            damage = Misreadings.Composed(text, damage, again, more);
            repaired = again;
        }

        return (repaired, damage);
    }

    private static bool IsTold(TextDamage damage) => damage.Repaired is not null;

    /// <summary>The text as it was before it was last read wrongly.</summary>
    private static (string Text, IReadOnlyList<TextDamage> Damage, int Gain) Once(string text)
    {
        var repair = new CharacterSetRepair();
        var (repaired, damage) = repair.Scan(text);
        if (repair._gains.Count > 0 && repair.Learns(text))
            (repaired, damage) = repair.Scan(text);

        return (repaired, damage, repair._gain);
    }

    /// <summary>Works out what repairs need from what the first look at the text found; false if that changes nothing.</summary>
    private bool Learns(string text)
    {
        _isKnown = true;
        foreach (var set in _gains.Keys)
        {
            var (isStrong, isUncontradicted) = (_strong.Contains(set), IsUncontradicted(set, text));
            _needed[set] =
                isUncontradicted && (isStrong || _gains[set] >= Alone) ? (set.IsDouble ? LeastOfPairs : 0)
                : isStrong ? Supported
                : isUncontradicted ? Uncontradicted
                : Alone;
        }

        return _needed.Values.Any(n => n < Alone);
    }

    /// <summary>Whether every character of a text that a set has, beside ASCII, is of a stretch in it.</summary>
    private static bool IsUncontradicted(CharacterSet set, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80 || set.BytesOf(text[i]) == 0)
                continue;
            if (Utf8Stretch.At(set, text, i) is not { } stretch)
                return false;
            i = stretch.End - 1;
        }

        return true;
    }

    private (string Text, IReadOnlyList<TextDamage> Damage) Scan(string text)
    {
        var damage = new List<TextDamage>();
        StringBuilder? result = null;
        var (i, copied) = (0, 0);
        while (i < text.Length)
        {
            var next = text.AsSpan(i).IndexOfAnyExceptInRange('\0', '\x7F');
            if (next < 0)
                break;
            i += next;
            var isRepaired = result is not null && copied == i;
            var before =
                isRepaired ? result![^1]
                : i == 0 ? '\0'
                : text[i - 1];
            if (Best(text, i, before, isRepaired) is { } best)
                Add(
                    best.Length,
                    best.Repaired.Replace(ByteOrderMark, "", StringComparison.Ordinal),
                    $"its bytes in {best.Set} read as UTF-8"
                );
            else if (text[i] == Utf8Stretch.Lost)
                Add(1, null, null);
            else
                i++;
        }

        return result is null ? (text, []) : (result.Append(text, copied, text.Length - copied).ToString(), damage);

        void Add(int length, string? repaired, string? how)
        {
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, i - copied);
            var seen = text.Substring(i, length);
            damage.Add(new TextDamage(result.Length, seen, repaired, how));
            result.Append(repaired ?? seen);
            i = copied = i + length;
        }
    }

    /// <summary>The repair of a stretch that begins at a place; null if none is plausible enough.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="before">The character before it, as repaired.</param>
    /// <param name="isRepaired">Whether that was repaired.</param>
    private Utf8Stretch? Best(string text, int at, char before, bool isRepaired)
    {
        // Within a word no damage begins.
        if (!isRepaired && before >= 0x80 && char.IsLetter(before) && char.IsLetter(text[at]))
            return null;
        _found.Clear();
        var leads = MisreadSets.Of(text[at]).Leads;
        if (leads != 0)
        {
            var follows = at + 1 < text.Length ? text[at + 1] : '\0';
            leads &= follows is Utf8Stretch.Lost or '?' or ' ' ? ~0u : MisreadSets.Of(follows).Continues;
            for (; leads != 0; leads &= leads - 1)
                Try(MisreadSets.Single[BitOperations.TrailingZeroCount(leads)], text, at, before, isRepaired);
        }

        if (MisreadSets.MayBePair(text[at]) || (_isKnown && IsTornPair(text, at)))
        {
            foreach (var set in MisreadSets.Double)
            {
                if (text[at] == Utf8Stretch.Lost || MayLead(set.BytesOf(text[at])))
                    Try(set, text, at, before, isRepaired);
            }
        }

        if (_found.Count == 0)
            return null;
        var most = _found.Max(f => f.Gain);
        var best = _found
            .Where(f => f.Gain >= _needed.GetValueOrDefault(f.Set, Alone) && f.Gain >= most - Lead)
            .OrderByDescending(f => _isKnown ? _gains.GetValueOrDefault(f.Set) : f.Gain)
            .ThenByDescending(f => f.Gain)
            .FirstOrDefault();
        _gain += _isKnown ? best.Gain : 0;
        return best.Stretch;
    }

    private void Try(CharacterSet set, string text, int at, char before, bool isRepaired)
    {
        if (Utf8Stretch.At(set, text, at) is not { } stretch)
            return;
        var behind = stretch.End < text.Length ? text[stretch.End] : '\0';
        var gain =
            TextCost.Of(text.AsSpan(at, stretch.Length), before, behind)
            - TextCost.Of(stretch.Repaired, before, behind)
            - (StillLost * stretch.StillLost)
            - (!isRepaired && Has(set, before) ? Torn : 0)
            - (Has(set, behind) ? Torn : 0);
        if (gain < LeastOfPairs || (stretch.HasSpace && gain < Alone && !_strong.Contains(set)))
            return;
        _found.Add((set, stretch, gain));
        if (_isKnown || gain < 0)
            return;
        _gains[set] = _gains.GetValueOrDefault(set) + gain;
        if (gain >= Alone)
            _strong.Add(set);
    }

    private static bool Has(CharacterSet set, char c) => c >= 0x80 && set.BytesOf(c) != 0;

    /// <summary>Whether the first byte of a pair was lost, which takes the letter behind it along.</summary>
    private static bool IsTornPair(string text, int at) =>
        text[at] == Utf8Stretch.Lost && at + 1 < text.Length && MisreadSets.MayBePair(text[at + 1]);

    /// <summary>Whether a character's bytes may begin one of UTF-8.</summary>
    private static bool MayLead(int bytes) =>
        bytes < 256 ? bytes is >= 0xC2 and <= 0xF4 : (bytes >> 8) is >= 0xC2 and <= 0xF4 && (bytes & 0xFF) is >= 0x80 and <= 0xBF;
}
