using IncidentKit.Recorded;

namespace IncidentKit.Imports.Logs;

/// <summary>What depends on the order of lines, for one block; blocks are put together in order.</summary>
internal sealed class BlockTally
{
    /// <summary>The block's place in the file.</summary>
    public required int Number { get; init; }

    public long Lines { get; set; }

    public long Events { get; set; }

    /// <summary>Lines without a time after the block's first event.</summary>
    public long Continued { get; set; }

    /// <summary>Such lines before it: they belong to the event that ends an earlier block, if there is one.</summary>
    public long Leading { get; set; }

    public long Blank { get; set; }

    public long NotUnderstood { get; set; }

    public long FirstTicks { get; set; }

    public long LastTicks { get; set; }

    public long Earliest { get; set; } = long.MaxValue;

    public long Latest { get; set; } = long.MinValue;

    public long StepsBack { get; set; }

    public long LargestStepBack { get; set; }

    /// <summary>The first lines not understood, numbered within the block.</summary>
    public List<UnreadLine> Shown { get; } = [];

    /// <summary>The first leading lines, which are not understood when no event precedes them.</summary>
    public List<UnreadLine> LeadingShown { get; } = [];
}
