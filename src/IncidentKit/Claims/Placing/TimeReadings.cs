using NodaTime;

namespace IncidentKit.Claims.Placing;

/// <summary>
/// What a time may mean. A time with neither AM nor PM may be of either half of the day, but only in a report that writes them elsewhere:
/// who writes no halves at all writes hours up to 24.
/// </summary>
internal sealed class TimeReadings(ReportClaims report)
{
    /// <summary>Who writes an hour alone, as in "by 4", means one at which people work.</summary>
    private const int FirstHour = 6;

    private readonly Lazy<bool> _writesHalves = new(() => report.All.SelectMany(p => p.Times).Any(t => WritesHalf(t.Text)));

    /// <summary>The days that may be meant; empty where none can be told.</summary>
    public static IReadOnlyList<LocalDate> DaysOf(TimeClaim time) =>
        time.Day is { } day ? [day]
        : time.WrittenDate is { } written ? written.Days
        : [];

    /// <summary>The times of day on days that may be meant.</summary>
    /// <param name="time">The time.</param>
    /// <param name="days">Its days.</param>
    /// <param name="isOpenHalf">Whether it is an hour alone, which may be of either half of the day whatever the report writes
    /// elsewhere.</param>
    public IEnumerable<LocalDateTime> Locals(TimeClaim time, IReadOnlyList<LocalDate> days, bool isOpenHalf)
    {
        var isOpen = !time.HasHalf && time.Time.Hour <= 12 && (isOpenHalf || _writesHalves.Value);
        foreach (var day in days)
        {
            var (early, late) = (day + time.Time, day + time.Time.PlusHours(12));
            if (!isOpen || early.Hour >= FirstHour || !isOpenHalf)
                yield return early;
            if (isOpen)
                yield return late;
        }
    }

    private static bool WritesHalf(string text) =>
        text.Contains("am", StringComparison.OrdinalIgnoreCase)
        || text.Contains("pm", StringComparison.OrdinalIgnoreCase)
        || text.Contains(".m", StringComparison.OrdinalIgnoreCase);
}
