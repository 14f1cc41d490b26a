using System.Globalization;
using System.Text;

namespace IncidentKit.Testing;

/// <summary>
/// A week of application log as JSON objects, one a line, in which much looks like a time that is none: members in changing order, nested
/// members of the same name, escaped quotes in messages. Five jobs run every minute, each run a stream of its own, except during two silences. Everything
/// in it is determined.
/// </summary>
/// <param name="lines">How many lines.</param>
public sealed class GeneratedLog(long lines)
{
    private const int Jobs = 5;
    private const int Minutes = 7 * 24 * 60;

    /// <summary>The first minute.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2026, 1, 26, 0, 0);

    /// <summary>Whether nothing is logged in a minute: 385 minutes of the fourth day, as of 16:37, and 10 of the sixth.</summary>
    public static bool IsSilent(int minute) => minute is >= 5317 and < 5702 or >= 7800 and < 7810;

    /// <summary>Writes the log.</summary>
    public void Write(Stream output)
    {
        var buffer = new MemoryStream(1 << 20);
        int[] spoken = [.. Enumerable.Range(0, Minutes).Where(minute => !IsSilent(minute))];
        for (long line = 0; line < lines; line++)
        {
            var place = (Int128)line * spoken.Length * 60_000 / lines;
            buffer.Write(Encoding.UTF8.GetBytes(Line(line, spoken[(int)(place / 60_000)], (int)(place % 60_000))));
            if (buffer.Length < 1 << 20)
                continue;
            buffer.WriteTo(output);
            buffer.SetLength(0);
        }

        buffer.WriteTo(output);
    }

    private static string Line(long number, int minute, int milliseconds)
    {
        var mixed = (uint)(number * 2654435761L >> 7);
        var job = mixed % Jobs;
        var at = (Start + Duration.FromMinutes(minute) + Duration.FromMilliseconds(milliseconds)).ToDateTimeUtc();
        var time = string.Create(CultureInfo.InvariantCulture, $"\"timestamp\":\"{at:yyyy-MM-ddTHH:mm:ss.fff}Z\"");
        var stream = string.Create(
            CultureInfo.InvariantCulture,
            $"\"logStream\":\"ecs/job-{job}/{(uint)(minute * 2246822519L):x8}{minute:x4}\""
        );
        var message = (mixed >> 3 & 7) switch
        {
            0 => """ "message":"said \"timestamp\":\"1999-12-31T23:59:59Z\", \\ and went on" """.Trim(),
            1 => """ "message":"bars written \u2026 ok","context":{"timestamp":"2001-01-01T00:00:00Z","logStream":"none"} """.Trim(),
            2 => """ "message":"retry","steps":[{"timestamp":"2002-01-01T00:00:00Z"},["}","{"]] """.Trim(),
            _ => string.Create(CultureInfo.InvariantCulture, $"\"message\":\"wrote 25 bars of symbol {mixed % 997}\""),
        };
        var rest = string.Create(
            CultureInfo.InvariantCulture,
            $"\"level\":\"INFO\",\"number\":{number},\"ratio\":{mixed % 1000 / 10}.{mixed % 10}"
        );
        return (mixed >> 8 & 3) switch
        {
            0 => $"{{{time},{stream},{message},{rest}}}\n",
            1 => $"{{{rest},{message},{time},{stream}}}\n",
            2 => $"{{ {message}, {stream}, {rest}, {time} }}\n",
            _ => $"{{{stream},{rest},{time},{message}}}\n",
        };
    }
}
