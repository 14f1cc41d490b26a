using System.Reflection;
using System.Text.RegularExpressions;

namespace IncidentKit.Tests.Architecture;

/// <summary>
/// No text makes a pattern slow: it is matched without backtracking, or all of its repetitions have a bound, so that the work at each place of the
/// text has one too. Bounded patterns are compiled at build, and cost nothing to start.
/// </summary>
public sealed class PatternTests
{
    [Fact]
    public void EveryPatternTakesLinearTime()
    {
        (string Name, string Pattern, RegexOptions Options)[] patterns =
        [
            .. SourceTree.Sources.SelectMany(s => s.GetTypes()).SelectMany(Patterns),
        ];
        Assert.True(patterns.Length > 100);
        SourceTree.NoOffender(
            patterns.Where(p => !p.Options.HasFlag(RegexOptions.NonBacktracking) && !IsBounded(p.Pattern)).Select(p => p.Name)
        );
    }

    /// <summary>What <c>\d</c> matches is read as a number afterwards, and an Arabic or Thai digit is none to the parsers.</summary>
    [Fact]
    public void DigitsAreAscii() =>
        SourceTree.NoOffender(
            SourceTree
                .Sources.SelectMany(s => s.GetTypes())
                .SelectMany(Patterns)
                .Where(p => p.Pattern.Contains(@"\d", StringComparison.Ordinal))
                .Select(p => p.Name)
        );

    [Theory]
    [InlineData(@"a{1,3}[*+]?\*\+b?(?:c|d){0,2}", true)]
    [InlineData(@"a*", false)]
    [InlineData(@"(?:ab)+?", false)]
    [InlineData(@"[a-z]{2,}", false)]
    [InlineData(@"[^\]*]+", false)]
    [InlineData(@"\{2,}", true)]
    public void BoundsAreRead(string pattern, bool bounded) => Assert.Equal(bounded, IsBounded(pattern));

    private static IEnumerable<(string Name, string Pattern, RegexOptions Options)> Patterns(Type type) =>
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<GeneratedRegexAttribute>()
        where attribute is not null
        select ($"{type}.{method.Name}", attribute.Pattern, attribute.Options);

    /// <summary>Whether a pattern repeats nothing without a bound: outside escapes and classes it has no <c>*</c>, <c>+</c> or <c>{n,}</c>.</summary>
    private static bool IsBounded(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '*' or '+' when !inClass:
                case ',' when !inClass && pattern.AsSpan(i).StartsWith(",}"):
                    if (pattern[i] != ',' || Opens(pattern.AsSpan(0, i)))
                        return false;
                    break;
            }
        }

        return true;
    }

    /// <summary>Whether the digits at the end of a text stand behind a brace that is no literal.</summary>
    private static bool Opens(ReadOnlySpan<char> text) => text.TrimEnd("0123456789") is [.. var before, '{'] && !before.EndsWith("\\");
}
