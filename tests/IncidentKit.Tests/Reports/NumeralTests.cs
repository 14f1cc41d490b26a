using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Tests.Rendering;
using NodaTime;

namespace IncidentKit.Tests.Reports;

/// <summary>
/// No sentence invents a number: each one in the report, outside names, is a value of the model. Page one and the story are sentences of
/// the model themselves, so theirs are held against everything else in it.
/// </summary>
public sealed partial class NumeralTests
{
    private static readonly string[] Sentences = ["brief", "story", "headline"];

    public static TheoryData<string> Kinds => [.. IncidentKinds.Names];

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void EveryNumeralOfTheReportIsAValueOfTheModel(string recording)
    {
        var known = Values.Of(Freeze.Named(recording).Report);
        var found = Numeral().Matches(Prose(Freeze.Named(recording).Markdown)).Select(m => m.Value).ToList();
        Assert.True(found.Count > 200);
        Assert.Empty(found.Where(n => !known.Has(n)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryNumeralOfPageOneAndTheStoryIsAValueOfTheModel(string kind)
    {
        var report = IncidentKinds.Report(kind);
        var known = Values.Of(report);
        var texts = Sentences.Where(s => report.TryGetProperty(s, out _)).SelectMany(s => Texts(report.GetProperty(s))).ToList();
        Assert.True(texts.Count > 10);
        Assert.Empty(texts.SelectMany(t => Numeral().Matches(Prose(t)).Select(m => m.Value)).Where(n => !known.Has(n)).Distinct());
    }

    /// <summary>The day as a chat message, held against everything else of its report.</summary>
    [Fact]
    public void EveryNumeralOfADayInBriefIsAValueOfItsReport()
    {
        var days = Directory.EnumerateFiles(Path.Combine(SampleModel.Folder, "../Reports/Daily"), "*.verified.json").ToList();
        Assert.True(days.Count > 2);
        Assert.All(
            days.Select(File.ReadAllText).Select(text => JsonElement.Parse(text)),
            day =>
            {
                var known = Values.Of(day);
                var texts = Texts(day.GetProperty("brief")).Append(day.GetProperty("headline").GetString()!);
                Assert.Empty(texts.SelectMany(t => Numeral().Matches(Prose(t)).Select(m => m.Value)).Where(n => !known.Has(n)).Distinct());
            }
        );
    }

    [Fact]
    public void ANumeralThatIsNoValueIsFound()
    {
        var known = Values.Of(Freeze.Closed.Report);
        const string text = "It cost 4711 runs `4712` [^4713a0] from 11:38 on, not 11:37.";
        Assert.Equal(["4711", "11:38"], Numeral().Matches(Prose(text)).Select(m => m.Value).Where(n => !known.Has(n)));
    }

    /// <summary>
    /// Without fences, code spans, addresses and footnote labels, which hold names, and without the name of the hash.
    /// </summary>
    private static string Prose(string markdown) =>
        Label().Replace(CodeSpan().Replace(Fence().Replace(markdown, ""), ""), "").Replace("SHA-256", "", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Texts(m.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String => [value.GetString()!],
            _ => [],
        };

    /// <summary>
    /// Numbers as written, with thousands apart; how many there are of a list; instants and durations as the documents print them; and whole
    /// words with digits inside texts.
    /// </summary>
    private sealed class Values(DateTimeZone zone)
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public static Values Of(JsonElement report)
        {
            var market = report.GetProperty("impact").GetProperty("markets") is { ValueKind: JsonValueKind.Array } named
                ? named[0]
                : (JsonElement?)null;
            var zone = DateTimeZoneProviders.Tzdb[
                (report.TryGetProperty("day", out var ofTheDay) ? ofTheDay : market)?.GetProperty("timeZone").GetString() ?? "UTC"
            ];
            var values = new Values(zone);
            foreach (var member in report.EnumerateObject().Where(m => !Sentences.Contains(m.Name)))
                values.Collect(member.Value);
            var schedules = report.GetProperty("schedules").EnumerateArray().ToList();
            values.Add(schedules.Count(s => s.GetProperty("missed").GetInt32() + s.GetProperty("failed").GetInt32() > 0));
            values.Add(schedules.Count(s => s.GetProperty("missed").GetInt32() + s.GetProperty("failed").GetInt32() == 0));
            if (report.GetProperty("impact").GetProperty("markets") is { ValueKind: JsonValueKind.Array } markets)
            {
                foreach (var one in markets.EnumerateArray())
                    values.Add(one.GetProperty("opensMissed").GetArrayLength() + one.GetProperty("closesMissed").GetArrayLength());
            }

            var start = (report.TryGetProperty("window", out var window) ? window : report.GetProperty("day")).GetProperty("start");
            values.Add(Math.Abs(zone.GetUtcOffset(InstantText.ParseIso(start.GetString())!.Value).Seconds) / NodaConstants.SecondsPerHour);
            return values;
        }

        public bool Has(string numeral) => _known.Contains(numeral);

        private void Collect(JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in value.EnumerateObject())
                        Collect(member.Value);
                    break;
                case JsonValueKind.Array:
                    Add(value.GetArrayLength());
                    foreach (var item in value.EnumerateArray())
                        Collect(item);
                    break;
                case JsonValueKind.Number:
                    _known.Add(value.GetRawText());
                    var exact = value.GetDecimal();
                    var written = exact.ToString(
                        string.Create(CultureInfo.InvariantCulture, $"N{exact.Scale}"),
                        CultureInfo.InvariantCulture
                    );
                    _known.UnionWith(Numeral().Matches(written).Select(m => m.Value));
                    Add((long)Math.Round(Math.Abs(value.GetDecimal()), MidpointRounding.AwayFromZero));
                    break;
                case JsonValueKind.String:
                    AddText(value.GetString()!);
                    break;
            }
        }

        private void Add(long number)
        {
            _known.Add(number.ToString(CultureInfo.InvariantCulture));
            _known.UnionWith(Numeral().Matches(number.ToString("N0", CultureInfo.InvariantCulture)).Select(m => m.Value));
        }

        private void AddText(string text)
        {
            foreach (Match iso in IsoInstant().Matches(text))
            {
                var instant = InstantText.ParseIso(iso.Value)!.Value;
                _known.Add($"{iso.Groups["date"].Value} {iso.Groups["time"].Value}");
                _known.Add(iso.Groups["time"].Value);
                Add(instant);
                // What had ended is told by the end of its minute.
                Add(instant + Duration.FromSeconds(59));
            }

            if (IsoDuration().Match(text) is { Success: true } duration)
            {
                foreach (var (group, unit) in new[] { ("h", "h"), ("m", "min"), ("s", "s") })
                {
                    if (duration.Groups[group].Success)
                        _known.Add(string.Create(CultureInfo.InvariantCulture, $"{duration.Groups[group].Value} {unit}"));
                }

                if (
                    duration.Groups["h"].Success
                    && int.Parse(duration.Groups["h"].Value, CultureInfo.InvariantCulture) is >= 48 and var hours
                )
                {
                    Add(hours / 24);
                    _known.Add(string.Create(CultureInfo.InvariantCulture, $"{hours % 24} h"));
                }
            }

            if (Rate().Match(text) is { Success: true } rate)
                _known.Add($"{rate.Groups["value"].Value}-{rate.Groups["unit"].Value}");
            foreach (Match numeral in Numeral().Matches(text))
                _known.Add(numeral.Value);
        }

        private void Add(Instant instant)
        {
            var local = instant.InZone(zone);
            foreach (var format in new[] { "HH:mm", "HH:mm:ss", "%d", "uuuu" })
                _known.Add(local.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    // A time of day with its date, a number with its unit of time, or a word that holds a digit.
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d+ (?:h|min|s)\b|[\w.:/-]*\d[\w.:/-]*\w|\d", RegexOptions.None, 5_000)]
    private static partial Regex Numeral();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 5_000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^rate\((?<value>\d+) (?<unit>minute|hour|day)s?\)$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Rate();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, 5_000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\[\^[^\]]+\]:?|\]\([^)]*\)", RegexOptions.None, 5_000)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<date>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d:\d\d)(\.\d+)?Z", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex IsoInstant();

    [GeneratedRegex(@"^PT(?:(?<h>\d+)H)?(?:(?<m>\d+)M)?(?:(?<s>\d+)S)?$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex IsoDuration();
}
