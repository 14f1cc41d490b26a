namespace IncidentKit.Auditing;

/// <summary>What to write in the place of a stretch of a report's file.</summary>
/// <param name="Line">The line of the stretch's first character, from 1.</param>
/// <param name="Column">Its column in UTF-16 code units, from 1.</param>
/// <param name="EndLine">The line of the stretch's last character.</param>
/// <param name="EndColumn">The column behind it.</param>
/// <param name="Text">What to write there; a line ends in a line feed.</param>
/// <param name="Certain">Whether it is the only right answer, so that it may be applied without a person.</param>
public sealed record AuditEdit(int Line, int Column, int EndLine, int EndColumn, string Text, bool Certain);
