using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Tests.Inputs;

public sealed class SettingsTests
{
    private const string Whole = """
        # about the system
        market: XNYS
        tradablePhases: [regular, post]
        allowance: PT3M
        services:
          telemetry-ingestor:
            role: dataCollection
            schedules: [ops-pipeline-telemetry-ingestor-1m]
            logGroups: [/ecs/ops-pipeline/telemetry-ingestor]
            datasets:
              - {name: bars-1m, kind: bars, interval: PT1M, symbols: 25, phase: regular, barOffset: -1, recoverable: true}
          rss-ingest:
            role: dataCollection
            datasets: [{name: news, kind: news, recoverable: false}]
          healthcheck:
        positions: positions.csv
        prices: prices.csv
        """;

    // The parser of YAML falls over these in ways of its own.
    [Theory]
    [InlineData("services:\n  a:\n    : other\n")]
    [InlineData("services:\n  : {role: other}\n")]
    [InlineData("services: {a: [b\n")]
    [InlineData("services: {: x}\n")]
    [InlineData("market: \"XNYS\n")]
    [InlineData("? \n: - x\n :")]
    [InlineData("market: *a\n")]
    [InlineData("market: &a\n  - *a\n  : *a\n")]
    [InlineData("- : :\n")]
    [InlineData("%YAML 9.9\n---\n%")]
    [InlineData("!!binary : !<\n")]
    public void WhatIsNotYamlIsAMistake(string text) => Assert.Throws<InputException>(() => Settings.Parse("incidentkit.yaml", text));

    [Fact]
    public void EveryKeyIsRead()
    {
        Settings settings = Settings.Parse("incidentkit.yaml", Whole);
        Assert.Equal(["XNYS"], settings.Markets);
        Assert.Equal([TradablePhase.Regular, TradablePhase.Post], settings.TradablePhases);
        Assert.Equal(Duration.FromMinutes(3), settings.Allowance);
        Assert.Equal(["telemetry-ingestor", "rss-ingest", "healthcheck"], settings.Services.Keys);
        ServiceSettings service = settings.Services["telemetry-ingestor"];
        Assert.Equal(ServiceRole.DataCollection, service.Role);
        Assert.Equal(["ops-pipeline-telemetry-ingestor-1m"], service.Schedules);
        Assert.Equal(["/ecs/ops-pipeline/telemetry-ingestor"], service.LogGroups);
        Assert.Equal(
            new DatasetSettings
            {
                Name = "bars-1m",
                Kind = "bars",
                Interval = Duration.FromMinutes(1),
                Symbols = 25,
                Phase = TradablePhase.Regular,
                BarOffset = -1,
                Recoverable = true,
                Line = 11,
            },
            Assert.Single(service.Datasets)
        );
        Assert.Equal(
            new DatasetSettings
            {
                Name = "news",
                Kind = "news",
                Recoverable = false,
                Line = 14,
            },
            Assert.Single(settings.Services["rss-ingest"].Datasets)
        );
        Assert.Equal(ServiceRole.Other, settings.Services["healthcheck"].Role);
        Assert.Equal(("positions.csv", "prices.csv"), (settings.Positions, settings.Prices));
        Assert.Equal(64, settings.Sha256!.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("market:\nallowance: ~\ntradablePhases: []\n")]
    public void WhatIsNotGivenHasItsDefault(string text)
    {
        Settings settings = Settings.Parse("incidentkit.yaml", text);
        Assert.Empty(settings.Markets);
        Assert.Empty(settings.Services);
        Assert.Equal([TradablePhase.Regular], settings.TradablePhases);
        Assert.Equal(Duration.FromSeconds(120), settings.Allowance);
        Assert.Null(settings.Positions);
    }

    [Fact]
    public void SymbolsMayBeNamed()
    {
        var dataset = Settings
            .Parse("incidentkit.yaml", "services: {a: {datasets: [{name: x, kind: news, symbols: [AAPL, 7203]}]}}")
            .Services["a"]
            .Datasets[0];
        Assert.Equal((2, "AAPL 7203"), (dataset.Symbols, string.Join(' ', dataset.SymbolNames)));
    }

    [Fact]
    public void MarketMayBeAList() => Assert.Equal(["XNYS", "XLON"], Settings.Parse("incidentkit.yaml", "market: [XNYS, XLON]").Markets);

    [Theory]
    [InlineData("market: XNYS\nprices: p\nalowance: PT1S", "3:1: unknown key 'alowance'; did you mean 'allowance'?")]
    [InlineData("colour: red", "1:1: unknown key 'colour'")]
    [InlineData("services:\n  a:\n    rol: trading", "3:5: unknown key 'rol'; did you mean 'role'?")]
    [InlineData(
        "services:\n  a: {role: tradng}",
        "2:13: 'tradng' is not one of other, dataCollection, signalGeneration, trading, positionMonitoring, alerting; did you mean 'trading'?"
    )]
    [InlineData(
        "services: {a: {role: 1}}",
        "1:22: '1' is not one of other, dataCollection, signalGeneration, trading, positionMonitoring, alerting"
    )]
    [InlineData("services: {a: {accept: nothing}}", "1:24: 'nothing' is not one of invoked, ignore")]
    [InlineData("services: [a]", "1:11: here stands a value, but keys with values are expected")]
    [InlineData("services: {a: {schedules: b}}", "1:27: 'schedules' is a list")]
    [InlineData("services: {a: {schedules: [{b: c}]}}", "1:28: here stands a list or keys, but text is expected")]
    [InlineData("services: {a: {datasets: [{kind: bars}]}}", "1:27: 'name' is missing")]
    [InlineData("services: {a: {datasets: [{name: x, kind: bars}]}}", "1:43: bars need an 'interval', such as PT1M")]
    [InlineData("services: {a: {datasets: [{name: x, kind: news, symbols: [A, B, A]}]}}", "1:58: a symbol is given twice")]
    [InlineData("services: {a: {datasets: [{name: x, kind: bars, symbols: 0}]}}", "1:58: '0' is not a whole number of at least 1")]
    [InlineData("services: {a: {datasets: [{name: x, kind: bars, barOffset: 1.5}]}}", "1:60: '1.5' is not a whole number")]
    [InlineData("services: {a: {datasets: [{name: x, kind: bars, recoverable: yes}]}}", "1:62: 'yes' is neither true nor false")]
    [InlineData(
        "services: {a: {datasets: [{name: x, kind: bars, interval: PT0S}]}}",
        "1:59: 'PT0S' is not a duration of more than zero; write it as PT120S, PT5M or PT1H30M"
    )]
    [InlineData("allowance: 120", "1:12: '120' is not a duration of zero or more; write it as PT120S, PT5M or PT1H30M")]
    [InlineData("allowance: PT-1S", "1:12: 'PT-1S' is not a duration of zero or more; write it as PT120S, PT5M or PT1H30M")]
    [InlineData("allowance: P1M", "1:12: 'P1M' is not a duration of zero or more; write it as PT120S, PT5M or PT1H30M")]
    [InlineData("market: a\nmarket: b", "2:1: key 'market' is given twice")]
    [InlineData("market: &a [b]\npositions: *a", "2:12: aliases (*name) are not read; write the value out")]
    [InlineData("a: 1\n---\nb: 2", "3:1: the file holds more than one document")]
    [InlineData("- a", "1:1: here stands a value, but keys with values are expected")]
    public void AMistakeIsToldWithItsPlace(string text, string message)
    {
        var e = Assert.Throws<InputException>(() => Settings.Parse("incidentkit.yaml", text));
        Assert.Equal(InputProblem.Content, e.Problem);
        Assert.Equal("incidentkit.yaml:" + message, e.Message);
    }

    [Theory]
    [InlineData("market: [a")]
    [InlineData("market: 'a")]
    public void BrokenYamlIsToldWithItsPlace(string text) =>
        Assert.Matches(
            @"^incidentkit\.yaml:\d+:\d+: [^\n]+$",
            Assert.Throws<InputException>(() => Settings.Parse("incidentkit.yaml", text)).Message
        );

    [Fact]
    public void ADeepFileIsRefused() =>
        Assert.Contains(
            "nested too deeply",
            Assert.Throws<InputException>(() => Settings.Parse("x.yaml", "market: " + new string('[', 10_000))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void ALargeFileIsRefused() =>
        Assert.Equal(
            "x.yaml:1:1: the file is larger than 1 MiB",
            Assert.Throws<InputException>(() => Settings.Parse("x.yaml", new string('#', 1 << 21))).Message
        );

    [Fact]
    public void AMissingFileIsRefusedByItsName() =>
        Assert.StartsWith(
            "none.yaml: cannot be read: ",
            Assert.Throws<InputException>(() => Settings.Load("/no/such/folder/none.yaml")).Message,
            StringComparison.Ordinal
        );
}
