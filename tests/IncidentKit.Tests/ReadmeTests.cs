using System.Text.RegularExpressions;
using IncidentKit.Tests.Architecture;

namespace IncidentKit.Tests;

public sealed class ReadmeTests
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly string Readme = SourceTree.Read("README.md");

    [Fact]
    public void PieceOfAReportStandsInAVerifiedReport()
    {
        string[] piece = [.. Block("markdown").Split('\n').Where(line => line is not ("" or "…"))];
        Assert.True(piece.Length > 5);
        string[] reports =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*.verified.md", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
                .Where(text => text.Split('\n').Contains(piece[1])),
        ];
        Assert.NotEmpty(reports);
        Assert.Contains(reports, report => piece.SequenceEqual(InOrder(piece, report.Split('\n'))));
    }

    [Fact]
    public void FilesItLinksToExist()
    {
        string[] links =
        [
            .. new Regex(@"\]\((?<link>[^)#]+)\)", Options)
                .Matches(Readme)
                .Select(m => m.Groups["link"].Value)
                .Where(l => !l.Contains("://", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(links);
        SourceTree.NoOffender(links.Where(link => !Path.Exists(Path.Combine(SourceTree.Root, link))));
    }

    private static string Block(string language) =>
        new Regex($"^```{language}\n(?<text>(?:[^`].*\n|\n)*)```", Options).Match(Readme).Groups["text"].Value;

    /// <summary>As much of the piece as is found, each line after the one before.</summary>
    private static IEnumerable<string> InOrder(string[] piece, string[] lines)
    {
        int found = 0;
        foreach (string line in lines)
        {
            if (found < piece.Length && line == piece[found])
                yield return piece[found++];
        }
    }
}
