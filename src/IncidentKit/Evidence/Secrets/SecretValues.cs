using System.Buffers;
using System.Text.RegularExpressions;

namespace IncidentKit.Evidence.Secrets;

/// <summary>Tells the value of a secret from what only stands in its place.</summary>
internal static partial class SecretValues
{
    public const int ShortestRandom = 8;
    private const int LeastChanges = 3;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> DigitsAndColon = SearchValues.Create("0123456789:");
    private static readonly SearchValues<char> DigitsOfTime = SearchValues.Create("0123456789TZ");

    /// <summary>What stands in a secret's place without being one.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "null",
        "none",
        "nil",
        "undefined",
        "true",
        "false",
        "yes",
        "no",
        "seconds",
        "minutes",
        "hours",
        "days",
        "redacted",
        "filtered",
        "HIDDEN_DUE_TO_SECURITY_REASONS",
    };

    /// <summary>What follows "token:" or "password:" in a sentence about it.</summary>
    private static readonly HashSet<string> Prose = new(
        (
            "absent access already apikey are basic bearer cannot could denied digest does empty error expired failed failure for from"
            + " has have in incorrect invalid is"
            + " malformed may mismatch missing must negotiate not of ok on rejected required revoked should that the to"
            + " unable unauthorized unknown"
            + " unset was were which will with wrong"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a value under a secret's name is none: empty, a marker, a placeholder, a reference, an ARN.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        value.IsEmpty
        || Placeholders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value)
        || value.StartsWith(RedactionMarks.Prefix, StringComparison.Ordinal)
        || !value.ContainsAnyExcept('*', '.')
        || value is ['$', '{' or '(', ..] or ['{', '{', ..] or ['<', .., '>'] or ['[', .., ']']
        || value.StartsWith("file://", StringComparison.Ordinal)
        || value.StartsWith("fileb://", StringComparison.Ordinal)
        || Arn().IsMatch(value);

    /// <summary>Whether an unquoted value only goes on with the sentence.</summary>
    public static bool IsProse(ReadOnlySpan<char> value) => Prose.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value.TrimEnd(".,!:)"));

    /// <summary>Whether the value is one that the name speaks of.</summary>
    public static bool Fits(TellingName name, ReadOnlySpan<char> value)
    {
        if (IsPlaceholder(value) || IsPlace(value))
            return false;
        if (!name.IsSure)
            return LooksRandom(value);
        return name.Kind switch
        {
            // A number of tokens, of credentials; the folder of a shell.
            "password" => value[0] != '/' && !(value.Length < 4 && IsNumber(value)),
            "key" => value[0] != '/' && !IsNumber(value) && !IsOfKms(value),
            _ => !IsNumber(value),
        };
    }

    /// <summary>Whether a value is no word, number, date, path or address.</summary>
    public static bool LooksRandom(ReadOnlySpan<char> value)
    {
        if (value.Length < ShortestRandom || value.Contains(' ') || value.Contains("://", StringComparison.Ordinal) || value[0] == '/')
            return false;
        foreach (var part in value.SplitAny("-_./:+=%"))
        {
            if (IsMixed(value[part]))
                return true;
        }

        return false;
    }

    /// <summary>Whether a run is random in both halves: the end alone is where names that were made unique are.</summary>
    public static bool IsRandomThroughout(ReadOnlySpan<char> run) =>
        IsMixed(run) && Changes(run[..(run.Length / 2)]) > 0 && Changes(run[(run.Length / 2)..]) > 0;

    private static bool IsMixed(ReadOnlySpan<char> run) =>
        run.Length >= ShortestRandom && run.ContainsAnyExcept(DigitsOfTime) && Changes(run) >= LeastChanges;

    /// <summary>How often digits and letters alternate, or capitals and small letters do otherwise than in words.</summary>
    private static int Changes(ReadOnlySpan<char> run)
    {
        var changes = 0;
        for (var i = 1; i < run.Length; i++)
        {
            if (char.IsAsciiDigit(run[i]) != char.IsAsciiDigit(run[i - 1]))
                changes++;
            else if (char.IsAsciiLetterUpper(run[i]) && char.IsAsciiLetterLower(run[i - 1]) && !BeginsWord(run[i..]))
                changes++;
        }

        return changes;
    }

    private static bool BeginsWord(ReadOnlySpan<char> text) => text.Length > 2 && !text[1..3].ContainsAnyExceptInRange('a', 'z');

    /// <summary>Whether it names a key of KMS: by its id or its alias (KMS developer guide, "Key identifiers").</summary>
    private static bool IsOfKms(ReadOnlySpan<char> value) =>
        value.StartsWith("alias/", StringComparison.Ordinal)
        || value.StartsWith("mrk-", StringComparison.Ordinal)
        || (value.Length == 36 && Guid.TryParseExact(value, "D", out _));

    /// <summary>Whether it is the line and column behind the name of a file, <c>12:7:</c>.</summary>
    private static bool IsPlace(ReadOnlySpan<char> value) =>
        value is [_, .., ':'] && value.Length < 18 && !value[..^1].ContainsAnyExcept(DigitsAndColon);

    private static bool IsNumber(ReadOnlySpan<char> value) => value.Length < 18 && !value.ContainsAnyExcept(Digits);

    [GeneratedRegex(@"\A arn:aws[a-z-]{0,20}:[a-z0-9-]{1,40}:[a-z0-9-]{0,40}:[0-9]{0,12}:\S", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Arn();
}
