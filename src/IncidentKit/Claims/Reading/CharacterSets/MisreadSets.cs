namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>
/// The character sets as which UTF-8 is read by mistake: those that systems take for granted where nobody says which it is.
/// </summary>
internal static class MisreadSets
{
    /// <summary>Windows' sets, the consoles' of DOS, KOI8, the old Macintosh's, and ISO 8859.</summary>
    private static readonly int[] SinglePages =
    [
        1252,
        28591,
        1250,
        1251,
        1253,
        1254,
        1255,
        1256,
        1257,
        1258,
        437,
        850,
        852,
        866,
        20866,
        21866,
        10000,
        10007,
        28605,
    ];

    /// <summary>GBK, Big5, Shift-JIS, and EUC-KR with its extension.</summary>
    private static readonly int[] DoublePages = [936, 950, 932, 949];

    private static readonly Lazy<CharacterSet[]> DoubleSets = new(() => [.. DoublePages.Select(p => new CharacterSet(p, isDouble: true))]);

    private static readonly Roles[]?[] Pages = new Roles[]?[256];

    static MisreadSets()
    {
        foreach (var (index, set) in Single.Index())
        {
            foreach (var (c, value) in set.Characters())
            {
                var page = Pages[c >> 8] ??= new Roles[256];
                ref var roles = ref page[c & 0xFF];
                if (value is >= 0xC2 and <= 0xF4)
                    roles.Leads |= 1u << index;
                else if (value <= 0xBF)
                    roles.Continues |= 1u << index;
            }
        }
    }

    /// <summary>The sets of single bytes; a bit of <see cref="Roles"/> is one of them.</summary>
    public static CharacterSet[] Single { get; } = [.. SinglePages.Select(p => new CharacterSet(p, isDouble: false))];

    /// <summary>The sets of pairs of bytes, made when the first text has such characters.</summary>
    public static CharacterSet[] Double => DoubleSets.Value;

    /// <summary>In which sets a character is the first byte of one in UTF-8, and in which a later one.</summary>
    public static Roles Of(char c) => Pages[c >> 8] is { } page ? page[c & 0xFF] : default;

    /// <summary>Whether a character may be a pair of bytes: those of East Asia, and the private ones that fill their sets.</summary>
    public static bool MayBePair(char c) => c is >= '\u2E80' and <= '\uD7FF' or >= '\uE000' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';

    /// <summary>What a character's byte may be in UTF-8.</summary>
    internal struct Roles
    {
        public uint Leads;
        public uint Continues;
    }
}
