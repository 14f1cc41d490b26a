namespace IncidentKit.Imports.Logs;

/// <summary>How a file writes its times.</summary>
internal enum TimestampForm
{
    /// <summary><c>2026-01-29T16:36:40.123Z</c>, and what log4j, Python and Go make of it: a space for the T, a comma before the fraction,
    /// slashes in the date, no zone; also <c>20260129T163640Z</c>.</summary>
    Iso,

    /// <summary>
    /// Apache's <c>29/Jan/2026:16:36:40 +0000</c>, log4j's <c>29 Jan 2026 16:36:40,123</c>, Tomcat's <c>29-Jan-2026 16:36:40.123</c>.
    /// </summary>
    DayMonthYear,

    /// <summary>Syslog's <c>Jan 29 16:36:40</c> (RFC 3164).</summary>
    MonthDay,

    /// <summary>
    /// The same with a year: <c>Jan 29 2026 16:36:40</c>, <c>2026 Jan 29 16:36:40</c>, <c>Thu Jan 29 16:36:40.123456 2026</c>.
    /// </summary>
    MonthDayYear,

    /// <summary><c>1769704600</c>, with or without a fraction.</summary>
    EpochSeconds,

    /// <summary><c>1769704600123</c>.</summary>
    EpochMilliseconds,

    /// <summary><c>1769704600123456</c>.</summary>
    EpochMicroseconds,

    /// <summary><c>1769704600123456789</c>.</summary>
    EpochNanoseconds,
}
