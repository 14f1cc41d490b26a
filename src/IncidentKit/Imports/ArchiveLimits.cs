namespace IncidentKit.Imports;

/// <summary>What an archive may cost, whatever is in it.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>The limits in use.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Most entries of all archives of an import.</summary>
    public int MostEntries { get; init; } = 20_000;

    /// <summary>Most bytes that all archives of an import may expand to.</summary>
    public long MostBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>
    /// The most bytes that a compressed byte may stand for, beyond the first <see cref="FreeBytes"/>. Logs seldom exceed 50.
    /// </summary>
    public int MostExpansion { get; init; } = 200;

    /// <summary>Expanded bytes of an entry before <see cref="MostExpansion"/> is asked for.</summary>
    public long FreeBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many archives may lie in each other.</summary>
    public int Deepest { get; init; } = 3;

    /// <summary>Longest name of an entry.</summary>
    public int LongestName { get; init; } = 512;

    /// <summary>Longest name of a file or folder in it.</summary>
    public int LongestPart { get; init; } = 120;

    /// <summary>The limits in words.</summary>
    public override string ToString() =>
        $"{MostEntries} entries, {MostBytes >> 30} GiB, {MostExpansion} times their size, {Deepest} in each other";
}
