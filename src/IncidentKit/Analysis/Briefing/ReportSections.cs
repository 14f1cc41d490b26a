namespace IncidentKit.Analysis.Briefing;

/// <summary>The sections of the report that page one leads to. The headings of the templates make the same addresses.</summary>
internal static class ReportSections
{
    public const string Story = "what-happened";
    public const string Cause = "root-cause";
    public const string Changes = "what-changed";
    public const string Detection = "detection";
    public const string Schedules = "schedules";
    public const string Market = "market-impact";
    public const string Financial = "financial-impact";
    public const string Data = "data-impact";
    public const string Ready = "system-status";
    public const string Actions = "action-items";
    public const string Contradictions = "contradictions";
    public const string Coverage = "coverage";
}
