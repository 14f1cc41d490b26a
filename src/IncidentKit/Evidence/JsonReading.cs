using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Evidence;

/// <summary>Lenient reading of recorded JSON: names in any letter case, absent members as null, times in the forms AWS and its emulators
/// use.</summary>
public static class JsonReading
{
    // The years 1 to 9999, less a day at each end so that an offset and a minute can be added.
    private const long FirstSecond = -62_135_510_400;
    private const long LastSecond = 253_402_214_400;
    private const int MostDays = 36_600;

    /// <summary>The member of that name, whatever its letter case; null when absent or JSON null, or when <paramref name="element"/> is
    /// no object.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        if (!element.TryGetProperty(name, out var found))
        {
            found = default;
            foreach (var property in element.EnumerateObject())
            {
                if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    continue;
                found = property.Value;
                break;
            }
        }

        return found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : found;
    }

    /// <summary>The member that a path of names leads to; null when any step is absent.</summary>
    public static JsonElement? Member(this JsonElement element, string first, string second) => element.Member(first)?.Member(second);

    /// <summary>The member as text: a string's value, another scalar's JSON text; null when absent.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name) is { } found ? AsText(found) : null;

    /// <summary>A string's value, another value's JSON text.</summary>
    public static string AsText(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? TextOf(element) : element.GetRawText();

    /// <summary>The member's items; none when it is absent or no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The value's items; none when it is no array.</summary>
    internal static IEnumerable<JsonElement> AsItems(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The member's texts, when it is a list of them.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(TextOf);

    /// <summary>Every text inside, however deep.</summary>
    public static IEnumerable<string> AllTexts(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [TextOf(element)],
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Value.AllTexts()),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => item.AllTexts()),
            _ => [],
        };

    /// <summary>A string's value; one that is no text, with half of a surrogate pair in it, as it is written.</summary>
    private static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText();
        }
    }

    /// <summary>The member as a whole number; null when absent or not a number.</summary>
    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { } found
        && long.TryParse(AsText(found), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>The member as a time: ISO 8601 text with an offset, or epoch seconds with fractions; null when absent or neither.</summary>
    public static Instant? Time(this JsonElement element, string name) => element.Member(name) is { } found ? AsTime(found) : null;

    /// <summary>The member as a time in epoch milliseconds; null when absent, not a number, or outside the calendar.</summary>
    public static Instant? Milliseconds(this JsonElement element, string name) =>
        element.Number(name) is { } value ? OfMilliseconds(value) : null;

    /// <summary>A time of epoch milliseconds; null outside the years 1 to 9999.</summary>
    internal static Instant? OfMilliseconds(long value) =>
        value is > FirstSecond * 1000 and < LastSecond * 1000 ? Instant.FromUnixTimeMilliseconds(value) : null;

    /// <summary>The member as a length of time in days; null when absent, or when no service keeps anything so long.</summary>
    internal static int? Days(this JsonElement element, string name) =>
        element.Number(name) is { } days and > 0 and <= MostDays ? (int)days : null;

    /// <summary>A value as a number, also one that is written as text; null when it is neither.</summary>
    internal static double? AsNumber(this JsonElement element) =>
        double.TryParse(element.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>The JSON that a text holds; null when it holds none.</summary>
    internal static JsonElement? ParseText(string text)
    {
        try
        {
            return JsonElement.Parse(WellFormed.Of(Encoding.UTF8.GetBytes(text)), BundleFormat.Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A value as a time: ISO 8601 text with an offset, or epoch seconds with fractions; null when neither.</summary>
    public static Instant? AsTime(this JsonElement element)
    {
        var text = element.AsText();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is > FirstSecond and < LastSecond
                ? Instant.FromUnixTimeTicks((long)(seconds * NodaConstants.TicksPerSecond))
                : null;
        }

        var iso = OffsetDateTimePattern.ExtendedIso.Parse(text.Replace(' ', 'T'));
        return iso.Success && iso.Value.ToInstant() is var at && at.ToUnixTimeSeconds() is > FirstSecond and < LastSecond ? at : null;
    }
}
