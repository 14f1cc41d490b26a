using System.Text;

namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>A character set as which the bytes of another may have been read.</summary>
internal sealed class CharacterSet
{
    private const char NoBreakSpace = '\u00A0';

    private readonly ushort[]?[] _pages = new ushort[]?[256];
    private readonly List<byte> _undefined = [];

    /// <summary>A set of single bytes, or of pairs of them.</summary>
    /// <param name="codePage">The number by which .NET knows it.</param>
    /// <param name="isDouble">Whether characters are pairs of bytes.</param>
    public CharacterSet(int codePage, bool isDouble)
    {
        (CodePage, IsDouble) = (codePage, isDouble);
        var encoding = Of(codePage);
        Name = encoding.WebName;
        Span<byte> bytes = stackalloc byte[2];
        for (var first = 0x80; first <= 0xFF; first++)
        {
            bytes[0] = (byte)first;
            Add(encoding, bytes[..1]);
            for (var second = 0x40; isDouble && second <= 0xFE; second++)
            {
                bytes[1] = (byte)second;
                Add(encoding, bytes);
            }
        }

        HasNoBreakSpace = BytesOf(NoBreakSpace) == 0xA0;
    }

    /// <summary>The number by which .NET knows it.</summary>
    public int CodePage { get; }

    /// <summary>Its name on the web.</summary>
    public string Name { get; }

    /// <summary>Whether characters are pairs of bytes.</summary>
    public bool IsDouble { get; }

    /// <summary>Whether byte A0 is the space that does not break, which editors make a plain space of.</summary>
    public bool HasNoBreakSpace { get; }

    /// <summary>Bytes from 80 to BF that are no character, so that they are lost in reading: a question mark, or nothing.</summary>
    public IReadOnlyList<byte> Undefined => _undefined;

    /// <summary>Whether some bytes of a text are lost when it is read with it.</summary>
    public bool MayLose => IsDouble || _undefined.Count > 0;

    /// <summary>A character's byte, or its two with the first in the high half; 0 for a character that the set does not have.</summary>
    public int BytesOf(char c) => _pages[c >> 8] is { } page ? page[c & 0xFF] : 0;

    /// <summary>The characters of single bytes, each with its byte.</summary>
    public IEnumerable<(char Character, byte Value)> Characters() =>
        from page in Enumerable.Range(0, 256)
        where _pages[page] is not null
        from low in Enumerable.Range(0, 256)
        let bytes = _pages[page]![low]
        where bytes is > 0 and < 256
        select ((char)((page << 8) | low), (byte)bytes);

    /// <summary>A set as .NET knows it, that of ISO 8859-1 included.</summary>
    public static Encoding Of(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

    private void Add(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        Span<char> read = stackalloc char[4];
        var count = encoding.GetChars(bytes, read);
        var isLost = count != 1 || read[0] is '\uFFFD' or '?' or '\u30FB' && IsDouble && bytes[0] != 0x81;
        if (bytes.Length == 1 && bytes[0] <= 0xBF && (isLost || char.IsControl(read[0])))
            _undefined.Add(bytes[0]);
        if (!isLost && read[0] >= 0x80)
            Set(read[0], bytes.Length == 1 ? bytes[0] : (ushort)((bytes[0] << 8) | bytes[1]));
    }

    private void Set(char c, ushort bytes)
    {
        var page = _pages[c >> 8] ??= new ushort[256];
        if (page[c & 0xFF] == 0)
            page[c & 0xFF] = bytes;
    }
}
