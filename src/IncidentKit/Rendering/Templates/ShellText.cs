using IncidentKit.Basics;

namespace IncidentKit.Rendering.Templates;

/// <summary>Writes any text into a POSIX shell script.</summary>
internal static class ShellText
{
    /// <summary>One single-quoted word on one line; nothing in it is special to the shell.</summary>
    public static string Word(string text) => $"'{VisibleText.Line(text).Replace("'", @"'\''")}'";

    /// <summary>Text for a comment: it cannot end the line.</summary>
    public static string Comment(string text) => VisibleText.Line(text);
}
