using System.Text.RegularExpressions;

namespace IncidentKit.Tests.Architecture;

/// <summary>Texts leave the process through doors: the bundle's writer, the report's JSON, and the host's streams. Nothing goes around.</summary>
public sealed partial class DoorTests
{
    /// <summary>What reaches the console or a file without a door, and the files that may.</summary>
    public static TheoryData<string, string[]> Ways =>
        new()
        {
            { @"\bConsole\.", ["Program.cs"] },
            { @"\bAnsiConsole\b", ["ProgressDisplay.cs"] },
            { @"\.Cursor\b", ["ProgressDisplay.cs"] },
            { @"\bRedactor\b[^;\n]*=\s*new|\bRedactor\([^;\n]*\)\s*=>\s*new\(", ["BundleWriter.cs", "SecretDoor.cs"] },
            { @"\bFile\.(?:Write|Append|Create)|\bnew StreamWriter\(|\bFileMode\.(?:Create|Append|OpenOrCreate|Truncate)", Writers },
            { @"\bJsonSerializer\.SerializeToElement\(model", ["ReportJson.cs"] },
        };

    private static readonly string[] Writers =
    [
        "Program.cs",
        "WholeFile.cs",
        "ScratchFolder.cs",
        "BundleWriter.cs",
        "PrivateFiles.cs",
        "FolderLock.cs",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void NothingGoesAroundTheDoors(string way, string[] allowed)
    {
        var used = SourceTree.Files("src").Where(file => Regex.IsMatch(Code(file), way)).ToList();
        Assert.Contains(used, file => allowed.Contains(Path.GetFileName(file)));
        SourceTree.NoOffender(used.Where(file => !allowed.Contains(Path.GetFileName(file))));
    }

    /// <summary>"no credentials: give --profile" would reach people as "no [redacted:credential] --profile".</summary>
    [Fact]
    public void WhatTheToolSaysItselfPassesTheDoorOfSecrets() =>
        SourceTree.NoOffender(
            from file in SourceTree.Files("src")
            where !file.Contains("/Secrets/", StringComparison.Ordinal) && Path.GetFileName(file) != "SecretPatterns.cs"
            from Match literal in Literal().Matches(Code(file))
            let text = literal.Groups["text"].Value
            where IncidentKit.Evidence.SecretDoor.Line(text) != text
            select $"{file}: {text}"
        );

    /// <summary>A file without its comments.</summary>
    private static string Code(string file) => Comment().Replace(SourceTree.Read(file), "");

    [GeneratedRegex(@"(?<!@)\x22(?<text>(?:[^\x22\\\n]|\\.)*)\x22")]
    private static partial Regex Literal();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}
