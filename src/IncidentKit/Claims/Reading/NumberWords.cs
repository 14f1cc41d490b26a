using System.Globalization;

namespace IncidentKit.Claims.Reading;

/// <summary>Whole numbers as people write them.</summary>
internal static class NumberWords
{
    /// <summary>A pattern of whole numbers in digits or small ones in words; to be read in any case.</summary>
    public const string Pattern =
        @"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    private static readonly string[] Words =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    /// <summary>The number; null for what is none.</summary>
    public static int? Of(string text)
    {
        var word = Array.FindIndex(Words, w => w.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (word >= 0)
            return word;
        return int.TryParse(
            text.Replace(",", "", StringComparison.Ordinal),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
    }
}
