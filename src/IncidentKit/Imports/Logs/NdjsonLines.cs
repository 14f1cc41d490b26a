using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace IncidentKit.Imports.Logs;

/// <summary>
/// One JSON object a line. Only members of the object itself are looked at, whatever their order; of two with one name the last counts.
/// </summary>
/// <remarks>
/// 64 bytes at a time are turned into bit masks of quotes, brackets and colons, as simdjson does
/// (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019). Only what is outside texts is
/// visited. Texts, brackets and the line's two ends are checked; what stands between them and is not
/// needed is not. A line whose spelling leaves a doubt is read again by <see cref="Utf8JsonReader"/>.
/// </remarks>
/// <param name="times">The file's times.</param>
/// <param name="timeField">The member with the time, UTF-8 without escapes.</param>
/// <param name="streamField">The member with the stream; empty for none.</param>
/// <param name="otherTimes">
/// Members with the time of lines that lack it, the likeliest first, each with its form; <c>A.B</c> is B in the object A.
/// </param>
internal sealed partial class NdjsonLines(
    TimestampReader times,
    byte[] timeField,
    byte[] streamField,
    (byte[] Field, TimestampReader Times)[] otherTimes
) : LineParser
{
    /// <summary>How many objects within each other are looked into.</summary>
    public const int Deepest = 4;

    /// <summary>Longest name that can be told by the distance of its quotes.</summary>
    private const int LongestName = 61;

    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",} \t\r"u8);

    /// <inheritdoc/>
    public override void Read(LineBlock block, LogTally tally)
    {
        if (block.Cut)
        {
            tally.NotUnderstood(block.Bytes, TooLong);
            return;
        }

        // The buffer goes on behind the lines, and a line end stands there.
        for (var at = block.StartsWithMark ? 3 : 0; at < block.Length; )
        {
            var line = Follow(block.Buffer, at);
            var text = block.Buffer.AsSpan(at, line.Length).TrimEnd((byte)'\r');
            if (text.IsEmpty)
                tally.Blank();
            else
                Count(text, line, tally);
            at += line.Length + 1;
        }
    }

    /// <inheritdoc/>
    protected override void ReadLine(ReadOnlySpan<byte> line, bool cut, LogTally tally) => throw new NotSupportedException();

    private void Count(ReadOnlySpan<byte> text, Line line, LogTally tally)
    {
        if (!line.Doubtful && timeField.Length <= LongestName && streamField.Length <= LongestName)
        {
            if (!line.IsClosed || text.TrimStart(" \t"u8)[0] != (byte)'{' || line.ClosedAt != text.TrimEnd(" \t"u8).Length - 1)
            {
                tally.NotUnderstood(text, "not a JSON object");
                return;
            }

            if (
                line.TimeAt > 0
                && TryStream(text, line.StreamAt, out var stream)
                && times.TryRead(Unquoted(text[line.TimeAt..]), out var ticks)
            )
            {
                tally.Event(ticks, stream);
                return;
            }
        }

        CountDecoded(text, tally);
    }

    /// <summary>Where a line ends, and where the values of the two members begin.</summary>
    /// <remarks>Optimised at once: ahead-of-time compilation leaves out code for the machine's widest vectors.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Line Follow(byte[] buffer, int start)
    {
        ulong inText = 0,
            escapes = 0,
            quotesBefore = 0,
            strayColons = 0;
        var (depth, timeAt, streamAt, closedAt) = (0, 0, 0, -1);
        for (var at = start; ; at += Vector512<byte>.Count)
        {
            var bytes = Vector512.Create(buffer, at);
            var lineEnd = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
            var inLine = lineEnd == 0 ? ulong.MaxValue : (lineEnd & (0 - lineEnd)) - 1;
            var quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits() & inLine;
            var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits() & inLine;
            if ((backslashes | escapes) != 0)
                quotes &= ~Escaped(backslashes, ref escapes);
            var texts = Parity(quotes) ^ inText;
            inText = (ulong)((long)texts >> 63);

            // Square brackets differ from curly ones in one bit.
            var folded = bytes | Vector512.Create((byte)0x20);
            var opening = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits();
            var closing = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits();

            // A name ends right before its colon; whether it may be one of the two is told by the distance of its quotes.
            var colons = Vector512.Equals(bytes, Vector512.Create((byte)':')).ExtractMostSignificantBits() & ~texts & inLine;
            var names = colons & Earlier(quotes, quotesBefore, 1);
            strayColons |= colons ^ names;
            names &= Earlier(quotes, quotesBefore, timeField.Length + 2) | Earlier(quotes, quotesBefore, streamField.Length + 2);
            quotesBefore = quotes;
            for (var marks = ((opening | closing) & ~texts & inLine) | names; marks != 0; marks &= marks - 1)
            {
                var mark = at + BitOperations.TrailingZeroCount(marks);
                var bit = marks & (0 - marks);
                if ((names & bit) == 0)
                {
                    depth += (opening & bit) != 0 ? 1 : -1;
                    if (depth == 0)
                        closedAt = mark - start;
                }
                else if (depth == 1)
                {
                    if (EndsIn(buffer, mark - 1, timeField))
                        timeAt = mark + 1 - start;
                    else if (EndsIn(buffer, mark - 1, streamField))
                        streamAt = mark + 1 - start;
                }
            }

            if (lineEnd != 0)
            {
                return new Line(
                    at + BitOperations.TrailingZeroCount(lineEnd) - start,
                    timeAt,
                    streamAt,
                    closedAt,
                    depth == 0 && inText == 0,
                    strayColons != 0
                );
            }
        }
    }

    /// <summary>The bits that were set so many characters earlier, at most 63.</summary>
    private static ulong Earlier(ulong bits, ulong before, int distance) => (bits << distance) | (before >> (64 - distance));

    /// <summary>Whether a name stands, with the quote before it, before its closing quote.</summary>
    private static bool EndsIn(byte[] buffer, int quote, byte[] name) =>
        quote > name.Length
        && buffer[quote - name.Length - 1] == (byte)'"'
        && buffer.AsSpan(quote - name.Length, name.Length).SequenceEqual(name);

    /// <summary>Marks the characters that a backslash escapes. Runs of backslashes count in pairs, also across the 64 bytes.</summary>
    private static ulong Escaped(ulong backslashes, ref ulong carried)
    {
        const ulong EvenBits = 0x5555_5555_5555_5555;
        backslashes &= ~carried;
        var followers = (backslashes << 1) | carried;
        var oddStarts = backslashes & ~EvenBits & ~followers;
        var runs = oddStarts + backslashes;
        carried = runs < oddStarts ? 1UL : 0;
        return (EvenBits ^ (runs << 1)) & followers;
    }

    /// <summary>Each bit: whether the number of bits set up to it, it included, is odd.</summary>
    private static ulong Parity(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0)[0];
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value)
    {
        if (value[0] is (byte)' ' or (byte)'\t')
            value = value.TrimStart(" \t"u8);
        return value[0] == (byte)'"' ? value[1..] : value;
    }

    /// <summary>The text or number at a place; nothing when there is none; false when it has escapes.</summary>
    private static bool TryStream(ReadOnlySpan<byte> line, int at, out ReadOnlySpan<byte> stream)
    {
        stream = default;
        if (at == 0)
            return true;
        var value = line[at..].TrimStart(" \t"u8);
        if (value[0] == (byte)'"')
        {
            value = value[1..];
            stream = value[..value.IndexOfAny((byte)'"', (byte)'\\')];
            return value[stream.Length] == (byte)'"';
        }

        if (value[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
            stream = value[..value.IndexOfAny(ScalarEnds)];
        return true;
    }

    /// <summary>What was seen of a line; places are counted from its beginning, 0 where there is none.</summary>
    private readonly record struct Line(int Length, int TimeAt, int StreamAt, int ClosedAt, bool IsClosed, bool Doubtful);
}
