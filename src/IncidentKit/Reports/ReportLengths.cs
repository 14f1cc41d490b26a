using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Reports;

/// <summary>How long the runs of one schedule took, to the second. What too few runs tell is null.</summary>
/// <param name="Ended">Runs of the window whose length is known.</param>
/// <param name="Median">The length that half of them did not exceed.</param>
/// <param name="P95">The length that 95 of 100 did not exceed, by nearest rank.</param>
/// <param name="Longest">The longest.</param>
/// <param name="Usual">The usual length: the median of the latest runs that ended well, those before the window among them.</param>
/// <param name="UsualOf">From how many runs it was learnt.</param>
/// <param name="Limit">What a run may take without being longer than usual, or than the settings allow.</param>
/// <param name="MaxDuration">What the settings allow; null where they do not say.</param>
/// <param name="Longer">Runs of the window that took longer than that, those still running among them.</param>
/// <param name="Overlapping">Runs of the window that went on past the next fire time.</param>
internal sealed record ReportLengths(
    int Ended,
    Duration? Median,
    Duration? P95,
    Duration? Longest,
    Duration? Usual,
    int UsualOf,
    Duration? Limit,
    Duration? MaxDuration,
    int Longer,
    int Overlapping
)
{
    /// <summary>Why there are no lengths.</summary>
    public const string NotKnown = "no recorded answer of ECS tells when its runs started and ended";

    /// <summary>How the percentiles are made.</summary>
    public const string Formula =
        "from the start of a task's containers to the end of its programs; percentiles by nearest rank; "
        + "usual is the median of at most 200 latest runs that ended well";

    /// <summary>Maps them; null where no run's length is known.</summary>
    public static ReportLengths? Of(RunLengths lengths) =>
        lengths.InWindow.Count == 0
            ? null
            : new ReportLengths(
                lengths.Ended.Count,
                Seconds(lengths.Median),
                Seconds(lengths.P95),
                Seconds(lengths.Longest),
                Seconds(lengths.Usual),
                lengths.UsualOf,
                Seconds(lengths.Limit),
                lengths.Stated,
                lengths.Long.Count,
                lengths.Overlapping.Count
            );

    /// <summary>Writes down what they rest on.</summary>
    /// <param name="basis">Where.</param>
    /// <param name="pointer">Where the lengths stand in the report.</param>
    /// <param name="lengths">The lengths; null where none is known.</param>
    public static void Note(BasisLedger basis, string pointer, ReportLengths? lengths)
    {
        if (lengths is null)
        {
            basis.Unknown(pointer, NotKnown, "incidentkit recorder");
            return;
        }

        basis.Derived(pointer, Formula);
        if (lengths.Ended == 0)
        {
            foreach (var field in new[] { "median", "p95", "longest" })
                basis.Unknown($"{pointer}/{field}", "none of them had ended", null);
        }

        if (lengths.Usual is null)
            basis.Unknown($"{pointer}/usual", $"fewer than {RunLengths.Enough} earlier runs are known to have ended well", null);
        if (lengths.Limit is null)
            basis.Unknown(
                $"{pointer}/limit",
                $"fewer than {RunLengths.Enough} earlier runs are known to have ended well",
                "say it with maxDuration in incidentkit.yaml"
            );
    }

    private static Duration? Seconds(Duration? length) =>
        length is { } known ? Duration.FromSeconds((long)Math.Round(known.TotalSeconds, MidpointRounding.ToEven)) : null;
}
