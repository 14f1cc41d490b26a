using System.Buffers;
using System.Text.RegularExpressions;

namespace IncidentKit.Evidence;

/// <summary>What a secret looks like: by the name it is kept under, or by its own form.</summary>
/// <remarks>
/// Every pattern starts at a literal word and has bounded or mutually exclusive repetitions, so the time is linear in the text, which is
/// why none has a timeout. A private key that was logged as one event a line is found only in its first line.
/// </remarks>
internal static partial class SecretPatterns
{
    private const RegexOptions Loose =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace;

    private const RegexOptions Strict = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace;

    /// <summary>The words after which a kind is named; a paging or idempotency token is no secret.</summary>
    private const string SecretWord = """
        (?: (?<secretKey> secret[_-]?(?:access[_-]?)?key | account[_-]?key | shared[_-]?access[_-]?key )
          | (?<apiKey> api[_-]?key )
          | (?<privateKey> private[_-]?key )
          | (?<password> password | passwd | passphrase | (?<![a-z])pwd )
          | (?<token> (?<! (?: next | page | paging | pagination | continuation | forward | backward
                | client | request | idempotency | start | starting | max ) [_-]? ) token
                    | x-amz-signature )
          | (?<credential> credentials? )
          | (?<secret> secret ) )
        """;

    /// <summary>Without one of these no pattern matches; most log lines end here.</summary>
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        [
            "pass",
            "pwd",
            "secret",
            "token",
            "key",
            "credential",
            "authorization",
            "bearer",
            "signature",
            "AKIA",
            "ASIA",
            "eyJ",
            "://",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "xox",
            "sk_live_",
            "sk_test_",
        ],
        StringComparison.OrdinalIgnoreCase
    );

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
        "HIDDEN_DUE_TO_SECURITY_REASONS",
    };

    /// <summary>What follows "token:" or "password:" in a sentence about it.</summary>
    private static readonly HashSet<string> Prose = new(StringComparer.OrdinalIgnoreCase)
    {
        "absent",
        "access",
        "already",
        "cannot",
        "could",
        "denied",
        "does",
        "empty",
        "error",
        "expired",
        "failed",
        "failure",
        "has",
        "incorrect",
        "invalid",
        "is",
        "malformed",
        "mismatch",
        "missing",
        "must",
        "not",
        "ok",
        "rejected",
        "required",
        "revoked",
        "should",
        "the",
        "unable",
        "unauthorized",
        "unknown",
        "unset",
        "was",
        "wrong",
    };

    private static readonly (Regex Pattern, string Kind)[] ByForm =
    [
        (PrivateKeyBlock(), "privateKey"),
        (UrlPassword(), "password"),
        (JsonWebToken(), "token"),
        (AccessKey(), "accessKey"),
        (VendorToken(), "token"),
        (Authorization(), "token"),
        (Bearer(), "token"),
    ];

    private static readonly string[] Kinds = ["secretKey", "apiKey", "privateKey", "password", "token", "credential", "secret"];

    /// <summary>The kind of secret that an environment variable holds, by its name; null when it looks harmless.</summary>
    public static string? KindOfVariable(string name) => MayMatch(name) ? KindOf(VariableName().Match(name)) : null;

    /// <summary>The kind of secret that a JSON member holds, by its name; null when it looks harmless.</summary>
    public static string? KindOfMember(string name) =>
        !MayMatch(name) ? null
        : name.Equals("accessKeyId", StringComparison.OrdinalIgnoreCase) ? "accessKey"
        : KindOf(MemberName().Match(name));

    /// <summary>Whether a JSON member is a paging token, which later calls need as it is.</summary>
    public static bool IsPageToken(string name) => PageToken().IsMatch(name);

    /// <summary>Whether a value kept under a secret's name is none: empty, a marker, a placeholder, an ARN.</summary>
    public static bool IsPlaceholder(string value) =>
        value.Length == 0
        || Placeholders.Contains(value)
        || value.StartsWith(RedactionMarks.Prefix, StringComparison.Ordinal)
        || !value.AsSpan().ContainsAnyExcept('*', '.')
        || Arn().IsMatch(value);

    /// <summary>Replaces the secrets in a text by what <paramref name="mark"/> gives for their kind and value.</summary>
    public static string Replace(string text, Func<string, string, string> mark)
    {
        if (!MayMatch(text))
            return text;
        foreach (var (pattern, kind) in ByForm)
            text = pattern.Replace(text, match => ReplaceValue(match, kind, mark));
        return NamedValue().Replace(text, match => ReplaceValue(match, KindOf(match)!, mark));
    }

    private static string ReplaceValue(Match match, string kind, Func<string, string, string> mark)
    {
        var value = match.Groups["value"];
        var isProse = match.Groups["bare"].Success && Prose.Contains(value.Value.TrimEnd('.', ',', '!', ':', ')'));
        if (isProse || IsPlaceholder(value.Value))
            return match.Value;
        var at = value.Index - match.Index;
        return string.Concat(match.ValueSpan[..at], mark(kind, value.Value), match.ValueSpan[(at + value.Length)..]);
    }

    private static bool MayMatch(string text) => text.AsSpan().ContainsAny(Hints);

    private static string? KindOf(Match match) => match.Success ? Kinds.First(kind => match.Groups[kind].Success) : null;

    [GeneratedRegex(SecretWord, Loose)]
    private static partial Regex VariableName();

    [GeneratedRegex("(?:" + SecretWord + @"| (?<token> authorization ) ) \z", Loose)]
    private static partial Regex MemberName();

    [GeneratedRegex(@"(?: (?:next|page|paging|pagination|continuation|forward|backward|sequence) _? token | marker ) \z", Loose)]
    private static partial Regex PageToken();

    [GeneratedRegex(@"\A arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:\S+ \z", Strict)]
    private static partial Regex Arn();

    [GeneratedRegex(
        @"(?<value> -----BEGIN\ (?:[A-Z]{1,12}\ ){0,3}PRIVATE\ KEY-----(?s:.*?) (?: -----END\ [A-Z\ ]{0,40}PRIVATE\ KEY----- | \z ) )",
        Strict
    )]
    private static partial Regex PrivateKeyBlock();

    [GeneratedRegex(@"://[^\s:/@""'?\#<>]{0,256}: (?<value> [^\s/""'?\#<>]{1,1024} ) @", Strict)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"\b (?<value> eyJ[A-Za-z0-9_-]{8,4096} \. [A-Za-z0-9_-]{8,16384} \. [A-Za-z0-9_-]{0,4096} )", Strict)]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"(?<![A-Za-z0-9]) (?<value> A[KS]IA[A-Z0-9]{16} ) (?![A-Za-z0-9])", Strict)]
    private static partial Regex AccessKey();

    [GeneratedRegex(
        @"\b (?<value> gh[pousr]_[A-Za-z0-9]{30,255} | github_pat_[A-Za-z0-9_]{30,255} | glpat-[A-Za-z0-9_-]{20,255}
            | xox[abeprs]-[A-Za-z0-9-]{10,255} | sk_(?:live|test)_[A-Za-z0-9]{16,255} )",
        Strict
    )]
    private static partial Regex VendorToken();

    [GeneratedRegex(
        @"authorization \\{0,4}[""']? \s{0,4} [:=] \s{0,4} \\{0,4}[""']? (?: (?:bearer|basic|digest|token|negotiate) \s{1,4} )?
          (?<value> (?<bare> [^\s""'\\,;&{\[(<] [^\s""'\\,;&]* ) )",
        Loose
    )]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\b bearer \s{1,4} (?<value> (?=[a-z._~+/=-]{0,255}[0-9]) [a-z0-9._~+/=-]{16,16384} )", Loose)]
    private static partial Regex Bearer();

    [GeneratedRegex(
        @"(?<! arn:aws[a-z-]{0,10}:[a-z0-9-]{0,40}:[a-z0-9-]{0,40}:[0-9]{0,12}: ) (?<! \[redacted: ) "
            + SecretWord
            + """"
                (?: \\{0,4}["']? \s{0,4} (?: => | [:=] ) \s{0,4}
                  | (?<= --[a-z0-9-]{1,40} ) \s{1,4} (?! - ) )
                (?: \\{1,4}" (?<value> [^"\\]+ )
                  | " (?<value> (?: [^"\\] | \\. )+ )
                  | ' (?<value> (?: [^'\\] | \\. )+ )
                  | (?<value> (?<bare> [^\s"'\\,;&{\[(<] [^\s"',;&]* ) ) )
                """",
        Loose | RegexOptions.Singleline
    )]
    private static partial Regex NamedValue();
}
