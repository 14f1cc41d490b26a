using System.Buffers;
using System.Text;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Recognises UTF-8 that was read as something else: as Windows-1252, as the consoles' 437 and 850, as Windows-1251, or as GBK. Only
/// sequences that nobody writes
/// on purpose count: their repair is punctuation, an arrow, a sign or an emoji, or a Latin letter with the two characters typical of it.
/// </summary>
internal static class CharacterSetRepair
{
    private const char Lost = '\uFFFD';

    private static readonly Dictionary<char, byte>[] CodePages = [.. new[] { 1252, 437, 850, 1251 }.Select(Table)];

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    /// <summary>What the first characters of a damaged sequence mean in GBK when the rest of it is lost.</summary>
    private static readonly Dictionary<char, string> CutOff = new()
    {
        ['鈥'] = "–",
        ['鈫'] = "→",
        ['鉁'] = "✓",
        ['鉂'] = "❌",
        ['鈹'] = "─",
        ['鈮'] = "≈",
        ['鈿'] = "⚠",
    };

    private static readonly SearchValues<char> LatinSecond = SearchValues.Create([
        .. Enumerable.Range(0xA0, 0x20).Select(i => (char)i),
        'œ',
        'Œ',
        'š',
        'ž',
        'Ÿ',
        '‰',
        '€',
        '‡',
        'ˆ',
        '‹',
        '›',
        'ƒ',
        '„',
        '†',
    ]);

    /// <summary>The text with every damaged sequence repaired, and the sequences.</summary>
    public static (string Text, IReadOnlyList<TextDamage> Damage) Repair(string text)
    {
        if (Ascii.IsValid(text))
            return (text, []);
        var damage = new List<TextDamage>();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            if (text[i] == Lost)
            {
                damage.Add(new TextDamage(result.Length, "\uFFFD", null));
            }
            else if (!char.IsAscii(text[i]) && At(text, i) is var (length, repaired) && length > 0)
            {
                damage.Add(new TextDamage(result.Length, text.Substring(i, length), repaired));
                result.Append(repaired);
                i += length;
                continue;
            }

            result.Append(text[i++]);
        }

        return (result.ToString(), damage);
    }

    private static (int Length, string Repaired) At(string text, int i)
    {
        foreach (var table in CodePages)
        {
            if (table.TryGetValue(text[i], out var lead) && Sequence(text, i, lead, table) is var (length, repaired) && length > 0)
                return (length, repaired);
        }

        return CutOff.ContainsKey(text[i]) || text[i] == '馃' ? OfGbk(text, i) : default;
    }

    private static (int Length, string Repaired) Sequence(string text, int i, byte lead, Dictionary<char, byte> table)
    {
        var length = lead switch
        {
            0xC2 or 0xC3 when table == CodePages[0] => 2,
            0xE2 or 0xEF => 3,
            0xF0 => 4,
            _ => 0,
        };
        if (length == 0 || i + length > text.Length || (length == 2 && !LatinSecond.Contains(text[i + 1])))
            return default;
        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = lead;
        for (var k = 1; k < length; k++)
        {
            if (!table.TryGetValue(text[i + k], out bytes[k]))
                return default;
        }

        return
            Rune.DecodeFromUtf8(bytes[..length], out var rune, out var used) == OperationStatus.Done
            && used == length
            && (length == 2 || IsSign(rune))
            ? (length, rune.ToString())
            : default;
    }

    /// <summary>Two characters of GBK hold up to four bytes of UTF-8, the last of which may be a letter that stood behind.</summary>
    private static (int Length, string Repaired) OfGbk(string text, int i)
    {
        if (i + 1 < text.Length && !char.IsAscii(text[i + 1]))
        {
            ReadOnlySpan<byte> bytes = Gbk.GetBytes(text, i, 2);
            if (
                Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done
                && IsSign(rune)
                && bytes[used..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0
            )
                return (2, rune + Encoding.ASCII.GetString(bytes[used..]));
        }

        var cut = i + 1 < text.Length && text[i + 1] is '?' or Lost ? 2 : 1;
        return CutOff.TryGetValue(text[i], out var sign) && cut == 2 ? (cut, sign) : default;
    }

    private static bool IsSign(Rune rune) => rune.Value is (>= 0x2010 and <= 0x2BFF) or 0xFE0F or (>= 0x1F000 and <= 0x1FAFF);

    private static Dictionary<char, byte> Table(int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var table = new Dictionary<char, byte>();
        for (var value = 0x80; value <= 0xFF; value++)
            table.TryAdd(encoding.GetString([(byte)value])[0], (byte)value);
        return table;
    }
}
