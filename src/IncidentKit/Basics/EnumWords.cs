namespace IncidentKit.Basics;

/// <summary>Writes the names of enum members and JSON fields as words.</summary>
public static class EnumWords
{
    /// <summary><c>EarlyClose</c> and <c>earlyClose</c> as <c>early close</c>.</summary>
    public static string Of(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
