using System.Globalization;

namespace IncidentKit.Tests.Architecture;

/// <summary>A line fits on one screen, and a file on three. There are no exceptions.</summary>
public sealed class LineTests
{
    private const int LongestLine = 140,
        LongestFile = 300;

    [Fact]
    public void NoLineOfTheSourceIsLongerThan140Columns() =>
        SourceTree.NoOffender(
            Files()
                .SelectMany(file => file.Lines.Index().Where(l => Columns(l.Item) > LongestLine).Select(l => $"{file.Name}:{l.Index + 1}"))
        );

    [Fact]
    public void NoFileOfTheSourceIsLongerThan300Lines() =>
        SourceTree.NoOffender(Files().Where(file => file.Lines.Length > LongestFile).Select(file => $"{file.Name}: {file.Lines.Length}"));

    private static IEnumerable<(string Name, string[] Lines)> Files() =>
        SourceTree.Files("src").Select(f => (f, SourceTree.Read(f).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')));

    private static int Columns(string line) => line.Length <= LongestLine ? line.Length : new StringInfo(line).LengthInTextElements;
}
