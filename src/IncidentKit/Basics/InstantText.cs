using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Basics;

/// <summary>Instants as text: one form for machines and for what names a record's time, one for people.</summary>
public static class InstantText
{
    private static readonly InstantPattern People = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss 'UTC'");

    /// <summary>ISO 8601 in UTC, as in <c>2026-01-29T16:37:00Z</c>; fractions of a second where there are any.</summary>
    public static string ToIso(this Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>As a reader of a document sees it: <c>2026-01-29 16:37:00 UTC</c>.</summary>
    internal static string ToUtc(this Instant instant) => People.Format(instant);

    /// <summary>The instant that <see cref="ToIso"/> wrote; null where the text is none.</summary>
    internal static Instant? ParseIso(string? text) =>
        text is not null && InstantPattern.ExtendedIso.Parse(text) is { Success: true } parsed ? parsed.Value : null;
}
