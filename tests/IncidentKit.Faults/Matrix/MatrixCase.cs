using System.Diagnostics;
using IncidentKit.Analysis;
using IncidentKit.Aws.Sources;
using IncidentKit.Cli;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Matrix;

/// <summary>What became of one recording, and of what is made of it.</summary>
internal sealed record MatrixCase
{
    /// <summary>A recording of this account takes a second; with the shortened limits none may take so long.</summary>
    static readonly Duration Longest = Duration.FromSeconds(60);

    static readonly HashSet<string> Lost = [nameof(RunVerdict.Missed), nameof(RunVerdict.Failed)];

    /// <summary>How it was recorded.</summary>
    public required MatrixWay Way { get; init; }

    public required int Collected { get; init; }

    public required Duration Took { get; init; }

    /// <summary>Exit codes of what was made of it, by verb.</summary>
    public required IReadOnlyDictionary<string, int> Codes { get; init; }

    public required string Error { get; init; }

    /// <summary>The operations asked.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    public required int Calls { get; init; }

    /// <summary>Status by source.</summary>
    public IReadOnlyDictionary<string, CoverageStatus> Coverage { get; init; } = new Dictionary<string, CoverageStatus>();

    /// <summary>What became of each fire time that did not simply run, by schedule and time.</summary>
    public IReadOnlyDictionary<string, string> NotRan { get; init; } = new Dictionary<string, string>();

    /// <summary>Fire times by schedule, and the findings.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>Records the account and looks at it as people do.</summary>
    public static async Task<MatrixCase> RunAsync(MatrixWay way, AwsOperation? operation, AnswerFault? fault, CancellationToken ct)
    {
        var answers = RecordedAnswers.Demo;
        var now = answers.Recording.CollectedAt + way.Later;
        await using var account = ReplayedAccount.Start(way, operation, fault);
        using var folder = new TemporaryFolder();
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(ct);
        tooLong.CancelAfter(Longest.ToTimeSpan());
        var bundle = folder.PathOf("bundle");
        using var error = new StringWriter();
        var window = way.Window(answers);
        var began = Stopwatch.GetTimestamp();
        var collected = await RunAsync([
            "collect",
            "--from",
            $"{window.Start}",
            "--to",
            $"{window.End}",
            "--region",
            answers.Recording.Regions[0],
            "--endpoint-url",
            account.Endpoint.ToString(),
            .. way.Options,
            "--out",
            bundle,
        ]);
        var outcome = new MatrixCase
        {
            Way = way,
            Collected = collected,
            Took = Duration.FromTimeSpan(Stopwatch.GetElapsedTime(began)),
            Codes = new Dictionary<string, int>(),
            Error = error.ToString(),
            Asked = [.. account.Counts.Keys.Order(StringComparer.Ordinal)],
            Calls = account.Counts.Values.Sum(),
        };
        if (collected != ExitCode.Done)
            return outcome;
        var codes = new Dictionary<string, int>
        {
            ["daily"] = await RunAsync(["daily", bundle, "--date", "2026-01-29", "--out", folder.PathOf("daily")]),
            ["check"] = await RunAsync(["check", bundle]),
        };
        using var reader = BundleReader.Open(bundle);
        var coverage = reader.Manifest.Coverage.ToDictionary(c => c.Source, c => c.Status);
        outcome = outcome with { Codes = codes, Coverage = coverage, Error = error.ToString() };
        try
        {
            var analysis = BundleAnalysis.Of(reader, new AnalysisInputs { ToolVersion = "0.1.0" });
            return outcome with
            {
                NotRan = analysis
                    .Context.Runs.SelectMany(r =>
                        r.NotRan.Select(n => (Key: $"{r.History.Key.Name} {n.FireTime}", Verdict: n.Verdict.ToString()))
                    )
                    .ToDictionary(n => n.Key, n => n.Verdict),
                Statements =
                [
                    .. analysis.Context.Runs.Select(r => $"{r.History.Key.Name} {r.Counts}"),
                    .. analysis.Findings.Select(f => $"{f.RuleId} {f.Certainty} {string.Join(' ', f.Subjects)}"),
                ],
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            codes["analysis"] = e is Basics.InputException ? ExitCode.Content : ExitCode.Bug;
            return outcome with { Error = error + e.ToString() };
        }

        Task<int> RunAsync(string[] args) =>
            CommandLine.RunAsync(
                args,
                new CliHost(TextWriter.Null, error, new FixedClock(now), Interactive: false) { Reach = Shortened },
                tooLong.Token
            );
    }

    /// <summary>Whether it tells that something is missing which the sound recording has.</summary>
    public bool Says(MatrixCase sound) =>
        Collected == ExitCode.NoAnswer
        || sound.Coverage.Any(row =>
            row.Value == CoverageStatus.Complete
            && Coverage.GetValueOrDefault(row.Key, CoverageStatus.Failed) is not CoverageStatus.Complete
        );

    /// <summary>What is wrong about it; null when nothing is.</summary>
    public string? Wrong(MatrixCase sound)
    {
        if (Collected is not (ExitCode.Done or ExitCode.NoAnswer))
            return $"collect ended with {Collected}: {LastLine}";
        if (Took > Longest)
            return $"took {Took.TotalSeconds:F0} s";
        if (Collected == ExitCode.NoAnswer)
            return null;
        if (
            Codes.FirstOrDefault(c => c.Value is not (ExitCode.Done or ExitCode.Findings or ExitCode.PartlyUnknown)) is
            { Key: { } verb } bad
        )
            return $"{verb} ended with {bad.Value}: {LastLine}";
        if (Codes["daily"] == ExitCode.Done || Codes["check"] == ExitCode.Done)
            return $"a wrong zero: daily {Codes["daily"]}, check {Codes["check"]}";
        var misses = NotRan.Count(n => Lost.Contains(n.Value) && !Lost.Contains(sound.NotRan.GetValueOrDefault(n.Key, "Ran")));
        if (misses > 0)
            return $"{misses} wrong misses";
        if (Says(sound))
            return null;
        var other = Statements.Except(sound.Statements).Concat(sound.Statements.Except(Statements)).ToList();
        return other.Count == 0 ? null : $"says nothing, and is another: {other[0]}";
    }

    string LastLine =>
        Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(l => l.Contains("incidentkit:", StringComparison.Ordinal))
        ?? Error;

    static Aws.Client.AwsClientOptions Shortened(Aws.Client.AwsClientOptions options) =>
        options with
        {
            Limits = new()
            {
                CallTime = Duration.FromSeconds(1),
                Retries = 1,
                ThrottlePatience = Duration.FromSeconds(2),
                SourceTime = Duration.FromSeconds(20),
                Pages = 30,
            },
        };

    sealed class FixedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
