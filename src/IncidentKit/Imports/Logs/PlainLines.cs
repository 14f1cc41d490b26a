using System.Buffers;

namespace IncidentKit.Imports.Logs;

/// <summary>Plain text: an event is a line with a time at the file's usual place and the lines without one below it.</summary>
/// <param name="times">The file's times.</param>
/// <param name="word">Before which word of the line the time stands, from 0.</param>
internal sealed class PlainLines(TimestampReader times, int word) : LineParser
{
    /// <summary>How far into a line its time is looked for.</summary>
    public const int MaxOffset = 256;

    private static readonly SearchValues<byte> Separators = SearchValues.Create(" \t[(<>|\"'=,"u8);

    /// <summary>Where a word of a line begins; -1 when it has not so many. A line that begins with separators has a word before them,
    /// which is empty.</summary>
    public static int StartOf(ReadOnlySpan<byte> line, int word)
    {
        var at = 0;
        line = line[..Math.Min(line.Length, MaxOffset)];
        for (; word > 0; word--)
        {
            var separator = line[at..].IndexOfAny(Separators);
            if (separator < 0)
                return -1;
            at += separator;
            var next = line[at..].IndexOfAnyExcept(Separators);
            if (next < 0)
                return -1;
            at += next;
        }

        return at;
    }

    /// <inheritdoc/>
    protected override void ReadLine(ReadOnlySpan<byte> line, bool cut, LogTally tally)
    {
        if (StartOf(line, word) is >= 0 and var at && times.TryRead(line[at..], out var ticks))
            tally.Event(ticks);
        else
            tally.WithoutTime(line);
    }
}
