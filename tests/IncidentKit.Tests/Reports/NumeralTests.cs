using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentKit.Tests.Reports;

/// <summary>A template invents no number: each one in the report, outside names, is a value of the model.</summary>
public sealed partial class NumeralTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void EveryNumeralOfTheReportIsAValueOfTheModel(string recording)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        Collect(Freeze.Named(recording).Report, known);
        var found = Numeral().Matches(Prose(Freeze.Named(recording).Markdown)).Select(m => m.Value).ToList();
        Assert.True(found.Count > 200);
        Assert.Empty(found.Where(n => !known.Contains(n)).Distinct());
    }

    [Fact]
    public void ANumeralThatIsNoValueIsFound()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        Collect(Freeze.Closed.Report, known);
        Assert.DoesNotContain(Numeral().Matches(Prose("It cost 4711 runs `4712` [^4713a0].")).Select(m => m.Value), known.Contains);
        Assert.Equal(["4711"], Numeral().Matches(Prose("It cost 4711 runs `4712` [^4713a0].")).Select(m => m.Value));
    }

    /// <summary>Without fences, code spans and footnote labels, which hold names, and without the name of the hash.</summary>
    private static string Prose(string markdown) =>
        FootnoteLabel().Replace(CodeSpan().Replace(Fence().Replace(markdown, ""), ""), "").Replace("SHA-256", "", StringComparison.Ordinal);

    /// <summary>Numbers as written, instants and durations as the documents print them, and whole words with digits inside texts.</summary>
    private static void Collect(JsonElement value, HashSet<string> known)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Collect(member.Value, known);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(item, known);
                break;
            case JsonValueKind.Number:
                known.Add(value.GetRawText());
                break;
            case JsonValueKind.String:
                AddText(value.GetString()!, known);
                break;
        }
    }

    private static void AddText(string text, HashSet<string> known)
    {
        foreach (Match instant in IsoInstant().Matches(text))
            known.Add($"{instant.Groups["date"].Value} {instant.Groups["time"].Value}");
        if (IsoDuration().Match(text) is { Success: true } duration)
        {
            foreach (var (group, unit) in new[] { ("h", "h"), ("m", "min"), ("s", "s") })
            {
                if (duration.Groups[group].Success)
                    known.Add(string.Create(CultureInfo.InvariantCulture, $"{duration.Groups[group].Value} {unit}"));
            }
        }

        foreach (Match numeral in Numeral().Matches(text))
            known.Add(numeral.Value);
    }

    // A time of day with its date, a number with its unit of time, or a word that holds a digit.
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d+ (?:h|min|s)\b|[\w.:/-]*\d[\w.:/-]*\w|\d", RegexOptions.None, 5_000)]
    private static partial Regex Numeral();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 5_000)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, 5_000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\[\^[^\]]+\]:?", RegexOptions.None, 5_000)]
    private static partial Regex FootnoteLabel();

    [GeneratedRegex(@"(?<date>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d:\d\d)(\.\d+)?Z", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex IsoInstant();

    [GeneratedRegex(@"^PT(?:(?<h>\d+)H)?(?:(?<m>\d+)M)?(?:(?<s>\d+)S)?$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex IsoDuration();
}
