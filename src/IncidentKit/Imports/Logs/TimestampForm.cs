namespace IncidentKit.Imports.Logs;

/// <summary>How a file writes its times.</summary>
internal enum TimestampForm
{
    /// <summary><c>2026-01-29T16:36:40.123Z</c>, and what log4j, Python and Go make of it: a space for the T, a comma before the fraction,
    /// slashes or dots in the date, no zone; also <c>20260129T163640Z</c>.</summary>
    Iso,

    /// <summary>
    /// Apache's <c>29/Jan/2026:16:36:40 +0000</c>, log4j's <c>29 Jan 2026 16:36:40,123</c>, Tomcat's <c>29-Jan-2026 16:36:40.123</c>,
    /// <c>29 Jan 16:36:40 UTC 2026</c>.
    /// </summary>
    DayMonthYear,

    /// <summary>
    /// <c>Jan 29 2026 16:36:40</c>, <c>Jan 29, 2026 4:36:40 PM</c>, <c>2026 Jan 29 16:36:40</c>, <c>Thu Jan 29 16:36:40.123456 2026</c>,
    /// <c>Thu Jan 29 04:36:40 PM UTC 2026</c>.
    /// </summary>
    MonthDayYear,

    /// <summary>Syslog's <c>Jan 29 16:36:40</c> (RFC 3164).</summary>
    MonthDay,

    /// <summary><c>29/01/2026 16:36:40</c>, <c>29.01.2026 16:36</c>.</summary>
    DayFirst,

    /// <summary><c>1/29/2026, 4:36:40 PM</c>.</summary>
    MonthFirst,

    /// <summary>Spark's <c>26/01/29 16:36:40</c>, MySQL's <c>260129  5:13:11</c>, HDFS's <c>260129 163640</c>.</summary>
    ShortYear,

    /// <summary>Android's <c>01-29 16:36:40.123</c>, <c>01/29 16:36:40</c>, Proxifier's <c>01.29 16:36:40</c>.</summary>
    MonthDayDigits,

    /// <summary><c>29.01 16:36:40</c>, <c>29/01 16:36:40</c>.</summary>
    DayMonthDigits,

    /// <summary>The kubelet's <c>I0129 16:36:40.123456</c>.</summary>
    Klog,

    /// <summary><c>16:36:40.123 2026-01-29</c>.</summary>
    TimeFirst,

    /// <summary><c>1769704600</c>, with or without a fraction.</summary>
    EpochSeconds,

    /// <summary><c>1769704600123</c>.</summary>
    EpochMilliseconds,

    /// <summary><c>1769704600123456</c>.</summary>
    EpochMicroseconds,

    /// <summary><c>1769704600123456789</c>.</summary>
    EpochNanoseconds,
}
