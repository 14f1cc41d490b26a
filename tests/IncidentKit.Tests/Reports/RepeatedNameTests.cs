using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Check;
using IncidentKit.Reports.Daily;
using IncidentKit.Testing;
using IncidentKit.Tests.Executions;
using NodaTime;

namespace IncidentKit.Tests.Reports;

/// <summary>
/// Two schedules called <c>job</c>, in the window 14:00 to 15:00 of 2026-01-29: that of group beta is sent to a cluster that is gone at
/// 14:19:30, that of group alpha, or of another region, runs on.
/// </summary>
public sealed class RepeatedNameTests
{
    private const string Alpha = "us-west-2/alpha/job";
    private const string Beta = "us-west-2/beta/job";
    private const string Abroad = "eu-west-1/beta/job";

    [Fact]
    public void AServiceIsDownByItsOwnScheduleAlone()
    {
        var loss = Losses(InTwoGroups(), $"services: {{a: {{role: trading, schedules: [{Alpha}]}}, b: {{schedules: [{Beta}]}}}}");
        Assert.Equal([("b", 30)], loss);
    }

    [Fact]
    public void ANameAloneStandsForAllThatHaveIt() =>
        Assert.Equal([("a", 30)], Losses(InTwoGroups(), "services: {a: {role: trading, schedules: [job]}}"));

    [Fact]
    public void SchedulesOfNoServiceAreServicesOfTheirOwn()
    {
        Assert.Equal([(Beta, 30)], Losses(InTwoGroups(), ""));
        Assert.Equal([(Abroad, null), (Beta, 30)], Losses(InTwoRegions(), ""));
    }

    [Fact]
    public void AChangeOfOneIsNotHeldAgainstTheGapOfTheOther()
    {
        var account = InTwoGroups().Updated("job", "14:30", In("alpha"), "rate(2 minutes)");
        var text = Timeline(account).Single(t => t.Contains("ScheduleExpression", StringComparison.Ordinal));
        Assert.StartsWith($"UpdateSchedule by platform-deploy on {Alpha}: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("did not touch the fault", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, Alpha)]
    [InlineData(true, Abroad)]
    public void EveryPlaceOfTheReportSaysWhichOne(bool regions, string other)
    {
        var report = (regions ? InTwoRegions() : InTwoGroups()).Analyse().Report;
        Assert.Equal(Ordered(Beta, other), Ordered([.. Names(report.GetProperty("schedules"), "name")]));
        foreach (var (list, member) in new[] { ("gaps", "schedule"), ("lost", "schedule"), ("fixes", "schedule") })
            Assert.Equal([Beta], Names(report.GetProperty(list), member).Distinct());
        Assert.Subset(new HashSet<string> { Beta, other }, Names(report.GetProperty("changes"), "subject").ToHashSet());
        Assert.Equal(Ordered(Beta, other), Ordered([.. Names(report.GetProperty("lanes"), "schedule")]));
        Assert.Equal([Beta], report.GetProperty("outages")[0].GetProperty("schedules").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains($"on {Beta} by", report.GetProperty("incident").GetProperty("trigger").GetProperty("text").GetString());
        var subjects = report.GetProperty("findings").EnumerateArray().SelectMany(f => f.GetProperty("subjects").EnumerateArray());
        Assert.Subset(new HashSet<string> { Beta, other }, subjects.Select(s => s.GetString()!).ToHashSet());
    }

    [Fact]
    public void DocumentsAndCommandsSayWhichOne()
    {
        var report = InTwoGroups(open: true).Analyse().Report;
        var renderer = new TemplateRenderer();
        var markdown = renderer.Render("incident-report.md.sbn", report);
        Assert.Contains($"| `{Beta}`", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("`job`", markdown, StringComparison.Ordinal);
        Assert.Contains(Beta, HtmlRenderer.ToHtml(markdown, "Report", report), StringComparison.Ordinal);
        var runbook = renderer.Render("runbook.md.sbn", report);
        Assert.Contains("get-schedule --region us-west-2 --group-name beta --name job ", runbook, StringComparison.Ordinal);
        Assert.DoesNotContain("--name 'us-west-2/", runbook, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FixScriptWaitsForTheFirstOfThemToo()
    {
        var report = InTwoGroups("both", open: true).Analyse().Report;
        var script = new TemplateRenderer().Render("fix.sh.sbn", report);
        Assert.Contains($"# {Alpha}, other: Target.Arn", script, StringComparison.Ordinal);
        Assert.Contains("repair 'job' 'beta' 'us-west-2' ", script, StringComparison.Ordinal);
        Assert.Contains("\"$first_region/$first_group/$first_name\" != \"$region/$group/$name\"", script, StringComparison.Ordinal);
        Assert.Equal("", await Rendering.InstalledProgram.OutputAsync("shellcheck", ["-"], script));
    }

    [Fact]
    public void CheckSaysWhichOne()
    {
        var report = InTwoGroups(open: true)
            .Read(bundle => CheckDocument.Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }, null).Model);
        Assert.Equal([Beta, Alpha], Names(report.GetProperty("schedules"), "schedule"));
        Assert.StartsWith($"{Beta}: ", report.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ADaySaysWhichOne()
    {
        var report = Day(InTwoGroups());
        Assert.Equal([Alpha, Beta], Names(report.GetProperty("schedules"), "name"));
        Assert.Equal([Beta], Names(report.GetProperty("gaps"), "schedule"));
    }

    [Fact]
    public void ADayIsComparedWithWhatEachOfThemDidBefore()
    {
        using var kept = new TemporaryFolder();
        var yesterday = JsonNode.Parse(Day(InTwoGroups()).GetRawText())!;
        yesterday["day"]!["date"] = "2026-01-28";
        File.WriteAllText(kept.PathOf("2026-01-28.json"), yesterday.ToJsonString());
        var report = Day(InTwoGroups(broken: "alpha"), kept.FullPath);
        Assert.Empty(report.GetProperty("comparison").GetProperty("recurrences").EnumerateArray());
        Assert.Equal(
            [Beta],
            Day(InTwoGroups(), kept.FullPath)
                .GetProperty("comparison")
                .GetProperty("recurrences")
                .EnumerateArray()
                .Select(r => r.GetProperty("schedule").GetString())
        );
    }

    // ------------------------------------------------------------ accounts

    private static TestAccount InTwoGroups(string broken = "beta", bool open = false) =>
        Job(
            Job(new TestAccount().Cluster(TestAccount.Gone, null), "alpha", broken is "alpha" or "both", open),
            "beta",
            broken is "beta" or "both",
            open
        );

    private static TestAccount InTwoRegions() =>
        Job(new TestAccount().Cluster(TestAccount.Gone, null), "beta", true, open: false)
            .Schedule("job", change: In("beta"), family: "abroad", region: "eu-west-1");

    private static TestAccount Job(TestAccount account, string group, bool broken, bool open)
    {
        account.Schedule(
            "job",
            change: s =>
            {
                In(group)(s);
                if (broken && open)
                {
                    TestAccount.SendTo(s, TestAccount.Gone);
                    s["LastModificationDate"] = "2026-01-29T14:19:30Z";
                }
            },
            family: group
        );
        account.Created("job", change: In(group));
        if (broken)
        {
            account.Updated("job", "14:19:30", In(group) + (s => TestAccount.SendTo(s, TestAccount.Gone)));
            if (!open)
                account.Updated("job", "14:49:30", In(group));
        }

        return account.Runs(group, except: broken ? ("14:20", open ? "18:00" : "14:50") : null);
    }

    private static Action<JsonObject> In(string group) =>
        s =>
        {
            s["GroupName"] = group;
            s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = TestAccount.Definition(group);
        };

    // ------------------------------------------------------------ what came of it

    private static List<(string?, int?)> Losses(TestAccount account, string services) =>
        account
            .Analyse(settings: Settings.Parse("incidentkit.yaml", $"market: XNYS\n{services}"))
            .Report.GetProperty("impact")
            .GetProperty("markets")[0]
            .GetProperty("services")
            .EnumerateArray()
            .Select(s => (s.GetProperty("service").GetString(), Number(s, "preMinutesLost") + Number(s, "regularMinutesLost")))
            .ToList();

    private static int? Number(JsonElement owner, string member) =>
        owner.GetProperty(member) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    private static JsonElement Day(TestAccount account, string? history = null)
    {
        var day = ReportDay.OfCalendar(new LocalDate(2026, 1, 29), DateTimeZone.Utc);
        return account.Read(bundle =>
            DailyDocument
                .Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }, day, history is null ? null : DailyHistory.Load(history, day, 7))
                .Model
        );
    }

    private static IEnumerable<string> Timeline(TestAccount account) =>
        account.Analyse().Report.GetProperty("timeline").EnumerateArray().Select(t => t.GetProperty("text").GetString()!);

    private static List<string> Names(JsonElement list, string member) =>
        list.EnumerateArray().Select(i => i.GetProperty(member).GetString()!).ToList();

    private static IEnumerable<string> Ordered(params string[] names) => names.Order(StringComparer.Ordinal);
}
