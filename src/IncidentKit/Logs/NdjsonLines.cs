using System.Buffers;
using System.Text.Json;

namespace IncidentKit.Logs;

/// <summary>
/// One JSON object a line. Only members of the object itself are looked at, whatever their order; of two with one name the last counts.
/// A line's structure is followed to its end, while numbers and literals that are not needed are not checked.
/// </summary>
/// <param name="times">The file's times.</param>
/// <param name="timeField">The member with the time, UTF-8 without escapes.</param>
/// <param name="streamField">The member with the stream; empty for none.</param>
internal sealed class NdjsonLines(TimestampReader times, byte[] timeField, byte[] streamField) : LineParser
{
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",}] \t"u8);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private enum Shape
    {
        Sound,
        Broken,
        Escaped,
    }

    /// <inheritdoc/>
    protected override void ReadLine(ReadOnlySpan<byte> line, bool cut, LogTally tally)
    {
        if (cut)
        {
            tally.NotUnderstood(line, TooLong);
            return;
        }

        var shape = Follow(line, out var time, out var stream);
        if (shape == Shape.Escaped)
            shape = FollowEscaped(line, out time, out stream);
        if (shape == Shape.Broken)
            tally.NotUnderstood(line, "not a JSON object");
        else if (time.IsEmpty || !times.TryRead(time, out var ticks))
            tally.NotUnderstood(line, "no time that is understood");
        else
            tally.Event(ticks, stream);
    }

    /// <summary>Follows a line without decoding: names with escapes, and such values where they are needed, are left to <see cref="FollowEscaped"/>.</summary>
    private Shape Follow(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> time, out ReadOnlySpan<byte> stream)
    {
        time = stream = default;
        var at = SkipSpace(line, 0);
        if (At(line, at) != '{')
            return Shape.Broken;
        at = SkipSpace(line, at + 1);
        if (At(line, at) == '}')
            return SkipSpace(line, at + 1) == line.Length ? Shape.Sound : Shape.Broken;
        while (true)
        {
            if (At(line, at) != '"')
                return Shape.Broken;
            var nameAt = at + 1;
            var length = line[nameAt..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
                return Shape.Broken;
            if (line[nameAt + length] == (byte)'\\')
                return Shape.Escaped;
            var name = line.Slice(nameAt, length);
            at = SkipSpace(line, nameAt + length + 1);
            if (At(line, at) != ':')
                return Shape.Broken;
            at = SkipSpace(line, at + 1);
            var valueAt = at;
            at = AfterValue(line, at);
            if (at < 0)
                return Shape.Broken;

            if (name.SequenceEqual(timeField))
            {
                if (!TryPlain(line[valueAt..at], out time))
                    return Shape.Escaped;
            }
            else if (name.SequenceEqual(streamField) && !TryPlain(line[valueAt..at], out stream))
            {
                return Shape.Escaped;
            }

            at = SkipSpace(line, at);
            if (At(line, at) == '}')
                return SkipSpace(line, at + 1) == line.Length ? Shape.Sound : Shape.Broken;
            if (At(line, at) != ',')
                return Shape.Broken;
            at = SkipSpace(line, at + 1);
        }
    }

    /// <summary>The same, by a reader that decodes.</summary>
    private Shape FollowEscaped(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> time, out ReadOnlySpan<byte> stream)
    {
        time = stream = default;
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isTime = json.ValueTextEquals(timeField);
                var isStream = streamField.Length > 0 && json.ValueTextEquals(streamField);
                json.Read();
                if (isTime)
                    time = Decoded(json);
                else if (isStream)
                    stream = Decoded(json);
                json.Skip();
            }

            return json.Read() ? Shape.Broken : Shape.Sound;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return Shape.Broken;
        }
    }

    private static byte[] Decoded(Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.Number)
            return json.ValueSpan.ToArray();
        if (json.TokenType is not JsonTokenType.String)
            return [];
        var text = new byte[json.ValueSpan.Length];
        return text[..json.CopyString(text)];
    }

    /// <summary>A string's text or a number; nothing for other values; false when the text has escapes.</summary>
    private static bool TryPlain(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (value[0] == (byte)'"')
        {
            plain = value[1..^1];
            return !plain.Contains((byte)'\\');
        }

        if (value[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
            plain = value;
        return true;
    }

    /// <summary>Where a value ends; -1 when it does not.</summary>
    private static int AfterValue(ReadOnlySpan<byte> line, int at)
    {
        switch (At(line, at))
        {
            case '"':
                return AfterText(line, at + 1);
            case '{' or '[':
                return AfterNested(line, at);
            case '-' or (>= '0' and <= '9') or 't' or 'f' or 'n':
                var length = line[at..].IndexOfAny(ScalarEnds);
                return length < 0 ? -1 : at + length;
            default:
                return -1;
        }
    }

    /// <summary>Where a text ends whose first character is at <paramref name="at"/>.</summary>
    private static int AfterText(ReadOnlySpan<byte> line, int at)
    {
        while (true)
        {
            var next = line[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return -1;
            at += next;
            if (line[at] == (byte)'"')
                return at + 1;
            at += 2;
            if (at > line.Length)
                return -1;
        }
    }

    /// <summary>Where an object or array ends. Which bracket closes which is not checked.</summary>
    private static int AfterNested(ReadOnlySpan<byte> line, int at)
    {
        for (var depth = 0; ;)
        {
            var next = line[at..].IndexOfAny(Structure);
            if (next < 0)
                return -1;
            at += next + 1;
            switch (line[at - 1])
            {
                case (byte)'"':
                    at = AfterText(line, at);
                    if (at < 0)
                        return -1;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    if (--depth == 0)
                        return at;
                    break;
            }
        }
    }

    private static int SkipSpace(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
            at++;
        return at;
    }

    private static int At(ReadOnlySpan<byte> line, int at) => at < line.Length ? line[at] : -1;
}
