using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using IncidentKit.Testing;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Impact;

/// <summary>
/// What an outage cost, from accounts in the window 14:00 to 15:00 of 2026-01-29, in which XNYS opens at 14:30.
/// </summary>
public sealed class ImpactTests
{
    private const string Trader = "market: XNYS\nservices:\n  trader: {role: trading, schedules: [job]}\n";

    // ------------------------------------------------------------ market

    [Theory]
    [InlineData("14:20", "14:40", 10, 10, 1)]
    [InlineData("14:10", "14:30", 20, 0, 0)]
    [InlineData("14:30", "14:31", 0, 1, 1)]
    public void MinutesAreLostByPhase(string from, string to, int pre, int regular, int opens)
    {
        var market = Market(Broken(from, to), Trader);
        var loss = market.GetProperty("services")[0];
        Assert.Equal((pre, regular, 0), (Int(loss, "preMinutesLost"), Int(loss, "regularMinutesLost"), Int(loss, "postMinutesLost")));
        Assert.Equal(opens, market.GetProperty("opensMissed").GetArrayLength());
    }

    [Fact]
    public void AMinuteInWhichTwoServicesOfARoleAreDownCountsOnce()
    {
        var account = Broken("14:20", "14:40").Schedule("other").Runs("other", except: ("14:35", "14:45"));
        var market = Market(
            account,
            "market: XNYS\nservices: {a: {role: trading, schedules: [job]}, b: {role: trading, schedules: [other]}}"
        );
        var role = Assert.Single(market.GetProperty("roles").EnumerateArray().ToList());
        Assert.Equal((10, 15), (Int(role, "preMinutesLost"), Int(role, "regularMinutesLost")));
        Assert.Equal([10, 10], market.GetProperty("services").EnumerateArray().Select(s => Int(s, "regularMinutesLost")!.Value));
    }

    [Fact]
    public void PreMarketIsTradableWhereTheSettingsSaySo()
    {
        var loss = Market(Broken("14:10", "14:20"), Trader + "tradablePhases: [pre, regular]").GetProperty("services")[0];
        Assert.Equal(10, Int(loss, "tradableMinutesLost"));
    }

    [Fact]
    public void AScheduleOfNoServiceHasNoRole()
    {
        var report = Broken("14:10", "14:20").Analyse(settings: Parse("market: XNYS")).Report;
        var loss = report.GetProperty("impact").GetProperty("markets")[0].GetProperty("services")[0];
        Assert.Equal(("job", JsonValueKind.Null), (loss.GetProperty("service").GetString(), loss.GetProperty("role").ValueKind));
        Assert.Equal("unknown", Basis(report, "/impact/markets/0/services/0/role").GetProperty("kind").GetString());
    }

    [Fact]
    public void PastTheCalendarMinutesAreUnknownAndNeverZero()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.PathOf("OLD.yaml"),
            "id: OLD\nname: Old\nversion: '1'\nzone: America/New_York\nvalidFrom: 2020-01-01\nvalidThrough: 2025-12-31\nsources: [none]\nhours:\n  - {from: 2020-01-01, open: 09:30, close: 16:00}\n"
        );
        var markets = IncidentKit.Markets.MarketCalendars.With(folder.FullPath);
        var report = Broken("14:35", "14:45")
            .Analyse(settings: Parse("market: OLD\nservices: {t: {role: trading, schedules: [job]}}"), calendars: markets)
            .Report;
        Assert.Null(Int(report.GetProperty("impact").GetProperty("markets")[0].GetProperty("services")[0], "regularMinutesLost"));
        Assert.Equal("unknown", report.GetProperty("impact").GetProperty("financial").GetProperty("status").GetString());
        Assert.Contains(
            "2025-12-31",
            Basis(report, "/impact/markets/0/nextOpen").GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WithoutAMarketNothingIsClaimed()
    {
        var impact = Broken("14:35", "14:45").Analyse().Report.GetProperty("impact");
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null, "unknown"),
            (
                impact.GetProperty("markets").ValueKind,
                impact.GetProperty("data").ValueKind,
                impact.GetProperty("financial").GetProperty("status").GetString()
            )
        );
    }

    [Fact]
    public void AnUnknownMarketOfTheSettingsIsAMistakeInThem()
    {
        var e = Assert.Throws<InputException>(() => Broken("14:35", "14:45").Analyse(settings: Parse("market: XNIS")));
        Assert.Equal(InputProblem.Content, e.Problem);
        Assert.StartsWith("incidentkit.yaml: there is no calendar of a market 'XNIS'", e.Message, StringComparison.Ordinal);
    }

    // ------------------------------------------------------------ data

    [Theory]
    [InlineData("PT1M", 0, 20, 10, "14:30-14:40")]
    [InlineData("PT1M", -1, 19, 9, "14:30-14:39")]
    [InlineData("PT5M", 0, 4, 2, "14:30-14:40")]
    public void BarsAreMissingWhoseRunIs(string interval, int offset, int expected, int missing, string window)
    {
        // The window ends at 14:50, so that 20 minutes of the session lie in it; the offset moves the bars one minute back.
        var account = new TestAccount(to: "14:50").Schedule("job").Created("job").Runs("job", except: ("14:20", "14:40"));
        var data = Data(
            account,
            $"{Trader.TrimEnd('\n')[..^1]}, datasets: [{{name: bars, kind: bars, interval: {interval}, symbols: 2, phase: regular, barOffset: {offset}}}]}}\n"
        );
        Assert.Equal(
            (2 * expected, 2 * missing, missing, 0),
            (Int(data, "expected"), Int(data, "missing"), Int(data, "perSymbol"), Int(data, "unknown"))
        );
        Assert.Equal([window], data.GetProperty("windows").EnumerateArray().Select(Clocks));
    }

    [Fact]
    public void ABarIsThereWhenAnyRunOfItsIntervalFetchedIt()
    {
        // Bars of five minutes, fetched every minute: only 14:35 to 14:40 has no run at all.
        var data = Data(Broken("14:33", "14:42"), DatasetOf("interval: PT5M, phase: regular"));
        Assert.Equal((6, 1), (Int(data, "expected"), Int(data, "missing")));
        Assert.Equal(["14:35-14:40"], data.GetProperty("windows").EnumerateArray().Select(Clocks));
    }

    [Fact]
    public void MissingBarsAreFoundInTheFileSymbolBySymbol()
    {
        using var folder = new TemporaryFolder();
        // B lacks 14:45, which no missed run explains; A lacks the two bars of the gap; 15:00 is outside the window.
        var rows = Enumerable
            .Range(30, 30)
            .SelectMany(m => new[] { ("A", m), ("B", m) })
            .Where(r => r is not (("A", 40) or ("A", 41) or ("B", 45)))
            .Select(r => $"{r.Item1},2026-01-29T14:{r.Item2}:00Z");
        File.WriteAllLines(folder.PathOf("bars.csv"), ["symbol,time", .. rows, "A,2026-01-29T15:00:00Z"]);
        var data = Data(Broken("14:40", "14:42"), Load(folder, DatasetOf("interval: PT1M, phase: regular, symbols: 3, file: bars.csv")));
        Assert.Equal((90, 33), (Int(data, "expected"), Int(data, "missing")));
        Assert.Equal(
            ["A 2 14:40-14:42", "B 1 14:45-14:46"],
            data.GetProperty("symbols")
                .EnumerateArray()
                .Select(s => $"{s.GetProperty("symbol")} {s.GetProperty("missing")} {Clocks(s.GetProperty("windows")[0])}")
        );
        Assert.Contains("1 of 3 symbols are not in it at all", data.GetProperty("method").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NamedSymbolsAreLookedForInNdjson()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(
            folder.PathOf("bars.ndjson"),
            Enumerable
                .Range(30, 29)
                .Select(m => $$"""{"time":"2026-01-29T14:{{m}}:00Z","x":[1],"symbol":"A"}""")
                .Append("""{"symbol":"Z","time":"2026-01-29T14:59:00Z"}""")
        );
        var data = Data(
            Broken("14:40", "14:42"),
            Load(folder, DatasetOf("interval: PT1M, phase: regular, symbols: [A], file: bars.ndjson"))
        );
        Assert.Equal((30, 1), (Int(data, "expected"), Int(data, "missing")));
    }

    [Fact]
    public void EventsAreEstimatedFromTheirUsualRate()
    {
        using var folder = new TemporaryFolder();
        // One event every two minutes from 12:00 on, none from 14:40 to 14:50.
        var times = Enumerable
            .Range(0, 90)
            .Select(i => TestAccount.T("12:00") + Duration.FromMinutes(2 * i))
            .Where(t => t < TestAccount.T("14:40") || t >= TestAccount.T("14:50"));
        File.WriteAllLines(folder.PathOf("news.csv"), ["time", .. times.Select(t => $"{t}")]);
        var data = Data(
            Broken("14:40", "14:50"),
            Load(folder, Trader.Replace("[job]}", "[job], datasets: [{name: news, kind: news, file: news.csv}]}", StringComparison.Ordinal))
        );
        Assert.Equal((5, 5), (Int(data, "expected"), Int(data, "missing")));
    }

    [Fact]
    public void EventsWithoutHistoryAreUnknown()
    {
        var report = Broken("14:40", "14:50")
            .Analyse(settings: Parse(Trader.Replace("[job]}", "[job], datasets: [{name: news, kind: news}]}", StringComparison.Ordinal)))
            .Report;
        Assert.Null(Int(report.GetProperty("impact").GetProperty("data")[0], "missing"));
        Assert.Contains(
            "no history of the feed",
            Basis(report, "/impact/data/0").GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
    }

    // ------------------------------------------------------------ money

    private const string Prices = """
        symbol,time,open,high,low,close
        A,2026-01-29T14:29:00Z,1,1,0.01,1
        A,2026-01-29T14:30:00Z,100,101,99.5,100.5
        A,2026-01-29T14:31:00Z,100.5,102,97.25,98
        A,2026-01-29T14:32:00Z,98,103,98,103
        B,2026-01-29T14:30:00Z,10,10.5,9,10
        B,2026-01-29T14:31:00Z,10,12,10,11
        A,2026-01-29T14:40:00Z,1,1,0.01,1

        """;

    [Fact]
    public void UnwatchedPositionsAreMarkedInTradableMinutesOnly()
    {
        using var folder = Positions("symbol,quantity,averagePrice\nB,-5,9\nA,10,90\n", Prices);
        var exposure = Financial(Broken("14:20", "14:40"), folder, "measured").GetProperty("exposure");
        var (a, b) = (exposure.GetProperty("positions")[0], exposure.GetProperty("positions")[1]);
        Assert.Equal(
            (1000m, 97.25m, -27.5m, 1030m, 30m, 3m),
            (
                Decimal(a, "startValue"),
                Decimal(a, "worstPrice"),
                Decimal(a, "worstChange"),
                Decimal(a, "recoveryValue"),
                Decimal(a, "change"),
                Decimal(a, "bars")
            )
        );
        Assert.Equal(
            (-50m, 12m, -10m, -55m, -5m),
            (
                Decimal(b, "startValue"),
                Decimal(b, "worstPrice"),
                Decimal(b, "worstChange"),
                Decimal(b, "recoveryValue"),
                Decimal(b, "change")
            )
        );
        Assert.Equal(
            (950m, -37.5m, 975m, 25m),
            (
                Decimal(exposure, "startValue"),
                Decimal(exposure, "worstChange"),
                Decimal(exposure, "recoveryValue"),
                Decimal(exposure, "change")
            )
        );
        Assert.Equal(
            ["input:positions.csv:3", "input:prices.csv:3", "input:prices.csv:4", "input:prices.csv:5"],
            a.GetProperty("evidence").EnumerateArray().Select(e => e.GetString())
        );
    }

    [Fact]
    public void APositionWithoutPricesLeavesTheImpactUnknown()
    {
        using var folder = Positions("symbol,quantity,averagePrice\nA,10,90\nC,1,1\n", Prices);
        var financial = Financial(Broken("14:20", "14:40"), folder, "unknown");
        Assert.Contains("prices.csv has no price of C", financial.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, financial.GetProperty("exposure").GetProperty("startValue").ValueKind);
    }

    [Fact]
    public void NoneIsSaidOnlyWhereNoTradableMinuteWasLost()
    {
        Assert.Equal("none", Status(Broken("14:10", "14:30"), Trader));
        Assert.Equal("unknown", Status(Broken("14:10", "14:31"), Trader));
        Assert.Equal("unknown", Status(Broken("14:10", "14:30"), Trader + "tradablePhases: [pre, regular]"));
        // Whether the last runs of the other happened is too recent to be known.
        var undecided = Broken("14:10", "14:30").Schedule("other").Runs("other", except: ("14:57", "16:00")).AskedAtTheEnd();
        Assert.Equal("unknown", Status(undecided, Trader.Replace("[job]", "[job, other]", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatAPersonStatesIsAttested()
    {
        var incident = IncidentFile.Parse("incident.yaml", "financialImpact: {by: desk, text: two fills missed}");
        var report = Broken("14:20", "14:40").Analyse(settings: Parse(Trader), incident: incident).Report;
        var financial = report.GetProperty("impact").GetProperty("financial");
        Assert.Equal(
            ("attested", "two fills missed", "desk"),
            (
                financial.GetProperty("status").GetString(),
                financial.GetProperty("items")[0].GetProperty("text").GetString(),
                financial.GetProperty("items")[0].GetProperty("by").GetString()
            )
        );
        Assert.Equal("attested", Basis(report, "/impact/financial/items/0").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData(
        "symbol,quantity,averagePrice\nA,ten,90\n",
        Prices,
        "positions.csv:2: column 'quantity': 'ten' is not a number such as 1234.5"
    )]
    [InlineData(
        "symbol,quantity,averagePrice\nA,1,9\nA,2,9\n",
        Prices,
        "positions.csv:3: column 'symbol': 'A' stands on line 2 too; give one row a symbol"
    )]
    [InlineData("symbol,quantity,averagePrice\nA,1\n", Prices, "positions.csv:2: the row has 2 columns, the header 3")]
    [InlineData(
        "symbol,quantity,price\nA,1,1\n",
        Prices,
        "positions.csv:1: there is no column 'averagePrice'; the first line names the columns: symbol,quantity,averagePrice"
    )]
    [InlineData(
        "symbol,quantity,averagePrice\nA,1,9\n",
        "symbol,time,open,high,low,close\nA,2026-01-29 14:30,1,1,1,1\n",
        "prices.csv:2: column 'time': '2026-01-29 14:30' is not an instant with an offset such as 2026-01-29T14:30:00Z"
    )]
    [InlineData(
        "symbol,quantity,averagePrice\nA,1,9\n",
        "symbol,time,open,high,low,close\nA,2026-01-29T14:30:00Z,1,1,2,1\n",
        "prices.csv:2: column 'low': 2 is above the high 1"
    )]
    public void ABadRowNamesItsPlace(string positions, string prices, string message)
    {
        using var folder = Positions(positions, prices);
        var e = Assert.Throws<InputException>(() =>
            Broken("14:20", "14:40").Analyse(settings: Settings.Load(folder.PathOf("incidentkit.yaml")))
        );
        Assert.Equal((InputProblem.Content, message), (e.Problem, e.Message));
    }

    // ------------------------------------------------------------

    private static TestAccount Broken(string from, string to) =>
        new TestAccount().Schedule("job").Created("job").Runs("job", except: (from, to));

    private static Settings Parse(string yaml) => Settings.Parse("incidentkit.yaml", yaml);

    private static string DatasetOf(string fields) =>
        Trader.Replace("[job]}", $"[job], datasets: [{{name: bars, kind: bars, {fields}}}]}}", StringComparison.Ordinal);

    private static Settings Load(TemporaryFolder folder, string yaml)
    {
        File.WriteAllText(folder.PathOf("incidentkit.yaml"), yaml);
        return Settings.Load(folder.PathOf("incidentkit.yaml"));
    }

    private static TemporaryFolder Positions(string positions, string prices)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("positions.csv"), positions);
        File.WriteAllText(folder.PathOf("prices.csv"), prices);
        Load(folder, Trader + "positions: positions.csv\nprices: prices.csv\n");
        return folder;
    }

    private static JsonElement Market(TestAccount account, string settings) =>
        account.Analyse(settings: Parse(settings)).Report.GetProperty("impact").GetProperty("markets")[0];

    private static JsonElement Data(TestAccount account, string settings) => Data(account, Parse(settings));

    private static JsonElement Data(TestAccount account, Settings settings) =>
        account.Analyse(settings: settings).Report.GetProperty("impact").GetProperty("data")[0];

    private static JsonElement Financial(TestAccount account, TemporaryFolder folder, string status)
    {
        var financial = account
            .Analyse(settings: Settings.Load(folder.PathOf("incidentkit.yaml")))
            .Report.GetProperty("impact")
            .GetProperty("financial");
        Assert.Equal(status, financial.GetProperty("status").GetString());
        return financial;
    }

    private static string? Status(TestAccount account, string settings) =>
        account.Analyse(settings: Parse(settings)).Report.GetProperty("impact").GetProperty("financial").GetProperty("status").GetString();

    private static JsonElement Basis(JsonElement report, string pointer) =>
        Assert.Single(report.GetProperty("basis").EnumerateArray().ToList(), b => b.GetProperty("pointer").GetString() == pointer);

    private static long? Int(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static decimal Decimal(JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    private static string Clocks(JsonElement window) =>
        $"{window.GetProperty("start").GetString()![11..16]}-{window.GetProperty("end").GetString()![11..16]}";
}
