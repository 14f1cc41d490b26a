using System.Text.RegularExpressions;

namespace IncidentKit.Evidence.Secrets;

/// <summary>
/// Secrets of a documented form that no prefix tells. A pattern is tried only on texts that hold its hint. Each repetition has a bound,
/// so the work is linear in the text. A private key that was logged as one event a line is found only in its first line.
/// </summary>
internal static partial class SecretForms
{
    private const RegexOptions Strict = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace;

    private const RegexOptions Loose = Strict | RegexOptions.IgnoreCase;

    /// <summary>
    /// Patterns of exact spelling, each with what a text must hold to be tried. A group <c>value</c> is the secret.
    /// </summary>
    public static readonly (string Hint, Regex Pattern, string Kind)[] Exact =
    [
        ("PRIVATE KEY", PrivateKeyBlock(), "privateKey"),
        ("Private-Lines", PuttyKey(), "privateKey"),
        ("://", WebhookPath(), "credential"),
        ("://", UrlPassword(), "password"),
        ("://", UrlToken(), "token"),
        ("eyJ", JsonWebToken(), "token"),
        ("AKIA", AccessKey(), "accessKey"),
        ("ASIA", AccessKey(), "accessKey"),
        ("atlasv1.", TerraformToken(), "token"),
        ("Q~", AzureClientSecret(), "secret"),
        ("-us", MailchimpKey(), "apiKey"),
        ("NRAL", NewRelicLicense(), "apiKey"),
        ("_mmk", MaxMindLicense(), "apiKey"),
        ("A3-", OnePasswordKey(), "secretKey"),
        ("pat-", HubSpotToken(), "token"),
        ("sdk-", LaunchDarklyKey(), "apiKey"),
        ("mob-", LaunchDarklyKey(), "apiKey"),
        ("1/", AsanaToken(), "token"),
        ("2/", AsanaToken(), "token"),
        ("thin:", OracleLogin(), "password"),
        ("sqlplus", OracleLogin(), "password"),
        ("pat", DottedToken(), "token"),
        ("sat.", DottedToken(), "token"),
        (":AA", TelegramToken(), "token"),
        ("$2", PasswordHash(), "password"),
        ("$argon2", PasswordHash(), "password"),
        ("$6$", PasswordHash(), "password"),
        ("$5$", PasswordHash(), "password"),
        ("$1$", PasswordHash(), "password"),
        (" -u", UserFlag(), "password"),
        (" --user", UserFlag(), "password"),
        (" -p", ShortFlag(), "password"),
        (" -a", ShortFlag(), "password"),
        ("sig=", SharedAccessSignature(), "token"),
    ];

    /// <summary>Patterns of any spelling; a group <c>bare</c> says that the value may be a word of a sentence.</summary>
    public static readonly (string Hint, Regex Pattern, string Kind)[] AnyCase =
    [
        ("authorization", Authorization(), "token"),
        ("bearer", Bearer(), "token"),
        ("cookie", Cookie(), "token"),
        ("password", NetrcPassword(), "password"),
    ];

    /// <summary>The token of a bot of Discord, which nothing announces; the least length of a text that holds one.</summary>
    public static (int Least, Regex Pattern, string Kind) Unannounced { get; } = (57, DiscordToken(), "token");

    [GeneratedRegex(
        @"(?<value> -----BEGIN\ (?:[A-Z0-9]{1,12}\ ){0,3}PRIVATE\ KEY(?:\ BLOCK)?-----
            (?: [^-] | - (?!----) ){0,65536} (?: -----END\ [A-Z0-9\ ]{0,40}PRIVATE\ KEY(?:\ BLOCK)?----- )? )",
        Strict
    )]
    private static partial Regex PrivateKeyBlock();

    [GeneratedRegex(@"Private-Lines:\ [0-9]{1,4} (?<value> (?:\s{1,2}[A-Za-z0-9+/=]{8,80}){1,200} )", Strict)]
    private static partial Regex PuttyKey();

    [GeneratedRegex(@"://[^\s:/@""'?\#<>]{0,256}: (?<value> [^\s/""'?\#<>]{1,1024} ) @", Strict)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"://(?<value> (?=[^\s:/@]{0,255}[0-9]) [A-Za-z0-9_-]{20,255} ) @", Strict)]
    private static partial Regex UrlToken();

    [GeneratedRegex(@"\b (?<value> eyJ[A-Za-z0-9_-]{8,4096} \. [A-Za-z0-9_-]{8,16384} \. [A-Za-z0-9_-]{0,4096} )", Strict)]
    private static partial Regex JsonWebToken();

    /// <summary>Addresses that anybody may post to who knows them.</summary>
    [GeneratedRegex(
        @"://(?: hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/
            | discord(?:app)?\.com/api/(?:v[0-9]{1,2}/)?webhooks/
            | [a-z0-9-]{1,60}\.webhook\.office\.com/webhookb2/
            | outlook\.office\.com/webhook/
            | hooks\.zapier\.com/hooks/catch/
            | chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_-]{1,60}/messages\?
            | maker\.ifttt\.com/trigger/
            | api\.telegram\.org/bot
            | hc-ping\.com/
            | open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/
            | oapi\.dingtalk\.com/robot/send\?
            | events\.pagerduty\.com/integration/ )
          (?<value> [^\s""'<>\\)]{8,1024} )",
        Loose
    )]
    private static partial Regex WebhookPath();

    [GeneratedRegex(@"(?<![A-Za-z0-9]) (?<value> A[KS]IA[A-Z0-9]{16} ) (?![A-Za-z0-9])", Strict)]
    private static partial Regex AccessKey();

    [GeneratedRegex(@"(?<![A-Za-z0-9]) (?<value> [A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{40,80} )", Strict)]
    private static partial Regex TerraformToken();

    [GeneratedRegex(@"(?<![A-Za-z0-9_~.-]) (?<value> [A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34} )", Strict)]
    private static partial Regex AzureClientSecret();

    [GeneratedRegex(@"(?<![A-Za-z0-9]) (?<value> [0-9a-f]{32}-us[0-9]{1,2} ) (?![A-Za-z0-9-])", Strict)]
    private static partial Regex MailchimpKey();

    [GeneratedRegex(@"(?<![A-Za-z0-9]) (?<value> [0-9a-f]{36}NRAL ) (?![A-Za-z0-9])", Strict)]
    private static partial Regex NewRelicLicense();

    [GeneratedRegex(@"(?<![A-Za-z0-9]) (?<value> [A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk ) (?![A-Za-z0-9])", Strict)]
    private static partial Regex MaxMindLicense();

    [GeneratedRegex(@"\b (?<value> pat-(?:na|eu|ap)[0-9]-[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12} )", Strict)]
    private static partial Regex HubSpotToken();

    [GeneratedRegex(@"\b (?<value> A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){3,5} )", Strict)]
    private static partial Regex OnePasswordKey();

    [GeneratedRegex(@"\b (?<value> (?:sdk|mob)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} )", Strict)]
    private static partial Regex LaunchDarklyKey();

    [GeneratedRegex(@"(?<![0-9A-Za-z/.]) (?<value> [12](?:/[0-9]{13,20}){1,2}:[0-9a-f]{32} )", Strict)]
    private static partial Regex AsanaToken();

    [GeneratedRegex(
        @"(?: thin: | \b sqlplus \s{1,4} (?:-[A-Za-z]{1,8}\s){0,4} ) [^\s/""'@]{1,64} / (?<value> [^\s@""']{1,128} ) @",
        Strict
    )]
    private static partial Regex OracleLogin();

    /// <summary>Of Harness in four parts, of Airtable in two.</summary>
    [GeneratedRegex(
        @"\b (?<value> [ps]at\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20} | pat[A-Za-z0-9]{14}\.[0-9a-f]{64} )",
        Strict
    )]
    private static partial Regex DottedToken();

    [GeneratedRegex(@"(?<![0-9]) (?<value> [0-9]{8,10}:AA[A-Za-z0-9_-]{32,34} ) (?![A-Za-z0-9_-])", Strict)]
    private static partial Regex TelegramToken();

    [GeneratedRegex(@"\b (?<value> [MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38} ) (?![A-Za-z0-9_.-])", Strict)]
    private static partial Regex DiscordToken();

    [GeneratedRegex(
        @"(?<value> \$2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53} | \$argon2(?:id|i|d)\$[^\s""']{20,400}
            | \$[156]\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,86} )",
        Strict
    )]
    private static partial Regex PasswordHash();

    [GeneratedRegex(@"\b login \s{1,4} \S{1,256} \s{1,4} password \s{1,4} (?<value> \S{1,1024} )", Loose)]
    private static partial Regex NetrcPassword();

    [GeneratedRegex(
        @"\b (?: curl | wget | http | https | xh | smbclient ) \b [^|;\n]{0,400}? \s (?: -u | --user | -U ) [\s=]?
          [""']? [^\s:""'%]{1,128} [:%] (?<value> [^\s""']{1,256} )",
        Strict
    )]
    private static partial Regex UserFlag();

    [GeneratedRegex(
        @"\b (?: (?: mysql | mysqldump | mysqladmin | mariadb | mariadb-dump ) \b [^|;\n]{0,400}?
              \s -p [""']? (?<value> [^\s""'-][^\s""']{0,255} )
          | (?: sshpass | docker\ login | az\ login | helm\ registry\ login | podman\ login ) \b [^|;\n]{0,400}?
              \s -p \s{0,2} [""']? (?<value> [^\s""'-][^\s""']{0,255} )
          | redis-cli \b [^|;\n]{0,400}? \s -a \s{1,2} [""']? (?<value> [^\s""'-][^\s""']{0,255} ) )",
        Strict
    )]
    private static partial Regex ShortFlag();

    [GeneratedRegex(
        @"authorization \\{0,4}[""']? \s{0,4} [:=] \s{0,4} \\{0,4}[""']? (?: (?:bearer|basic|digest|token|negotiate|apikey) \s{1,4} )?
          (?<value> (?<bare> [^\s""'\\,;&{\[(<] [^\s""'\\,;&]{0,16384} ) )",
        Loose
    )]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\b bearer \s{1,4} (?<value> (?=[a-z._~+/=-]{0,255}[0-9]) [a-z0-9._~+/=-]{16,16384} )", Loose)]
    private static partial Regex Bearer();

    /// <summary>All that a browser would send, up to the end of the line or of the quotes.</summary>
    [GeneratedRegex(@"\b (?:set-)?cookie2? ["" ']{0,1}: \s{0,4} [""']? (?<value> [A-Za-z0-9_.-]{1,64} = [^""'\\\r\n|]{1,4096} )", Loose)]
    private static partial Regex Cookie();

    [GeneratedRegex(@"[?&]sig= (?<value> [A-Za-z0-9%+/=_-]{20,200} )", Strict)]
    private static partial Regex SharedAccessSignature();
}
