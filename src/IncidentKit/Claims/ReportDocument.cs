using IncidentKit.Basics;

namespace IncidentKit.Claims;

/// <summary>A report taken apart: its passages in order, and the lists, tables, links and comments they stand in.</summary>
internal sealed class ReportDocument
{
    public required ReportText Source { get; init; }

    /// <summary>The name of its file.</summary>
    public string Name { get; init; } = "";

    public List<Passage> Passages { get; } = [];

    public List<Section> Sections { get; } = [];

    public List<ReportList> Lists { get; } = [];

    public List<ReportTable> Tables { get; } = [];

    public List<ReportLink> Links { get; } = [];

    public List<ReportComment> Comments { get; } = [];

    /// <summary>The lines that hold a mark of a template, from 1, each with the mark. See <see cref="DocumentMarks"/>.</summary>
    public List<(int Line, string Mark)> Marks { get; } = [];

    /// <summary>Footnotes that are cited.</summary>
    public int FootnoteCount { get; set; }

    /// <summary>Headings as written, the first of the document first.</summary>
    public IEnumerable<Passage> Headings => Passages.Where(p => p.Kind == PassageKind.Heading);

    /// <summary>Passages in which people state something.</summary>
    public IEnumerable<Passage> Prose => Passages.Where(p => p.Kind != PassageKind.Code);
}
