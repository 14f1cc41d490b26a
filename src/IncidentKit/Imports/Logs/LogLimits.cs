namespace IncidentKit.Imports.Logs;

/// <summary>What bounds the memory and the time that a file can cost, whatever is in it.</summary>
internal sealed record LogLimits
{
    /// <summary>The limits in use.</summary>
    public static LogLimits Default { get; } = new();

    /// <summary>How much is read before the lines are looked at: small enough to stay in a core's cache.</summary>
    public int BlockBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// The longest line that is looked at whole. Of a longer one only this beginning is seen. CloudWatch Logs accepts 1 MB an event.
    /// </summary>
    public int MaxLineBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most bytes that a compressed file may expand to.</summary>
    public long MaxExpandedBytes { get; init; } = 256L * 1024 * 1024 * 1024;

    /// <summary>
    /// The most bytes that a compressed byte may stand for, beyond the first
    /// <see cref="FreeExpandedBytes"/>. Logs seldom exceed 50, and deflate cannot exceed 1032.
    /// </summary>
    public int MaxExpansion { get; init; } = 500;

    /// <summary>Expanded bytes that are read before <see cref="MaxExpansion"/> is asked for.</summary>
    public long FreeExpandedBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Most streams that are told apart.</summary>
    public int MaxStreams { get; init; } = 500_000;

    /// <summary>Most bytes of all streams' names.</summary>
    public int MaxStreamNameBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most separate stretches of 1,024 minutes (17 hours) that hold events: eight years without a break.</summary>
    public int MaxMinutePages { get; init; } = 4096;

    /// <summary>Lines not understood that are shown.</summary>
    public int MaxShown { get; init; } = 5;
}
