using System.Text;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading.CharacterSets;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Auditing;

/// <summary>
/// Text whose bytes were read as another character set is repaired, and no other. The sentences are of the Universal Declaration of Human
/// Rights in thirty languages.
/// </summary>
public sealed class CharacterSetTests
{
    private static readonly (string Language, string Text)[] Sentences =
    [
        .. File.ReadLines(Path.Combine(Snapshot.ProjectDirectory(typeof(CharacterSetTests).Assembly), "Auditing/Sentences.tsv"))
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0], parts[1])),
    ];

    private static readonly (string Language, string Text)[] Documents =
    [
        .. Sentences.GroupBy(s => s.Language).Select(l => (l.Key, string.Join('\n', l.Select(s => s.Text)))),
        ("signs", "It took 5 minutes – too long — “they” said… 4% → 9%\nThe café’s résumé: naïve 🚀 ✅ ⚠️ ≈ 20 °C, 5 €, ½ of it"),
    ];

    private static readonly DecoderFallback Lost = new DecoderReplacementFallback("\uFFFD");

    /// <summary>Windows, DOS, KOI8, the old Macintosh, ISO 8859.</summary>
    public static TheoryData<int> Single =>
        [1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 437, 850, 852, 866, 20866, 21866, 10000, 10007, 28591];

    /// <summary>GBK, Big5, Shift-JIS and EUC-KR, as which not every byte can be read.</summary>
    public static TheoryData<int> Double => [936, 950, 932, 949];

    [Fact]
    public void WhatIsNotDamagedIsLeftAlone()
    {
        Assert.True(Sentences.Length >= 200);
        Assert.Empty(Sentences.Concat(Documents).Where(s => CharacterSetRepair.Repair(s.Text).Damage.Count > 0).Select(s => s.Text));
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void WhatWasReadAsAnotherSetIsRepaired(int set)
    {
        Assert.Empty(Documents.Where(d => Repaired(Misread(d.Text, set)) != d.Text).Select(d => d.Language));
        Assert.InRange(Sentences.Count(s => Repaired(Misread(s.Text, set)) == s.Text) * 100 / Sentences.Length, 99, 100);
    }

    /// <summary>ISO 8859-15 has a few letters where Windows-1252 has others, and one sentence may be both.</summary>
    [Fact]
    public void WhatWasReadAsLatinNineIsRepaired() =>
        Assert.InRange(Documents.Count(d => Repaired(Misread(d.Text, 28605)) == d.Text) * 100 / Documents.Length, 95, 100);

    [Theory]
    [MemberData(nameof(Double))]
    public void WhatWasReadAsPairsIsRepairedWhereNoByteIsLost(int set)
    {
        var whole = Sentences.Where(s => !Misread(s.Text, set).Contains('\uFFFD')).ToList();
        Assert.True(whole.Count > 20);
        Assert.InRange(whole.Count(s => Repaired(Misread(s.Text, set)) == s.Text) * 100 / whole.Count, 95, 100);
    }

    [Theory]
    [InlineData(1252, 1252)]
    [InlineData(1252, 1251)]
    [InlineData(437, 1252)]
    [InlineData(10000, 1252)]
    [InlineData(28591, 1252)]
    [InlineData(1251, 850)]
    public void WhatWasReadWronglyTwiceIsRepaired(int first, int second) =>
        Assert.InRange(Documents.Count(d => Repaired(Misread(Misread(d.Text, first), second)) == d.Text) * 100 / Documents.Length, 90, 100);

    [Theory]
    [InlineData("fell â€” to 4% â†’ 9%", "fell — to 4% → 9%")]
    [InlineData("itâ€™s â€œfineâ€", "it’s “fine”")]
    [InlineData("itâ€™s â€œfineâ€?", "it’s “fine”")]
    [InlineData("itâ€™s â€œfineâ€\uFFFD", "it’s “fine”")]
    [InlineData("voilÃ  un cafÃ©", "voilà un café")]
    [InlineData("Ã¢â‚¬â„¢", "’")]
    [InlineData("ÃƒÂ©tÃƒÂ©", "été")]
    [InlineData("‚Äî and √©t√©", "— and été")]
    [InlineData("ΓÇö and ├⌐t├⌐", "— and été")]
    [InlineData("РџСЂРёРІРµС‚, РјРёСЂ", "Привет, мир")]
    [InlineData("п÷я─п╦п╡п╣я┌", "Привет")]
    [InlineData("Ïðèâåò, ìèð", "Привет, мир")]
    [InlineData("donÕt fail over Ñ itÕs ÒfineÓ", "don’t fail over — it’s “fine”")]
    [InlineData("鈥檚 caf茅", "’s café")]
    [InlineData("窶冱 cafﾃｩ", "’s café")]
    [InlineData("浣犲ソ", "你好")]
    [InlineData("ðŸš€ âœ… âš\u00A0ï¸\u008F", "🚀 ✅ ⚠️")]
    [InlineData("ï»¿# Incident", "# Incident")]
    [InlineData("a ï¿½ b 锟斤拷", "a \uFFFD b \uFFFD\uFFFD")]
    [InlineData("25Â°C, 5Â km, Â£5, Â±2", "25°C, 5\u00A0km, £5, ±2")]
    public void KnownDamageIsRepaired(string seen, string meant) => Assert.Equal(meant, Repaired(seen));

    [Theory]
    [InlineData("ÉTÉ… ÂGE — ÃO, IRMÃ” and CAFÉ”")]
    [InlineData("«НЕТ», Ні, Від, Її, род; своё — моё")]
    [InlineData("São Paulo™, Åland®, Ærø, Øresund, Þórr, naïve “quotes” … 5 €")]
    [InlineData("měšťan, příště, zażółć gęślą jaźń, şü, ő")]
    [InlineData("使用API的时候，一些服务器没有响应。联通")]
    [InlineData("障害はAPIサーバーで起きました。ｱﾗｰﾄ")]
    [InlineData("don´t, won´t, can´t, ain´t")]
    [InlineData("├── src\n│   └── main.c\n└── README")]
    [InlineData("value = quantity × price; 5 ± 2, Â la carte, ·§ µ")]
    [InlineData("→ ✅ 🔴 ⚠️ 👩‍💻 ½ × ÷ ≥ ≤ ≈")]
    public void WhatPeopleWriteIsNoDamage(string text) => Assert.Equal(text, Repaired(text));

    /// <summary>What is seen with each stretch replaced is the repair, once and twice over.</summary>
    [Fact]
    public void DamageLeadsFromTheTextToItsRepair()
    {
        foreach (var text in Documents.Select(d => Misread(Misread("x " + d.Text, 1252), 1251)).Append("a ï¿½ b â€” c \uFFFD Ã¢â‚¬â„¢"))
        {
            var (repaired, damage) = CharacterSetRepair.Repair(text);
            Assert.Equal(repaired, Applied(text, damage));
        }
    }

    private static string Repaired(string text) => CharacterSetRepair.Repair(text).Text;

    private static string Misread(string text, int set)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(set, EncoderFallback.ReplacementFallback, Lost);
        return (encoding ?? Encoding.GetEncoding(set)).GetString(Encoding.UTF8.GetBytes(text));
    }

    private static string Applied(string text, IReadOnlyList<TextDamage> damage)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var part in damage)
        {
            var length = part.Offset - result.Length;
            result.Append(text, at, length);
            at += length;
            Assert.Equal(part.Seen, text.Substring(at, part.Seen.Length));
            result.Append(part.Repaired ?? part.Seen);
            at += part.Seen.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
