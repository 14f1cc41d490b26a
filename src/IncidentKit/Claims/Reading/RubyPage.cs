using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>A page that Ruby makes of a report: its instructions are no text.</summary>
internal static partial class RubyPage
{
    private const string Ending = ".erb";

    /// <summary>The text, with spaces in place of instructions, so that the rest stays where it is.</summary>
    /// <param name="name">The name of the file; of another kind nothing is taken out.</param>
    /// <param name="text">What stands in the file.</param>
    public static string Text(string name, string text) =>
        name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? Instructions().Replace(text, Blank) : text;

    private static string Blank(Match match) =>
        string.Create(
            match.Length,
            match.Value,
            static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] = from[i] is '\n' or '\r' ? from[i] : ' ';
            }
        );

    [GeneratedRegex(@"<%(?:[^%]|%(?!>)){0,2000}%>", RegexOptions.CultureInvariant)]
    private static partial Regex Instructions();
}
