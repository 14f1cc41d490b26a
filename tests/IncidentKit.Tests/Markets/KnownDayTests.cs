using System.Text.RegularExpressions;
using IncidentKit.Markets;
using static IncidentKit.Tests.Markets.Calendars;

namespace IncidentKit.Tests.Markets;

/// <summary>What each market did on days that laws, notices and the press tell of: <c>known-days.txt</c>.</summary>
public sealed partial class KnownDayTests
{
    private const int FewestDays = 8;

    /// <summary>Those whose days stand in <see cref="SessionTableTests"/>, or that have no odd ones.</summary>
    private static readonly string[] Elsewhere =
    [
        "24/5",
        "24/7",
        "CMEG",
        "XASX",
        "XBOM",
        "XETR",
        "XHKG",
        "XLON",
        "XNYS",
        "XPAR",
        "XSHG",
        "XTKS",
        "XTSE",
    ];

    private static readonly ILookup<string, (string Day, string Hours)> Known = File.ReadLines(Path.Combine(Folder, "known-days.txt"))
        .Where(l => !l.StartsWith('#'))
        .SelectMany(line =>
        {
            string[] words = line.Split(' ');
            string hours = string.Join(' ', words.Skip(1).TakeWhile(w => !Date().IsMatch(w)));
            return words.Where(w => Date().IsMatch(w)).Select(d => (Id: words[0], Day: d, Hours: hours));
        })
        .ToLookup(d => d.Id, d => (d.Day, d.Hours), StringComparer.Ordinal);

    public static TheoryData<string> Markets => [.. MarketCalendars.Embedded.Ids];

    [Theory]
    [MemberData(nameof(Markets))]
    public void TheDaysOfTheMarketAreAsKnown(string id)
    {
        if (!Elsewhere.Contains(id, StringComparer.Ordinal))
            Assert.True(Known[id].Count() >= FewestDays, $"{id} has fewer than {FewestDays} known days");
        Assert.All(Known[id], known => Assert.True(Calendar(id).Knows(Day(known.Day)), $"{id} does not know {known.Day}"));
        Assert.Equal(Known[id].Select(d => $"{d.Day} {d.Hours}"), Known[id].Select(d => $"{d.Day} {Local(id, d.Day)}"));
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    private static partial Regex Date();
}
