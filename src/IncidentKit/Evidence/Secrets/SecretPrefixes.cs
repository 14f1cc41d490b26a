using System.Buffers;

namespace IncidentKit.Evidence.Secrets;

/// <summary>
/// Secrets that begin as their makers say: a prefix, then so many characters of a set. The prefixes are those of the rules of gitleaks and
/// of the providers of GitHub's secret scanning.
/// </summary>
internal static class SecretPrefixes
{
    private const int Longest = 16_384;

    /// <summary>A shorter one may begin a word; what follows it must look random too.</summary>
    private const int LongPrefix = 5;

    /// <summary>A run of so many letters and digits is no word, even with a single digit in it.</summary>
    private const int LongestWord = 26;

    private static readonly SearchValues<char> LettersAndDigits = Set("");
    private static readonly SearchValues<char> Words = Set("_-");
    private static readonly SearchValues<char> Dotted = Set("_-.");
    private static readonly SearchValues<char> Base64 = Set("+/=_-");
    private static readonly SearchValues<char> Percent = Set("%");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Lower = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>What follows a prefix, how much of it at least, and the prefixes.</summary>
    private static readonly Form[] Forms =
    [
        new(LettersAndDigits, 16, "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ sm_aat_ sm_pat_ sm_sat_ NRJS-"),
        new(LettersAndDigits, 20, "LTAI rzp_live_ rzp_test_ NRAK- NRAA- NRAL- PMAT- aio_ ATBB"),
        new(
            LettersAndDigits,
            30,
            "ghp_ gho_ ghu_ ghs_ ghr_ hf_ api_org_ ico- pnu_ pnb_ shpat_ shpca_ shppa_ shpss_ shptka_ bkua_ nfp_ nfc_ apify_api_ npm_ r8_"
                + " dp.pt. dp.ct. dp.sa. dp.scim. dp.audit. glptt- squ_ sqp_ sqa_ sbp_ ddp_ ddapp_ lin_api_ lin_oauth_ phx_ AKID AKLT"
        ),
        new(
            LettersAndDigits,
            38,
            "dop_v1_ doo_v1_ dor_v1_ ntn_ sk-or-v1- sk- pplx- rubygems_ gsk_ napi_ pat_ secret_ 4b1d AKCp cmVmd CLOJARS_ clojars_ EZAK EZTK"
                + " EAAC EAAM EAAG EAAB rdme_ sntryu_ sntrya_ xai- amzn1.oa2-cs.v1. AGE-SECRET-KEY-1"
        ),
        new(Words, 16, "AVNS_ CCDB1_ BBDC-"),
        new(Words, 22, "md-"),
        new(Words, 12, "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxe.xoxb- xoxe.xoxp- xapp- xwfp- FLWSECK_TEST- FLWSECK-"),
        new(
            Words,
            20,
            "dckr_pat_ dckr_oat_ gldt- glft- glimt- glsoat- glcbt- glffct- GR1348941 sb_secret_ tskey- secret-token: duffel_live_"
                + " duffel_test_"
                + " github_pat_ GOCSPX- figd_ figo_ figu_ figor_ NRII- CCIPAT_ CCIPRJ_ ramp_sec_ waka_ tgp_v1_ HRKU- ya29. sq0atp- sq0csp-"
        ),
        new(
            Words,
            32,
            "sk-ant- sk-proj- sk-svcacct- sk-admin- dapi dkea lsv2_pt_ lsv2_sk_ api_live. api_sandbox. amzn.mws. access-production-"
                + " access-sandbox- access-development- AIza glsa_ shippo_live_ shippo_test_ sgp_ sgd_ slk_ snyk_ AQVN AQVM p8e- fo1_ 1//0"
                + " glagent- gloas- tfp_ nvapi- pcsk_ CFPAT- tk-us- sha256~ fio-u- PMAK- pypi-AgE y0_ EAAA xkeysib- xsmtpsib- hvb. hvr. sl."
                + " u-s4t2ud- s-s4t2ud- u-s4t2af- s-s4t2af- v1.0-"
        ),
        new(Dotted, 20, "glpat- glrt- hvs. dp.st. pscale_tkn_ pscale_oauth_ pscale_pw_ sk.eyJ"),
        new(Dotted, 50, "dt0c01. dt0s01. dt0s02. dt0s16. SG. t1.9eu"),
        new(Base64, 24, "whsec_ glc_ bedrock-api-key-"),
        new(Base64, 60, "ATATT3 ATCTT3 eyJrIjoi sntrys_ ABSK fm1a_ fm1r_ fm2_ ops_eyJ"),
        new(Hex, 30, "key- SK pul- cs ATTA"),
        new(Lower, 43, "oy2"),
        new(Capitals, 26, "API-"),
        new(Percent, 40, "AAAAAAAAAAAAAAAAAAAAA"),
    ];

    private static readonly Dictionary<string, Form> ByPrefix = Forms
        .SelectMany(form => form.Prefixes.Split(' ').Select(prefix => (prefix, form)))
        .ToDictionary(f => f.prefix, f => f.form, StringComparer.Ordinal);

    /// <summary>The prefixes.</summary>
    public static IEnumerable<string> Known => ByPrefix.Keys;

    private static readonly int[] Lengths = [.. ByPrefix.Keys.Select(prefix => prefix.Length).Distinct().OrderDescending()];

    private static readonly SearchValues<string> All = SearchValues.Create([.. ByPrefix.Keys], StringComparison.Ordinal);

    /// <summary>The first secret of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from.</param>
    /// <param name="secret">Where it is, with its prefix.</param>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out Range secret)
    {
        for (var at = Next(text, from); at < text.Length; at = Next(text, at + 1))
        {
            if (at > from && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
                continue;
            foreach (var length in Lengths)
            {
                if (
                    at + length <= text.Length
                    && ByPrefix.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.Slice(at, length), out var form)
                    && BodyOf(form, text[(at + length)..], length) is > 0 and var body
                )
                {
                    secret = at..(at + length + body);
                    return true;
                }
            }
        }

        secret = default;
        return false;
    }

    private static int Next(ReadOnlySpan<char> text, int from)
    {
        var at = from < text.Length ? text[from..].IndexOfAny(All) : -1;
        return at < 0 ? text.Length : from + at;
    }

    /// <summary>How much belongs to the secret; 0 when it is none.</summary>
    private static int BodyOf(Form form, ReadOnlySpan<char> rest, int prefix)
    {
        var end = rest.IndexOfAnyExcept(form.Set);
        var body = rest[..Math.Min(end < 0 ? rest.Length : end, Longest)].TrimEnd('.');
        return
            body.Length >= form.Least
            && body.ContainsAnyInRange('0', '9')
            && (prefix >= LongPrefix || SecretValues.LooksRandom(body) || IsNoWord(body))
            ? body.Length
            : 0;
    }

    /// <summary>Whether it is one run, longer than words are, with a digit elsewhere than at its end.</summary>
    private static bool IsNoWord(ReadOnlySpan<char> body) =>
        body.Length >= LongestWord && !body.ContainsAnyExcept(LettersAndDigits) && body.TrimEnd("0123456789").ContainsAnyInRange('0', '9');

    private static SearchValues<char> Set(string others) =>
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + others);

    private sealed record Form(SearchValues<char> Set, int Least, string Prefixes);
}
