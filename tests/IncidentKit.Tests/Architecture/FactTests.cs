using System.Text.RegularExpressions;

namespace IncidentKit.Tests.Architecture;

/// <summary>What the code says it knows of AWS is written down, with its certainty and its source.</summary>
public sealed partial class FactTests
{
    private static readonly string Page = SourceTree.Read("src/aws-facts.md");

    [Fact]
    public void EveryCitedFactIsOnThePage()
    {
        HashSet<string> known =
        [
            .. Heading().Matches(Page).Select(m => m.Groups["number"].Value),
            .. Row().Matches(Page).Select(m => $"7 row {m.Groups["row"].Value}"),
        ];
        (string File, string Fact)[] cited =
        [
            .. SourceTree.Files("src").Concat(SourceTree.Files("tests")).SelectMany(f => Cited(SourceTree.Read(f)).Select(c => (f, c))),
        ];
        Assert.True(cited.Length > 30);
        SourceTree.NoOffender(cited.Where(c => !known.Contains(c.Fact)).Select(c => $"{c.File}: facts §{c.Fact}"));
    }

    [Theory]
    [InlineData("Source: facts §1.6, §7 row 8.", "1.6", "7 row 8")]
    [InlineData("Source: facts §7 rows 15, 16 and 18.", "7 row 15", "7 row 16", "7 row 18")]
    [InlineData("(facts §3.4): with more", "3.4")]
    [InlineData("facts §2.1 and §7.", "2.1", "7")]
    public void CitationsAreSeenInAllTheirForms(string text, params string[] facts) => Assert.Equal(facts, Cited(text));

    private static IEnumerable<string> Cited(string text)
    {
        foreach (Match citation in Citation().Matches(text))
        {
            foreach (Match section in Section().Matches(citation.Value))
            {
                string[] rows = [.. Number().Matches(section.Groups["rows"].Value).Select(n => n.Value)];
                if (rows.Length == 0)
                    yield return section.Groups["number"].Value;
                foreach (string row in rows)
                    yield return $"{section.Groups["number"].Value} row {row}";
            }
        }
    }

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^#{2,3} (?<number>[0-9]+(\.[0-9]+)?)\.? ", Options)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<row>[0-9]+) \|", Options)]
    private static partial Regex Row();

    [GeneratedRegex(
        @"facts §[0-9.]+[0-9]?( rows? [0-9]+((, | and )[0-9]+)*)?((, | and )§[0-9.]+( rows? [0-9]+((, | and )[0-9]+)*)?)*",
        Options
    )]
    private static partial Regex Citation();

    [GeneratedRegex(@"§(?<number>[0-9]+(\.[0-9]+)?)( rows? (?<rows>[0-9]+((, | and )[0-9]+)*))?", Options)]
    private static partial Regex Section();

    [GeneratedRegex("[0-9]+", Options)]
    private static partial Regex Number();
}
