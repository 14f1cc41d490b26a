using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Sharing;
using IncidentKit.Tests.Rendering;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Sharing;

public sealed partial class SharedReportTests
{
    private static readonly (string From, string To)[] Hostile =
    [
        ("ops-pipeline-dispatcher-tiny", "a.*+?[x](b)|c-tiny"),
        ("ops-pipeline-dispatcher", "a.*+?[x](b)|c"),
        ("ops-pipeline-signal-engine-1m", "a.*+?"),
        ("ops-pipeline-telemetry-ingestor-1m", "1"),
        ("position-manager-1min", "report"),
        ("ticker-discovery-6h", "schedule-2"),
        ("ops-pipeline-classifier", "missed"),
        ("ops-pipeline-rss-ingest", "取引所"),
        ("trade-alert-checker", "R&D \"nightly\" <b>"),
        ("ops-admin", "May"),
        ("platform-deploy", "José Ångström"),
        ("ops-pipeline-cluster", "default"),
        ("ops-pipeline-scheduler", "Ops Team"),
        ("/ecs/ops-pipeline/", "/x/"),
        ("ops-pipeline", "trading"),
    ];

    public static TheoryData<string> Reports => [.. Shared.Names];

    [Theory]
    [MemberData(nameof(Reports))]
    public void NoDocumentHasAName(string name)
    {
        var shared = Shared.Of(Shared.Report(name));
        Assert.NotEmpty(shared.Key.Pairs);
        foreach (var (document, text) in Shared.Documents(shared.Model))
        {
            Assert.All(
                shared.Key.Pairs.Where(p => !new KnownName(p.Key, "", p.Key).IsOrdinary && p.Key != "123456789012"),
                pair => Assert.False(Holds(Markup().Replace(text, " "), pair.Key), $"{document} holds {pair.Key}")
            );
        }
    }

    /// <summary>An ordinary word may stand in a sentence, but in no member that is a name.</summary>
    [Theory]
    [MemberData(nameof(Reports))]
    public void NoMemberIsAName(string name)
    {
        var shared = Shared.Of(Shared.Report(name));
        var names = shared.Key.Pairs.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Shared.Texts(shared.Model), t => Members.Of(t.Path).Kind is not null && names.Contains(t.Text));
        Assert.DoesNotContain("123456789012", shared.Model.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task TheModelStaysOne(string name)
    {
        var report = Shared.Report(name);
        await StaysOneAsync(report, Shared.Of(report).Model);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task HostileNamesAreNamesToo(string name)
    {
        var report = Shared.Renamed(Shared.Report(name), [.. Hostile, ("job", "Orders.May"), ("cluster/main", "cluster/cluster")]);
        var shared = Shared.Of(report);
        await StaysOneAsync(report, shared.Model);
        var texts = Shared.Texts(shared.Model).ToList();
        Assert.DoesNotContain(texts, t => Members.Of(t.Path).Kind is not null && Hostile.Any(h => h.To == t.Text && h.To != "schedule-2"));
        foreach (var to in Hostile.Select(h => h.To).Where(n => n.Length > 6 && n is not ("trading" or "default" or "schedule-2")))
            Assert.DoesNotContain(texts, t => t.Text.Contains(to, StringComparison.Ordinal));
        Assert.All(
            Shared.Documents(shared.Model).Where(d => d.Key != "json"),
            d => Assert.DoesNotContain("Ångström", d.Value, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void FootnotesResolve()
    {
        foreach (var name in new[] { "closed", "single" })
        {
            var markdown = Shared.Documents(Shared.Of(Shared.Renamed(Shared.Report(name), [("incident.yaml", "acme.yaml")])).Model)["md"];
            var notes = Footnote().Matches(markdown).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
            Assert.All(Reference().Matches(markdown), m => Assert.Contains(m.Value + ":", notes));
            Assert.DoesNotContain("acme.yaml", markdown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void PseudonymsStayFromReportToReport()
    {
        var first = Shared.Of(Shared.Report("open"));
        var second = Shared.Of(Shared.Report("closed"), ShareKey.Parse("key", first.Key.ToFile()));
        Assert.Equal(first.Key.Pairs, second.Key.Pairs.Take(first.Key.Pairs.Count));
        Assert.True(second.Key.Pairs.Count > first.Key.Pairs.Count);
        Assert.Equal(Subjects(first.Model), Subjects(second.Model));
        Assert.Equal(second.Model.GetRawText(), Shared.Of(Shared.Report("closed"), second.Key).Model.GetRawText());
    }

    [Fact]
    public void NoPseudonymIsAName()
    {
        var shared = Shared.Of(Shared.Renamed(Shared.Report("closed"), [("ticker-discovery-6h", "Schedule-2"), ("ops-admin", "person-1")]));
        var pseudonyms = shared.Key.Pairs.Select(p => p.Value).ToList();
        Assert.DoesNotContain("schedule-2", pseudonyms);
        Assert.DoesNotContain("person-1", pseudonyms);
    }

    [Fact]
    public void AWordInTheKeyIsReplaced()
    {
        var report = Shared.Renamed(Shared.Report("closed"), ("Scheduler freeze", "ACME's scheduler froze, acmeist"));
        var key = ShareKey.Parse("key", """{"names":{"Acme":"the company"}}"""u8.ToArray());
        Assert.Equal(
            "the company's scheduler froze, acmeist",
            Shared.Of(report, key).Model.GetProperty("incident").GetProperty("title").GetString()
        );
    }

    [Fact]
    public void WhatStaysInsideIsLeftOutUnlessIncluded()
    {
        var report = Shared.Report("closed");
        var shared = Shared.Of(report).Model;
        Assert.Equal(0, shared.GetProperty("detection").GetArrayLength());
        Assert.Contains(Basis(shared), b => b == "/detection it is not shared");
        Assert.DoesNotContain(Basis(shared), b => b.StartsWith("/detection/", StringComparison.Ordinal));
        Assert.All(
            shared.GetProperty("evidence").EnumerateArray(),
            e => Assert.Equal(JsonValueKind.Null, e.GetProperty("answer").ValueKind)
        );
        var included = Shared.Of(report, null, null, KeptInside.Counterfactuals).Model;
        Assert.Equal(report.GetProperty("detection").GetArrayLength(), included.GetProperty("detection").GetArrayLength());
        var named = Shared.Of(report, null, null, KeptInside.Names);
        Assert.Empty(named.Key.Pairs);
        Assert.Contains("ops-pipeline-dispatcher", named.Model.GetRawText(), StringComparison.Ordinal);
        Assert.All(
            named.Model.GetProperty("evidence").EnumerateArray(),
            e => Assert.Equal(JsonValueKind.Null, e.GetProperty("answer").ValueKind)
        );
    }

    [Theory]
    [InlineData("open")]
    [InlineData("closed")]
    public void WhatPeopleCallAServiceIsAName(string recording)
    {
        var shared = Shared.Of(Shared.Report(recording), null, new AnalysisInputs { ToolVersion = "0.1.0", Settings = Freeze.Settings });
        var called = Freeze.Settings.Services.Values.Select(s => s.Name).OfType<string>().ToList();
        Assert.NotEmpty(called);
        foreach (var (document, text) in Shared.Documents(shared.Model))
            Assert.All(called, name => Assert.False(text.Contains(name, StringComparison.OrdinalIgnoreCase), $"{document} holds {name}"));
        var effect = shared.Model.GetProperty("brief").GetProperty("effect")[0].GetProperty("text").GetString()!;
        Assert.Matches("both of service-[0-9]+, service-[0-9]+, service-[0-9]+ and the 1-minute service-[0-9]+ did not run", effect);
    }

    [Theory]
    [InlineData(
        "the bar ingestor, and Bar Ingestors, not bar ingestorship",
        "<service:ingest>, and <service:ingest>, not bar ingestorship"
    )]
    [InlineData(
        "both trading dispatchers and the trading dispatcher",
        "both of <service:trading dispatcher> and <service:trading dispatcher>"
    )]
    [InlineData("all 3 price copies and the price copy", "all 3 of <service:copy> and <service:copy>")]
    [InlineData("2 of 2 order boxes, the order box", "2 of 2 of <service:box>, <service:box>")]
    [InlineData(
        "bar-ingestor, bar_ingestor, BarIngestor, barIngestor, BAR_INGESTOR, bar.ingestors",
        """
            <service:ingest>, <service:ingest>, <service:ingest>, <service:ingest>, <service:ingest>, <service:ingest>
            """
    )]
    [InlineData(
        "The order-box and OrderBoxes; harbour-desk, HARBOUR_DESK",
        """
            <service:box> and <service:box>; <team:Harbour Desk>, <team:Harbour Desk>
            """
    )]
    [InlineData(
        "trading was down; the Harbour Desk and Quay Team know",
        "trading was down; the <team:Harbour Desk> and <team:Quay Team> know"
    )]
    public void NamesOfTheSettingsAreKnown(string text, string expected)
    {
        var settings = Settings.Parse(
            "incidentkit.yaml",
            """
            services:
              a: {name: trading dispatcher, role: trading}
              b: {name: trading dispatcher, role: trading}
              ingest: {name: bar ingestor}
              copy: {name: price copy}
              box: {name: order box}
            owners: {trading: Harbour Desk, other: Quay Team}
            """
        );
        var names = new KnownNames();
        RecordedNames.Add(names, new AnalysisInputs { ToolVersion = "0.1.0", Settings = settings });
        var shared = new SharedText(names, known => $"<{known.Kind}:{known.Whole}>", (_, kind) => $"<{kind}>");
        Assert.Equal(expected, shared.Text(text, isQuoted: false));
    }

    [Fact]
    public void ANameOfWhatStaysInsideIsANameInANote()
    {
        var report = Shared.Renamed(Shared.Report("closed"), ("no financial impact", "we sold MADEUP.B"));
        foreach (var (document, text) in Shared.Documents(Shared.Of(report).Model))
            Assert.False(text.Contains("MADEUP", StringComparison.Ordinal), document);
    }

    /// <summary>The schema holds, and nothing but names, evidence and what stays inside has changed.</summary>
    private static async Task StaysOneAsync(JsonElement report, JsonElement shared)
    {
        Assert.Empty(await ReportSchema.OffencesAsync(shared.GetRawText()));
        Assert.Equal(Skeleton(report), Skeleton(shared));
        Assert.Equal(Words(report), Words(shared));
        Assert.Equal(Times(report), Times(shared));
    }

    /// <summary>All members but those left out, with their numbers.</summary>
    private static List<string> Skeleton(JsonElement report) => [.. Values(report, "")];

    private static IEnumerable<string> Values(JsonElement value, string path) =>
        path is "/evidence" or "/detection" or "/incident/suggestedSeverity" or "/basis" or "/notices" or "/impact/financial/exposure"
            ? []
            : value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Values(m.Value, $"{path}/{m.Name}")),
                JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Values(item, path)),
                JsonValueKind.String => [path],
                _ => [$"{path} {value.GetRawText()}"],
            };

    private static List<string> Words(JsonElement report) =>
        [.. Kept(report).Where(t => Members.Of(t.Path).IsWord).Select(t => $"{t.Path} {t.Text}")];

    private static List<string> Times(JsonElement report) =>
        [.. Kept(report).SelectMany(t => Time().Matches(t.Text).Select(m => $"{t.Path} {m.Value}"))];

    private static IEnumerable<(string Path, string Text)> Kept(JsonElement report) =>
        Shared
            .Texts(report)
            .Where(t =>
                !t.Path.StartsWith("detection", StringComparison.Ordinal)
                && !t.Path.StartsWith("incident/suggestedSeverity", StringComparison.Ordinal)
                && !t.Path.StartsWith("basis", StringComparison.Ordinal)
                && t.Path is not ("evidence/answer" or "evidence/parameters")
                && !t.Path.StartsWith("impact/financial/exposure", StringComparison.Ordinal)
            );

    private static List<string> Subjects(JsonElement report) =>
        [.. report.GetProperty("findings")[0].GetProperty("subjects").EnumerateArray().Select(s => s.GetString()!)];

    private static List<string> Basis(JsonElement report) =>
        [.. report.GetProperty("basis").EnumerateArray().Select(b => $"{b.GetProperty("pointer")} {b.GetProperty("reason")}")];

    private static bool Holds(string text, string name)
    {
        for (
            var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (WordBounds.Surround(text, at, name.Length))
                return true;
        }

        return false;
    }

    /// <summary>What a page has beside its texts, where <c>main</c> is no cluster.</summary>
    [GeneratedRegex("<style>[^<]*</style>|</?[a-z][^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex(@"^\[\^[^\]]+\]:", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Footnote();

    [GeneratedRegex(@"\[\^[^\]]+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
