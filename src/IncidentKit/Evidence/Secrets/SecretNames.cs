using System.Buffers;

namespace IncidentKit.Evidence.Secrets;

/// <summary>What a name says of its value.</summary>
/// <param name="Kind">The kind of secret, as markers name it.</param>
/// <param name="IsSure">Whether any value is a secret; else only one that looks random.</param>
internal readonly record struct TellingName(string Kind, bool IsSure);

/// <summary>
/// Tells by a name whether its value is a secret. A name is read as words (<c>dbPassword</c>, <c>DB_PASS</c>, <c>x-api-key</c>). It
/// tells when a word for a secret is its head: what follows may qualify it (<c>PASSWORD_PROD</c>), but not name another thing
/// (<c>SecretArn</c>, <c>PasswordLastUsed</c>, <c>token_count</c>).
/// </summary>
internal static class SecretNames
{
    /// <summary>Longer names are looked at by their last characters.</summary>
    public const int Longest = 100;

    private const int MostWords = 24;

    /// <summary>Without one of these no name tells.</summary>
    public static readonly SearchValues<string> Hints = SearchValues.Create(
        [
            "pass",
            "pwd",
            "pw",
            "secret",
            "token",
            "key",
            "cred",
            "auth",
            "bearer",
            "signature",
            "sig",
            "cookie",
            "session",
            "dsn",
            "webhook",
            "conn",
            "mnemonic",
            "jwt",
            "salt",
            "seed",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Words that name a secret, alone or at the end of a word that is written together (<c>pgpassword</c>).</summary>
    private static readonly (string Word, string Kind)[] Heads =
    [
        ("password", "password"),
        ("passwd", "password"),
        ("passphrase", "password"),
        ("passcode", "password"),
        ("pwd", "password"),
        ("accesskey", "secretKey"),
        ("secretkey", "secretKey"),
        ("accountkey", "secretKey"),
        ("apikey", "apiKey"),
        ("privatekey", "privateKey"),
        ("authkey", "key"),
        ("credential", "credential"),
        ("secret", "secret"),
        ("token", "token"),
        ("mnemonic", "secret"),
        ("connectionstring", "credential"),
        ("connstr", "credential"),
    ];

    /// <summary>Words that name a secret when they stand alone.</summary>
    private static readonly Dictionary<string, string> WholeHeads = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pass"] = "password",
        ["pw"] = "password",
        ["creds"] = "credential",
        ["cred"] = "credential",
        ["dsn"] = "credential",
        ["webhook"] = "credential",
        ["jwt"] = "token",
    };

    /// <summary>Words whose value is a secret when it looks random.</summary>
    private static readonly Dictionary<string, string> Doubtful = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auth"] = "credential",
        ["cookie"] = "token",
        ["session"] = "token",
        ["sessionid"] = "token",
        ["signature"] = "token",
        ["sig"] = "token",
        ["salt"] = "secret",
        ["seed"] = "secret",
        ["bearer"] = "token",
    };

    /// <summary>What comes before <c>key</c> where the key is a secret, and its kind.</summary>
    private static readonly Dictionary<string, string> KeyOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api"] = "apiKey",
        ["private"] = "privateKey",
        ["ssh"] = "privateKey",
        ["rsa"] = "privateKey",
        ["pgp"] = "privateKey",
        ["gpg"] = "privateKey",
        ["secret"] = "secretKey",
        ["access"] = "secretKey",
        ["account"] = "secretKey",
        ["storage"] = "secretKey",
        ["master"] = "key",
        ["shared"] = "key",
        ["preshared"] = "key",
        ["encryption"] = "key",
        ["encrypt"] = "key",
        ["decryption"] = "key",
        ["crypto"] = "key",
        ["cipher"] = "key",
        ["signing"] = "key",
        ["signature"] = "key",
        ["hmac"] = "key",
        ["auth"] = "key",
        ["license"] = "key",
        ["licence"] = "key",
        ["app"] = "key",
        ["application"] = "key",
        ["integration"] = "key",
        ["ingestion"] = "key",
        ["ingest"] = "key",
        ["deploy"] = "key",
        ["consumer"] = "key",
        ["subscription"] = "key",
        ["session"] = "key",
        ["webhook"] = "key",
        ["jwt"] = "key",
        ["activation"] = "key",
        ["recovery"] = "key",
    };

    /// <summary>What comes before <c>key</c> where the key only finds something.</summary>
    private static readonly HashSet<string> NoSecretKey = Words(
        "partition sort primary foreign cache routing object s kms public range hash index map dedup deduplication group idempotency order"
            + " row column lookup unique tag label config feature flag dimension context condition message event metric file data search"
            + " natural composite attribute bucket queue lock trace registry job result output input report record item sns sqs dynamo"
            + " table id column redis known value state max min num left right arrow short hot 3 device"
    );

    /// <summary>What comes before <c>token</c> where the token pages, or makes a request safe to repeat.</summary>
    private static readonly HashSet<string> NoSecretToken = Words(
        "next page paging pagination continuation forward backward client request idempotency start starting max min num total input output"
            + " prompt completion sequence cancel cursor scroll previous prev creator per http creation lock update change version"
            + " conditional"
            + " checkpoint stop word sub"
    );

    /// <summary>Words after which a name is one of another thing than the secret.</summary>
    private static readonly HashSet<string> OtherHeads = Words(
        "id ids arn arns name names url uri urls uris endpoint host hostname port path paths file files filename dir directory location"
            + " count counts length len size sizes ttl expiry expires expire expiration expired timeout age max min policy policies type"
            + " types kind format rotation rotated rotate enabled disabled enable disable required require last used use usage owner owners"
            + " issuer audience region version versions algorithm alg prefix suffix pattern regex source sources status state store manager"
            + " provider providers service ref refs reference references date time at on created changed updated modified reset validity"
            + " valid duration seconds minutes hours days ms limit limits budget index field header headers param parameter parameters"
            + " label labels description hint mask masked scope scopes bucket table queue topic role roles user username login email"
            + " account"
            + " group groups mode option options exists present missing error errors failure failures attempt attempts retries stage stages"
            + " is has check validation strength complexity history reuse rate cost price total window fingerprint alias aliases vault"
            + " grant grants signature usages spec state origin material info metadata details set pair policyname length listing from"
            + " handler backend class factory generator helper lambda function rules rule configuration config settings setting managers"
            + " certificate chain link uid expression filter override generation verifier button method request context strategy stdin"
            + " outfile infile configurations"
            + " list specs selector schema domain client resolver manual timestamp interval period day year month identifier less"
    );

    /// <summary>What may come after a webhook without naming another thing.</summary>
    private static readonly HashSet<string> Addresses = Words("url uri endpoint urls");

    /// <summary>What a name says of its value; null when it says nothing.</summary>
    /// <param name="name">A name in any spelling.</param>
    /// <param name="isVariable">Whether it is one of the environment, where an unknown key is a secret.</param>
    public static TellingName? Of(ReadOnlySpan<char> name, bool isVariable = false)
    {
        if (!name.ContainsAny(Hints))
            return null;
        if (name.Length > Longest)
            name = name[^Longest..];
        Span<Range> words = stackalloc Range[MostWords];
        var count = Split(name, words);
        for (var at = count - 1; at >= 0; at--)
        {
            if (Head(name, words[..count], at, isVariable || IsShouted(name)) is { } found)
                return found;
            // What comes before another thing's name only qualifies that; but who knows the address of a webhook may call it.
            if (IsIn(OtherHeads, name[words[at]]))
                return at > 0 && IsIn(Addresses, name[words[at]]) && Is(name[words[at - 1]], "webhook") ? new("credential", true) : null;
        }

        return null;
    }

    private static TellingName? Head(ReadOnlySpan<char> name, ReadOnlySpan<Range> words, int at, bool isVariable)
    {
        var word = Singular(name[words[at]]);
        var before = at > 0 ? name[words[at - 1]] : default;
        if (Is(word, "key"))
            return Key(before, isVariable);
        if (Is(word, "authorization") && at == words.Length - 1)
            return new("token", true);
        // Of a presigned URL.
        if (Is(word, "signature") && (Is(before, "amz") || Is(before, "goog")))
            return new("token", true);
        if ((Is(word, "string") || Is(word, "str")) && (Is(before, "connection") || Is(before, "conn")))
            return new("credential", true);
        foreach (var (head, kind) in Heads)
        {
            if (!word.EndsWith(head, StringComparison.OrdinalIgnoreCase))
                continue;
            var own = word[..^head.Length];
            return kind == "token" && (IsIn(NoSecretToken, before) || IsIn(NoSecretToken, own) || Is(name[words[0]], "next"))
                ? null
                : new(kind, true);
        }

        if (WholeHeads.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var whole))
            return new(whole, true);
        return Doubtful.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var doubtful)
            ? new(doubtful, isVariable && !before.IsEmpty)
            : null;
    }

    private static TellingName? Key(ReadOnlySpan<char> before, bool isVariable)
    {
        if (before.IsEmpty || IsIn(NoSecretKey, before))
            return null;
        return KeyOf.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(before, out var kind) ? new(kind, true) : new("key", isVariable);
    }

    /// <summary>Letters of one case or digits, a capital and what follows it; all else separates.</summary>
    private static int Split(ReadOnlySpan<char> name, Span<Range> words)
    {
        var (count, start) = (0, 0);
        for (var i = 0; i <= name.Length && count < words.Length; i++)
        {
            if (i < name.Length && char.IsAsciiLetterOrDigit(name[i]) && (i == start || !Begins(name, i)))
                continue;
            if (i > start)
                words[count++] = start..i;
            start = i < name.Length && char.IsAsciiLetterOrDigit(name[i]) ? i : i + 1;
        }

        return count;
    }

    private static bool Begins(ReadOnlySpan<char> name, int at)
    {
        var (before, here) = (name[at - 1], name[at]);
        if (char.IsAsciiDigit(before) != char.IsAsciiDigit(here))
            return true;
        return char.IsAsciiLetterUpper(here)
            && (char.IsAsciiLetterLower(before) || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));
    }

    private static ReadOnlySpan<char> Singular(ReadOnlySpan<char> word) =>
        word.Length > 3 && word[^1] is 's' or 'S' && word[^2] is not ('s' or 'S') ? word[..^1] : word;

    private static bool IsShouted(ReadOnlySpan<char> name) => !name.ContainsAnyInRange('a', 'z');

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsIn(HashSet<string> set, ReadOnlySpan<char> word) =>
        !word.IsEmpty && set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
