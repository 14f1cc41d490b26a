using System.Buffers;

namespace IncidentKit.Imports.Logs;

/// <summary>Where in a line its time stands.</summary>
/// <param name="Word">Before which word, from 0.</param>
/// <param name="IsAfterColons">Whether colons separate words too, as in <c>INFO:2026-01-29 16:36:40</c>.</param>
internal readonly record struct TimePlace(int Word, bool IsAfterColons);

/// <summary>Plain text: an event is a line with a time at the file's usual place and the lines without one below it.</summary>
/// <param name="forms">The file's forms of times, each with where in a line it stands, the most frequent first.</param>
internal sealed class PlainLines((TimestampReader Times, TimePlace Place)[] forms) : LineParser
{
    private readonly TimestampReader _times = forms[0].Times;
    private readonly TimePlace _place = forms[0].Place;

    /// <summary>How far into a line its time is looked for.</summary>
    public const int MaxOffset = 256;

    private static readonly SearchValues<byte> Separators = SearchValues.Create(" \t[(<>|\"'=,"u8);
    private static readonly SearchValues<byte> WideSeparators = SearchValues.Create(" \t[(<>|\"'=,:"u8);

    /// <summary>Whether a line says something of the file: the directives of the W3C's extended log format.</summary>
    public static bool IsDirective(ReadOnlySpan<byte> line) => line is [(byte)'#', >= (byte)'A' and <= (byte)'Z', ..];

    /// <summary>Where a word of a line begins; -1 when it has not so many. A line that begins with separators has a word before them,
    /// which is empty.</summary>
    public static int StartOf(ReadOnlySpan<byte> line, TimePlace place)
    {
        var at = 0;
        var word = place.Word;
        var separators = place.IsAfterColons ? WideSeparators : Separators;
        line = line[..Math.Min(line.Length, MaxOffset)];
        for (; word > 0; word--)
        {
            var separator = line[at..].IndexOfAny(separators);
            if (separator < 0)
                return -1;
            at += separator;
            var next = line[at..].IndexOfAnyExcept(separators);
            if (next < 0)
                return -1;
            at += next;
        }

        return at;
    }

    /// <inheritdoc/>
    protected override void ReadLine(ReadOnlySpan<byte> line, bool cut, LogTally tally)
    {
        if (StartOf(line, _place) is >= 0 and var at && _times.TryRead(line[at..], out var ticks))
            tally.Event(ticks);
        else if (forms.Length > 1 && line is not [(byte)' ' or (byte)'\t', ..] && TryOther(line, out ticks))
            tally.Event(ticks);
        else if (IsDirective(line))
            tally.Blank();
        else
            tally.WithoutTime(line);
    }

    private bool TryOther(ReadOnlySpan<byte> line, out long ticks)
    {
        for (var i = 1; i < forms.Length; i++)
        {
            if (StartOf(line, forms[i].Place) is >= 0 and var at && forms[i].Times.TryRead(line[at..], out ticks))
                return true;
        }

        ticks = 0;
        return false;
    }
}
