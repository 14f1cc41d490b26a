using IncidentKit.Aws.Sources;

namespace IncidentKit.Faults.Matrix;

/// <summary>A way to record the account. An operation is tried in the first that asks for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Options of <c>collect</c>.</param>
/// <param name="Later">How long after the recording that is replayed.</param>
/// <param name="Minutes">The length of the window, from <see cref="Start"/>; null for that of the recording.</param>
internal sealed record MatrixWay(string Name, string[] Options, Duration Later, int? Minutes = null)
{
    /// <summary>All of them. The points of a metric are asked for while they last, then the logs are.</summary>
    public static IReadOnlyList<MatrixWay> All { get; } =
    [
        new("as it is", ["--read-dlq"], Duration.Zero),
        new("logs counted by queries", ["--log-activity"], Duration.FromDays(20)),
        new("events of one group", ["--log-activity"], Duration.FromDays(20), Minutes: 10) { IsOneGroup = true },
    ];

    /// <summary>Begin of a short window: runs were lost then.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2026, 1, 29, 17, 0);

    /// <summary>Whether the account has one log group only.</summary>
    public bool IsOneGroup { get; private init; }

    /// <summary>The window to record.</summary>
    public Interval Window(RecordedAnswers answers) =>
        Minutes is { } minutes ? new Interval(Start, Start + Duration.FromMinutes(minutes)) : answers.Recording.Window;

    /// <summary>The sound account, and the cases of the operations that no way before has asked for.</summary>
    public static async Task<IReadOnlyList<(MatrixCase Sound, AwsOperation[] Operations)>> SoundAsync(CancellationToken ct)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var ways = new List<(MatrixCase, AwsOperation[])>();
        foreach (var way in All)
        {
            var sound = await MatrixCase.RunAsync(way, null, null, ct);
            if (sound.Wrong(sound) is { } wrong)
                throw new InvalidOperationException($"the sound account cannot be recorded, {way.Name}: {wrong}");
            ways.Add((sound, [.. sound.Asked.Where(asked.Add).Select(Named)]));
        }

        return ways;
    }

    /// <summary>The operation of that name, <c>ecs:ListTasks</c>.</summary>
    public static AwsOperation Named(string name) => AwsOperation.All.Single(o => o.ToString() == name);
}
