namespace IncidentKit.Faults;

/// <summary>How long a campaign goes on, and from where its draws start.</summary>
/// <param name="Seed">Equal seeds draw equal cases.</param>
/// <param name="Cases">The most cases to try.</param>
/// <param name="Time">Begin no case after this much time.</param>
public sealed record Budget(int Seed, int Cases, Duration Time);

/// <summary>What one campaign found: a line for each kind of case, and how many of all of them went wrong.</summary>
/// <param name="Columns">The heads of the table.</param>
/// <param name="Rows">Its rows, each as wide as the heads.</param>
/// <param name="Cases">Cases tried.</param>
/// <param name="Wrong">Each case that went wrong, in a line from which it can be run again.</param>
public sealed record CampaignResult(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    int Cases,
    IReadOnlyList<string> Wrong
);

/// <summary>Cases of one kind of trouble, tried on the command line, and judged by a rule that holds for all of them.</summary>
public sealed record Campaign(string Name, string Does, int CasesOfAnHour, Func<Budget, CancellationToken, Task<CampaignResult>> RunAsync)
{
    /// <summary>All of them, in the order of <c>all</c>.</summary>
    public static IReadOnlyList<Campaign> All { get; } =
    [
        Matrix.MatrixCampaign.Row,
        new("fuzz", "spoiled inputs at every way in", 100_000, Fuzz.FuzzCampaign.RunAsync),
        new("members", "each member of each answer, left out or of a value it cannot have", 100_000, Fuzz.MembersCampaign.RunAsync),
        new("tampered", "bundles that were changed without their hashes", 10_000, Tampering.TamperCampaign.RunAsync),
        new("kills", "commands killed at any time, and what the next one finds", 1_000, Kills.KillCampaign.RunAsync),
        new("payloads", "text that means to be obeyed in every field", 3_000, Payloads.PayloadsCampaign.RunAsync),
        new("secrets", "looks for secrets of every kind in every file and stream", 20_000, Secrets.SecretsCampaign.RunAsync),
    ];
}
