using System.Text.Json;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Inputs;
using IncidentKit.Testing;
using IncidentKit.Tests.Diagnosis;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Reports;

/// <summary>Page one: what it says, to whom, and how much of it fits into a message.</summary>
public sealed class BriefTests
{
    /// <summary>A job is lost from 14:30, the open, for some minutes; a second one runs on, or a third is lost too.</summary>
    [Theory]
    [InlineData("14:40", "job: {role: trading, schedules: [job]}", "medium", "runs were lost in 10 tradable minutes")]
    [InlineData("14:50", "job: {role: trading, schedules: [job]}", "critical", "no service of trading ran for 20 tradable minutes")]
    [InlineData(
        "14:50",
        "job: {role: trading, schedules: [job]}\n  eyes: {role: positionMonitoring, schedules: [other]}",
        "high",
        "trading was down for 20 tradable minutes"
    )]
    [InlineData("14:50", "job: {role: trading, schedules: [job, other]}", "high", "trading ran only in part for 20 tradable minutes")]
    [InlineData("14:50", "job: {role: alerting, schedules: [job]}", "medium", "runs were lost in 20 tradable minutes")]
    [InlineData(
        "14:50",
        "job: {role: alerting, schedules: [job]}\nseverity: {roleDown: PT20M}",
        "high",
        "alerting was down for 20 tradable minutes"
    )]
    [InlineData(
        "14:50",
        "job: {role: trading, schedules: [job]}\nseverity: {critical: PT21M, high: PT21M}",
        "medium",
        "runs were lost in 20 tradable minutes"
    )]
    [InlineData(
        "14:50",
        "job: {role: alerting, schedules: [job]}\nseverity: {share: 50, length: PT20M}",
        "medium",
        "1 of 2 schedules lost runs for 20 min"
    )]
    public void ASeverityIsSuggestedByTheThresholds(string to, string services, string level, string reason)
    {
        var suggested = Broken("14:30", to, $"market: XNYS\nservices:\n  {services}")
            .GetProperty("incident")
            .GetProperty("suggestedSeverity");
        Assert.Equal((level, reason), (suggested.GetProperty("level").GetString(), suggested.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("low", true)]
    [InlineData("SEV-4", true)]
    [InlineData("critical", false)]
    [InlineData("P1", false)]
    [InlineData("bad enough", false)]
    public void APersonsOtherSeverityIsANotice(string stated, bool noticed)
    {
        var report = Broken(
            "14:30",
            "14:50",
            "market: XNYS\nservices:\n  job: {role: trading, schedules: [job]}",
            IncidentFile.Parse("incident.yaml", $"severity: {stated}")
        );
        Assert.Equal(
            noticed,
            Notices(report).Any(n => n.StartsWith($"incident.yaml says severity \"{stated}\"", StringComparison.Ordinal))
        );
        var fact = report.GetProperty("brief").GetProperty("facts")[3];
        Assert.Equal("Stated.", fact.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(
        "job: {role: trading, schedules: [job]}",
        "From 09:30 to 09:50, trading (job) did not run: 20 of 390 regular minutes, through the open."
    )]
    [InlineData(
        "job: {name: order desk, role: trading, schedules: [job]}",
        "From 09:30 to 09:50, the order desk did not run: 20 of 390 regular minutes, through the open."
    )]
    [InlineData(
        "job: {name: order desk, role: trading, schedules: [job, other]}",
        "From 09:30 to 09:50, the 1-minute order desk did not run: 20 of 390 regular minutes, through the open."
    )]
    [InlineData(
        "other: {role: trading, schedules: [other]}",
        "From 09:30 to 09:50, the schedule job did not run: 20 of 390 regular minutes, through the open."
    )]
    public void TheEffectIsInTheWordsOfTheSettings(string services, string sentence) =>
        Assert.Equal(
            sentence,
            Broken("14:30", "14:50", $"market: XNYS\nservices:\n  {services}")
                .GetProperty("brief")
                .GetProperty("effect")[0]
                .GetProperty("text")
                .GetString()
        );

    /// <summary>Nothing lost among what was seen is not well where not everything was seen.</summary>
    [Fact]
    public void NothingIsWellWhereNotEverythingWasSeen()
    {
        var brief = new TestAccount()
            .Schedule("job")
            .Created("job")
            .Runs("job")
            .Analyse(settings: Settings.Parse("incidentkit.yaml", "market: XNYS\nservices: {a: {role: trading, schedules: [job, other]}}"))
            .Report.GetProperty("brief");
        Assert.DoesNotContain(brief.GetProperty("facts").EnumerateArray(), f => f.GetProperty("tone").GetString() == "good");
        Assert.EndsWith(
            "and not everything was seen.",
            brief.GetProperty("effect")[0].GetProperty("text").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WithoutAMarketTimesAreUtcAndNothingIsSaidOfSessions()
    {
        var brief = Broken("14:30", "14:50", "allowance: PT120S").GetProperty("brief");
        Assert.Equal("UTC", brief.GetProperty("place").GetString());
        Assert.Equal("From 14:30 to 14:50, the schedule job did not run.", brief.GetProperty("effect")[0].GetProperty("text").GetString());
        Assert.Equal("Not known", brief.GetProperty("facts")[3].GetProperty("answer").GetString());
    }

    [Fact]
    public void WhatIsOpenNamesWhoDecides()
    {
        const string settings = "market: XNYS\nowners: {trading: Desk}\nservices:\n  job: {role: trading, schedules: [job]}";
        var brief = Broken("14:30", "14:50", settings).GetProperty("brief");
        Assert.Equal("Before 30 January 09:30", brief.GetProperty("openHeading").GetString());
        Assert.Equal("Desk", brief.GetProperty("open")[0].GetProperty("owner").GetString());
    }

    [Fact]
    public void AnUnknownRoleAmongTheOwnersIsAMistake()
    {
        var mistake = Assert.Throws<IncidentKit.Basics.InputException>(() => Settings.Parse("incidentkit.yaml", "owners: {tradng: Desk}"));
        Assert.Equal("incidentkit.yaml:1:10: unknown key 'tradng'; did you mean 'trading'?", mistake.Message);
    }

    [Theory]
    [InlineData("severity: {share: 101}", "101 is more than 100 percent")]
    [InlineData("severity: {high: PT0S}", "PT0S")]
    [InlineData("severity: {hgih: PT5M}", "did you mean 'high'?")]
    public void AWrongThresholdIsAMistake(string settings, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<IncidentKit.Basics.InputException>(() => Settings.Parse("incidentkit.yaml", settings)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("trading dispatcher", "trading dispatchers")]
    [InlineData("price copy", "price copies")]
    [InlineData("pricing proxy", "pricing proxies")]
    [InlineData("order relay", "order relays")]
    [InlineData("order box", "order boxes")]
    [InlineData("position watch", "position watches")]
    [InlineData("risk cache flush", "risk cache flushes")]
    [InlineData("order bus", "order buses")]
    [InlineData("risk process", "risk processes")]
    [InlineData("price feeds", "price feeds")]
    [InlineData("OMS", "OMSs")]
    [InlineData("engine 2", "engine 2")]
    [InlineData("発注", "発注")]
    public void SeveralOfAThingHaveAPlural(string one, string several) => Assert.Equal(several, Wording.Plural(one));

    [Fact]
    public void AMessageFitsWhateverIsInIt() =>
        Assert.All(
            Enumerable.Range(0, Effort.Of(300)),
            seed =>
            {
                var random = new Random(seed);
                var lines = Enumerable
                    .Range(0, random.Next(1, 40))
                    .Select(i => (new string('x', random.Next(0, 500)), i == 0 ? 0 : random.Next(20)))
                    .ToList();
                var fit = BriefLines.Fit(lines);
                Assert.InRange(fit.Sum(l => l.Length + 1), 1, BriefLines.Longest);
                var whole = lines.Select(l => Wording.Cut(l.Item1, 300));
                Assert.Equal(!fit.SequenceEqual(whole), fit[^1] == "More in the report.");
                Assert.StartsWith(fit[0].TrimEnd('…'), lines[0].Item1, StringComparison.Ordinal);
            }
        );

    /// <summary>Tasks that start and fail: the jobs are not absent, and no field of a schedule is wrong.</summary>
    [Fact]
    public void RunsThatFailAreNoMissedRunsAndNotRepaired()
    {
        var account = new TestAccount()
            .Cluster(TestAccount.Good, "ACTIVE")
            .Schedule("job")
            .Created("job")
            .Runs("job", except: ("14:30", "23:00"))
            .Event("14:29:40", "RegisterTaskDefinition", new { family = "job" });
        for (var minute = 30; minute < 60; minute++)
            FaultAccount.Stopped(account, $"14:{minute}:05", "EssentialContainerExited", "it ended", 137, started: true);

        var report = account.Analyse(settings: Settings.Parse("incidentkit.yaml", "market: XNYS")).Report;
        Assert.Equal("ongoing", report.GetProperty("incident").GetProperty("status").GetString());
        Assert.Equal("1 of 1 schedules lost runs", report.GetProperty("incident").GetProperty("title").GetString());
        Assert.StartsWith("It is not over", report.GetProperty("repairNotice").GetString(), StringComparison.Ordinal);
        Assert.Empty(report.GetProperty("detection").EnumerateArray());
    }

    /// <summary>The largest outage is over; another may not be.</summary>
    [Theory]
    [InlineData(null, "No", "O2 goes on. O1 ended: ")]
    [InlineData("14:55", "Yes, since 14:55", "O1: 20 min. ")]
    public void ItIsOverWhenEachOutageIs(string? to, string answer, string detail)
    {
        var account = new TestAccount()
            .Schedule("first")
            .Created("first")
            .Updated("first", "14:09:40", Off)
            .Runs("first", except: ("14:10", "14:30"))
            .Updated("first", "14:29:40")
            .Schedule("second", change: s => s["State"] = to is null ? "DISABLED" : "ENABLED")
            .Created("second")
            .Updated("second", "14:44:40", Off)
            .Runs("second", except: ("14:45", to ?? "23:00"));
        if (to is not null)
            account.Updated("second", "14:54:40");
        var over = account.Analyse().Report.GetProperty("brief").GetProperty("facts")[0];
        Assert.Equal(answer, over.GetProperty("answer").GetString());
        Assert.StartsWith(detail, over.GetProperty("detail").GetString(), StringComparison.Ordinal);

        static void Off(System.Text.Json.Nodes.JsonObject schedule) => schedule["State"] = "DISABLED";
    }

    [Theory]
    [InlineData("job", "1 field is still to be repaired, see fix.sh.")]
    [InlineData("job, other", "2 fields are still to be repaired, see fix.sh.")]
    public void WhatIsToBeRepairedIsCountedInWords(string names, string expected)
    {
        var account = new TestAccount().Cluster(TestAccount.Gone, null);
        foreach (var name in names.Split(", "))
        {
            account
                .Schedule(name, change: s => TestAccount.SendTo(s, TestAccount.Gone))
                .Created(name)
                .Updated(name, "14:29:40", s => TestAccount.SendTo(s, TestAccount.Gone))
                .Runs(name, except: ("14:30", "23:00"));
        }

        var ready = account.Analyse().Report.GetProperty("brief").GetProperty("facts")[1].GetProperty("detail").GetString();
        Assert.StartsWith(expected, ready, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Notices(JsonElement report) =>
        report.GetProperty("notices").EnumerateArray().Select(n => n.GetString()!);

    /// <summary>A job that lost its runs for a while, and another, of five minutes, that did not.</summary>
    private static JsonElement Broken(string from, string to, string settings, IncidentFile? incident = null) =>
        new TestAccount()
            .Cluster(TestAccount.Good, "ACTIVE")
            .Schedule("job")
            .Created("job")
            .Runs("job", except: (from, to))
            .Schedule("other", "rate(5 minutes)")
            .Created("other")
            .Runs("other", everyMinutes: 5)
            .Analyse(settings: Settings.Parse("incidentkit.yaml", settings), incident: incident)
            .Report;
}
