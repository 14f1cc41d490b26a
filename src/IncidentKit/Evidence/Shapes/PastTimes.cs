using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Evidence.Shapes;

/// <summary>The times that something may have that an answer tells of: since there is AWS, up to a day after it was asked, for clocks
/// differ.</summary>
/// <param name="askedAt">When it was asked.</param>
internal readonly struct PastTimes(Instant askedAt)
{
    /// <summary>Beyond it a number is none of seconds.</summary>
    public const decimal MostSeconds = 100_000_000_000m;

    private const long First = 1_136_073_600; // 2006-01-01T00:00:00Z

    private readonly long _last = askedAt.ToUnixTimeSeconds() + 86_400;

    public bool HoldsMilliseconds(long at) => at >= First * 1000 && at <= _last * 1000;

    public bool HoldsSeconds(decimal at) => at >= First && at <= _last;

    public bool Holds(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return HoldsSeconds(seconds);
        return OffsetDateTimePattern.ExtendedIso.Parse(text.Replace(' ', 'T')) is { Success: true, Value: var at }
            && HoldsSeconds(at.ToInstant().ToUnixTimeSeconds());
    }

    /// <summary>Whether a text is a time, of any year; without an offset it is UTC.</summary>
    public static bool IsDate(string text) =>
        (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < MostSeconds)
        || OffsetDateTimePattern.ExtendedIso.Parse(text).Success
        || LocalDateTimePattern.ExtendedIso.Parse(text).Success;
}
