using System.Buffers;
using System.Text;

namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>A stretch of text whose bytes in a set are UTF-8, and what they say.</summary>
/// <param name="Set">The name of the set.</param>
/// <param name="End">The place behind its last character.</param>
/// <param name="Length">How many characters it has.</param>
/// <param name="Repaired">What its bytes say; a character of which a byte was lost is U+FFFD if nothing tells it.</param>
/// <param name="StillLost">How many such characters there are.</param>
/// <param name="HasSpace">Whether a plain space is read as one that does not break, which many texts would allow.</param>
internal sealed record Utf8Stretch(string Set, int End, int Length, string Repaired, int StillLost, bool HasSpace)
{
    /// <summary>What stands for bytes that could not be read.</summary>
    public const char Lost = '\uFFFD';

    private const int Nothing = -1;
    private const int Hole = -2;

    /// <summary>What a character with a lost byte most likely was, the likeliest first.</summary>
    private const string Likely = "–—’”…•→✓✔✅❌⚠≈─×·‘ \u00A0\uFE0F";

    /// <summary>The longest stretch from a place on; null if none begins there.</summary>
    public static Utf8Stretch? At(CharacterSet set, string text, int start)
    {
        var reader = new Reader(set, text, start);
        var repaired = new StringBuilder();
        var (end, length, lost, hasSpace) = (start, 0, 0, false);
        var before = start > 0 ? text[start - 1] : ' ';
        while (reader.At < text.Length && Next(ref reader, repaired, before))
        {
            if (reader.IsBetween)
                (end, length, lost, hasSpace) = (reader.At, repaired.Length, reader.StillLost, reader.HasSpace);
        }

        return end > start ? new Utf8Stretch(set.Name, end, end - start, repaired.ToString(0, length), lost, hasSpace) : null;
    }

    /// <summary>Reads one character; false where the bytes are none.</summary>
    private static bool Next(ref Reader reader, StringBuilder repaired, char behind)
    {
        var wasBetween = reader.IsBetween;
        Span<byte> bytes = stackalloc byte[4];
        var first = reader.Read();
        if (first is > 0 and < 0x80 && !wasBetween)
        {
            // The second byte of a pair was a letter that stood behind.
            repaired.Append((char)first);
            return true;
        }

        if (first == Hole && Continuations(ref reader) > 0)
        {
            repaired.Append(Lost);
            reader.StillLost++;
            return true;
        }

        var length = first switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 0,
        };
        if (length == 0)
            return false;
        bytes[0] = (byte)first;
        var hole = 0;
        for (var k = 1; k < length; k++)
        {
            var before = reader;
            var b = reader.Read();
            if (b is >= 0x80 and <= 0xBF)
            {
                bytes[k] = (byte)b;
            }
            else if (b == Hole || reader.TryLost(ref before))
            {
                reader = b == Hole ? reader : before;
                if (hole > 0 || !reader.Set.MayLose)
                {
                    Continuations(ref reader);
                    repaired.Append(Lost);
                    reader.StillLost++;
                    return true;
                }

                hole = k;
            }
            else if (length == 3 && k == 2 && hole == 0 && CanLeaveOut(bytes, reader.Set))
            {
                // A byte that is no character may be left out.
                (reader, hole) = (before, k);
            }
            else if (length - k == 1 && hole == 0 && before.TrySpace(isAll: bytes[0] == 0xC2))
            {
                reader = before;
                bytes[k] = 0xA0;
            }
            else if (hole > 0)
            {
                reader = before;
                repaired.Append(Lost);
                reader.StillLost++;
                return true;
            }
            else
            {
                return false;
            }
        }

        if (hole == 0)
            return Decode(bytes[..length], repaired);
        if (!Fill(bytes[..length], hole, reader.Set, repaired, behind))
            return false;
        reader.StillLost += repaired[^1] == Lost ? 1 : 0;
        return true;
    }

    private static bool Decode(ReadOnlySpan<byte> bytes, StringBuilder repaired)
    {
        if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) != OperationStatus.Done || used != bytes.Length)
            return false;
        repaired.Append(rune.ToString());
        return true;
    }

    /// <summary>Whether a character of three bytes is a likely one with a byte that is no character of the set.</summary>
    private static bool CanLeaveOut(ReadOnlySpan<byte> bytes, CharacterSet set)
    {
        Span<byte> all = [bytes[0], bytes[1], 0];
        foreach (var b in set.IsDouble ? [] : set.Undefined)
        {
            all[2] = b;
            if (
                Rune.DecodeFromUtf8(all, out var rune, out _) == OperationStatus.Done
                && Likely.Contains(rune.ToString(), StringComparison.Ordinal)
            )
                return true;
        }

        return false;
    }

    /// <summary>Puts the likeliest byte into the place of a lost one.</summary>
    private static bool Fill(Span<byte> bytes, int hole, CharacterSet set, StringBuilder repaired, char behind)
    {
        var (best, least, isOnly) = (default(Rune), int.MaxValue, false);
        for (var b = 0x80; b <= 0xBF; b++)
        {
            if (!set.IsDouble && !set.Undefined.Contains((byte)b))
                continue;
            bytes[hole] = (byte)b;
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) != OperationStatus.Done || used != bytes.Length)
                continue;
            var rank = rune.IsBmp ? Likely.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
            var cost = rank >= 0 ? rank - Likely.Length : Kinds.Bits(Kinds.Of(rune), rune);
            if (cost == least)
                isOnly = false;
            if (cost < least)
                (best, least, isOnly) = (rune, cost, true);
        }

        if (least == int.MaxValue)
            return false;
        var isEither = best.Value == '”' && (set.IsDouble || set.Undefined.Contains((byte)0x9C));
        if (isEither && Opens(repaired.Length > 0 ? repaired[^1] : behind))
            best = new Rune('“');
        repaired.Append(isOnly ? best.ToString() : Lost.ToString());
        return true;
    }

    /// <summary>Whether a quotation mark behind a character opens a quotation.</summary>
    private static bool Opens(char before) => char.IsWhiteSpace(before) || before is '(' or '[' or '—' or '–';

    /// <summary>Reads up to three later bytes of a character.</summary>
    private static int Continuations(ref Reader reader)
    {
        var count = 0;
        for (; count < 3; count++)
        {
            var before = reader;
            if (reader.Read() is >= 0x80 and <= 0xBF)
                continue;
            reader = before;
            break;
        }

        return count;
    }

    /// <summary>Reads the bytes of a text, one by one.</summary>
    private struct Reader(CharacterSet set, string text, int at)
    {
        private bool _isSecond;

        public readonly CharacterSet Set => set;

        /// <summary>The place of the character whose byte comes next.</summary>
        public int At { get; private set; } = at;

        /// <summary>How many characters could not be told so far.</summary>
        public int StillLost { get; set; }

        /// <summary>Whether a plain space was read as a byte.</summary>
        public bool HasSpace { get; private set; }

        /// <summary>Whether the next byte is the first of its character.</summary>
        public readonly bool IsBetween => !_isSecond;

        /// <summary>The next byte; what is negative is none.</summary>
        public int Read()
        {
            if (At >= text.Length)
                return Nothing;
            if (text[At] == Lost)
            {
                At++;
                return Hole;
            }

            var bytes = set.BytesOf(text[At]);
            if (bytes < 256)
            {
                if (bytes == 0)
                    return Nothing;
                At++;
                return bytes;
            }

            if (_isSecond)
                At++;
            _isSecond = !_isSecond;
            return _isSecond ? bytes >> 8 : bytes & 0xFF;
        }

        /// <summary>Whether a question mark stands in the place of a lost byte, which is then read.</summary>
        public readonly bool TryLost(ref Reader before)
        {
            if (before._isSecond || before.At >= text.Length || text[before.At] != '?' || !set.MayLose)
                return false;
            before.At++;
            return true;
        }

        /// <summary>Whether a plain space stands in the place of one that does not break; it is read if another comes behind.</summary>
        public bool TrySpace(bool isAll)
        {
            if (_isSecond || At >= text.Length || text[At] != ' ' || !set.HasNoBreakSpace)
                return false;
            if (isAll || At + 1 >= text.Length || char.IsWhiteSpace(text[At + 1]))
                At++;
            return HasSpace = true;
        }
    }
}
