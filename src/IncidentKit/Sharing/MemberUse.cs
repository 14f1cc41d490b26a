namespace IncidentKit.Sharing;

/// <summary>What a text of the report is.</summary>
/// <param name="Kind">Of which kind the name is that the text is; null when it is none.</param>
/// <param name="IsWord">Whether it is a word of the model, as an enumeration's, that no name changes.</param>
/// <param name="IsQuoted">Whether it is somebody's own words or a value, and no sentence of the tool's.</param>
internal readonly record struct MemberUse(string? Kind, bool IsWord, bool IsQuoted);
