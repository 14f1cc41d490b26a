namespace IncidentKit.Claims;

/// <summary>A list and its items.</summary>
internal sealed class ReportList(Section section, Passage? intro)
{
    public Section Section { get; } = section;

    /// <summary>The paragraph or heading right before it; null if something else stands there.</summary>
    public Passage? Intro { get; } = intro;

    public List<ReportListItem> Items { get; } = [];
}

/// <summary>An item of a list; nested lists are lists of their own.</summary>
internal sealed class ReportListItem(ReportList list)
{
    public ReportList List { get; } = list;

    /// <summary>Its first paragraph; null if it begins with something else.</summary>
    public Passage? First { get; set; }

    /// <summary>Whether its box is ticked; null without a box.</summary>
    public bool? Done { get; set; }
}
