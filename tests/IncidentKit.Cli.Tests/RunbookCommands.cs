using System.Text.RegularExpressions;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>One block of commands of a runbook, and what stands under it as the answer.</summary>
/// <param name="Text">The commands.</param>
/// <param name="Expected">The lines of the answer; null where none are stated.</param>
internal sealed record RunbookBlock(string Text, IReadOnlyList<string>? Expected);

/// <summary>Reads a runbook's commands, runs them by bash with the real AWS CLI, and compares what they print.</summary>
internal static partial class RunbookCommands
{
    /// <summary>What is not run here, and why.</summary>
    public static readonly (string Begins, string Reason)[] Elsewhere =
    [
        ("bash fix.sh", "run in FixScriptTests and FixScriptProofTests"),
        ("incidentkit check", "asks an account of the present; its options are read in RunbookCommandTests"),
    ];

    private static readonly (string, string?)[] Environment =
    [
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
        ("AWS_DEFAULT_REGION", "eu-central-1"),
        ("AWS_MAX_ATTEMPTS", "1"),
        ("AWS_PAGER", ""),
    ];

    /// <summary>The blocks of a document in order.</summary>
    public static IReadOnlyList<RunbookBlock> Read(string document) =>
        [
            .. Block()
                .Matches(document)
                .Select(m => new RunbookBlock(
                    m.Groups["text"].Value.Trim(),
                    m.Groups["expected"] is { Success: true, Value: var e } ? e.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null
                )),
        ];

    public static bool IsElsewhere(RunbookBlock block) => Elsewhere.Any(e => block.Text.StartsWith(e.Begins, StringComparison.Ordinal));

    /// <summary>What differs: one text for each block whose answer is not the stated one.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(IReadOnlyList<RunbookBlock> blocks, Uri endpoint)
    {
        using var folder = new TemporaryFolder();
        var run = blocks.Where(b => !IsElsewhere(b) && !b.Text.StartsWith('#')).ToList();
        var file = folder.PathOf("runbook.sh");
        // `aws sqs` of version 1 does not look at AWS_ENDPOINT_URL; what xargs starts does.
        await File.WriteAllTextAsync(
            file,
            $"exec 2>&1\naws() {{ command aws --endpoint-url '{endpoint}' \"$@\"; }}\nincidentkit() {{ dotnet '{Programs.Tool}' \"$@\"; }}\n"
                + string.Concat(run.Select(b => $"echo '@@@'\n{b.Text}\n")),
            TestContext.Current.CancellationToken
        );
        var info = Programs.Info("bash", [file], [.. Environment, ("AWS_ENDPOINT_URL", endpoint.ToString()), AwsCli.Path]);
        info.WorkingDirectory = folder.FullPath;
        var output = (await Programs.RunAsync(info)).Output;
        var answers = output.Split("@@@\n")[1..];
        Assert.Equal(run.Count, answers.Length);
        return
        [
            .. run.Zip(answers)
                .Where(p => !Agrees(p.First.Expected, p.Second))
                .Select(p =>
                    $"{p.First.Text}\n  expected: {string.Join(" / ", p.First.Expected ?? ["an answer"])}\n  answered: {p.Second.Trim()}\n"
                ),
        ];
    }

    /// <summary>
    /// Each stated line is an answered one, in any order, and each answered line is stated, unless a line of dots alone allows more.
    /// </summary>
    private static bool Agrees(IReadOnlyList<string>? expected, string answer)
    {
        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (expected is null)
            return false;
        if (expected is ["(nothing)"])
            return lines.Count == 0;
        var more = expected.Count > 1 && expected[^1] == "…";
        var patterns = (more ? expected.SkipLast(1) : expected).Select(Pattern).ToList();
        return patterns.TrueForAll(p => lines.Exists(p.IsMatch)) && (more || lines.TrueForAll(l => patterns.Exists(p => p.IsMatch(l))));
    }

    private static Regex Pattern(string line) =>
        new(
            "^" + string.Join(".*", line.Trim().Split('…').Select(Regex.Escape)) + "$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );

    [GeneratedRegex(
        "^```bash\n(?<text>.*?)^```\n(?:\n```expected\n(?<expected>.*?)^```\n)?",
        RegexOptions.Singleline | RegexOptions.Multiline,
        10000
    )]
    private static partial Regex Block();
}
