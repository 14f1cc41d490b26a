namespace IncidentKit.Claims;

/// <summary>A table with its header.</summary>
internal sealed class ReportTable(Section section, Passage? intro)
{
    public Section Section { get; } = section;

    /// <summary>The paragraph or heading right before it; null if something else stands there.</summary>
    public Passage? Intro { get; } = intro;

    /// <summary>The first row is the header.</summary>
    public List<ReportRow> Rows { get; } = [];

    public ReportRow Header => Rows[0];

    public IEnumerable<ReportRow> Body => Rows.Skip(1);

    /// <summary>The first column whose header, in lower case, fulfils a condition; -1 if none does.</summary>
    public int Column(Func<string, bool> header) => Header.Cells.FindIndex(c => header(c.Text.Trim().ToLowerInvariant()));
}

/// <summary>A row of a table.</summary>
internal sealed class ReportRow(ReportTable table, int line)
{
    public ReportTable Table { get; } = table;

    /// <summary>Its line in the file, from 1.</summary>
    public int Line { get; } = line;

    public List<Passage> Cells { get; } = [];

    /// <summary>Whether it only repeats what somebody said: a rendered report marks such rows.</summary>
    public bool IsQuoted { get; set; }

    /// <summary>A cell's text without space around it; empty where the row is too short.</summary>
    public string Cell(int column) => column >= 0 && column < Cells.Count ? Cells[column].Text.Trim() : "";
}
