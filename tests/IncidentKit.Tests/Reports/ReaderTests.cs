using System.Text.Json;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using IncidentKit.Tests.Diagnosis;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Reports;

/// <summary>What somebody who reads page one for the first time would take it to say.</summary>
public sealed class ReaderTests
{
    /// <summary>A schedule whose runs leave no trace does not make every morning unknown; where a person says that the open needs it, it does.</summary>
    [Theory]
    [InlineData("arn:aws:sqs:us-west-2:123456789012:orders", "", "Yes")]
    [InlineData("arn:aws:states:us-west-2:123456789012:stateMachine:nightly", "", "Yes")]
    [InlineData("arn:aws:events:us-west-2:123456789012:event-bus/default", "", "Yes")]
    [InlineData("arn:aws:scheduler:::aws-sdk:rds:stopDBCluster", "", "Yes")]
    [InlineData("arn:aws:sqs:us-west-2:123456789012:orders", "services: {b: {role: trading, schedules: [job]}}", "Yes")]
    [InlineData("arn:aws:sqs:us-west-2:123456789012:orders", "services: {a: {role: trading, schedules: [other]}}", "Not known")]
    [InlineData("arn:aws:sqs:us-west-2:123456789012:orders", "services: {a: {role: other, schedules: [other]}}", "Yes")]
    [InlineData(
        "arn:aws:sqs:us-west-2:123456789012:orders",
        "services: {a: {role: trading, requiredForOpen: false, schedules: [other]}}",
        "Yes"
    )]
    [InlineData(
        "arn:aws:sqs:us-west-2:123456789012:orders",
        "accept: [{schedule: other, reason: watched elsewhere, by: Ann, until: 2026-02-28T00:00:00Z}]",
        "Yes"
    )]
    public void PeopleSayWhetherTheOpenNeedsWhatLeavesNoTrace(string target, string settings, string answer)
    {
        var ready = Fact(
            new TestAccount()
                .Schedule("job")
                .Created("job")
                .Runs("job")
                .Schedule("other", change: s => s["Target"] = new System.Text.Json.Nodes.JsonObject { ["Arn"] = target })
                .Created("other")
                .Analyse(settings: Settings.Parse("incidentkit.yaml", settings))
                .Report,
            1
        );
        Assert.Equal(answer, ready.GetProperty("answer").GetString());
        Assert.Equal(answer == "Yes" ? "good" : "unsure", ready.GetProperty("tone").GetString());
        if (answer == "Yes")
            Assert.EndsWith(" Of other nothing tells whether it ran.", ready.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", answer == "Yes" ? ready.GetProperty("detail").GetString()! : "", StringComparison.Ordinal);
    }

    /// <summary>Of what goes on nothing is said beyond the last run that is known to be lost, whenever it was recorded.</summary>
    [Theory]
    [InlineData("14:10", "15:00", "From 14:10 on, the schedule job did not run, and had not come back by {0}.")]
    public void WhatGoesOnIsToldToTheLastRunKnownToBeLost(string from, string end, string lead)
    {
        var report = new TestAccount("14:00", end).Schedule("job").Created("job").Runs("job", except: (from, "23:00")).Analyse().Report;
        var last = report.GetProperty("outages")[0].GetProperty("lastLost").GetString()!;
        var clock = last[11..16];
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, lead, clock), Effect(report, 0));
        Assert.EndsWith(
            $", to {clock}: the last run known to be lost.",
            Fact(report, 0).GetProperty("detail").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TasksThatFailHaveRun()
    {
        var account = new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:30", "23:00"));
        for (var minute = 30; minute < 60; minute++)
            FaultAccount.Stopped(account, $"14:{minute}:05", "EssentialContainerExited", "it ended", 137, started: true);
        var detail = Fact(account.Analyse().Report, 1).GetProperty("detail").GetString()!;
        Assert.StartsWith("job has run and failed since 14:30", detail, StringComparison.Ordinal);
    }

    /// <summary>What is well is no reason against.</summary>
    [Fact]
    public void OnlyReasonsAgainstAreCounted()
    {
        var ready = Fact(
            new TestAccount()
                .Schedule("job")
                .Created("job")
                .Runs("job", except: ("14:30", "23:00"))
                .Schedule("other")
                .Created("other")
                .Runs("other")
                .Analyse()
                .Report,
            1
        );
        Assert.Equal("job has not run since 14:30.", ready.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("alpha-ingest-1m: it has", "alpha-ingest-1m: it has")]
    [InlineData("bars_1m: not known", "bars_1m: not known")]
    [InlineData("job2 lost one run", "job2 lost one run")]
    [InlineData("iOS.push failed", "iOS.push failed")]
    [InlineData("a dead-letter queue would have told", "A dead-letter queue would have told")]
    [InlineData("the window had not come", "The window had not come")]
    [InlineData("nothing: it ended", "Nothing: it ended")]
    [InlineData("", "")]
    public void ANameStaysAsItIsWrittenWhereASentenceBegins(string text, string sentence) => Assert.Equal(sentence, Wording.Sentence(text));

    [Theory]
    [InlineData(1, "a")]
    [InlineData(2, "a and b")]
    [InlineData(3, "a, b and c")]
    [InlineData(4, "a, b, c and d")]
    [InlineData(5, "a, b, c and 2 more")]
    public void OneMoreIsNamed(int count, string list) =>
        Assert.Equal(list, Wording.List([.. Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}")], 3));

    [Fact]
    public void EachOpenItemSaysWhoseItIs()
    {
        var report = new TestAccount()
            .Schedule("job")
            .Created("job")
            .Runs("job", except: ("14:30", "14:50"))
            .Analyse(
                settings: Settings.Parse(
                    "incidentkit.yaml",
                    "market: XNYS\nowners: {trading: Desk}\nservices:\n  job: {role: trading, schedules: [job]}"
                )
            )
            .Report.GetProperty("brief");
        Assert.Equal("Before 30 January 09:30", report.GetProperty("openHeading").GetString());
        Assert.Contains(report.GetProperty("lines").EnumerateArray(), l => l.GetString()!.EndsWith("(Desk)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("owners: {trading: \"\"}", "incidentkit.yaml:1:19")]
    [InlineData("owners: {trading: \"  \"}", "incidentkit.yaml:1:19")]
    [InlineData("services: {a: {name: ''}}", "incidentkit.yaml:1:22")]
    [InlineData("accept: [{schedule: job, reason: '', by: Ann, until: 2026-02-28T00:00:00Z}]", "incidentkit.yaml:1:34")]
    [InlineData("positions: ''", "incidentkit.yaml:1:12")]
    public void AnEmptyTextIsAMistakeWhereItStands(string settings, string place) =>
        Assert.StartsWith(
            $"{place}: here stands an empty text",
            Assert.Throws<InputException>(() => Settings.Parse("incidentkit.yaml", settings)).Message,
            StringComparison.Ordinal
        );

    /// <summary>A note says all that stands in it, whatever Markdown would make of it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("<script> ")]
    [InlineData("<div>\n")]
    [InlineData("<!-- ")]
    [InlineData("> ")]
    [InlineData("    ")]
    [InlineData("\t")]
    [InlineData("```\n")]
    [InlineData("~~~ text\n")]
    [InlineData("# ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("---\n")]
    [InlineData("[^1]: ")]
    [InlineData("`")]
    [InlineData("| ")]
    [InlineData("<pre>")]
    [InlineData("<?php ")]
    [InlineData("<![CDATA[")]
    [InlineData("$$ ")]
    public void NoMarkAtTheStartOfANoteHidesIt(string mark)
    {
        var file = new IncidentFile
        {
            Name = "incident.yaml",
            Notes =
            [
                new IncidentNote(TestAccount.T("14:55"), "Ann", $"{mark}All 13 schedules froze at market close; no financial impact.", 1),
            ],
        };
        var report = new TestAccount()
            .Schedule("job")
            .Created("job")
            .Runs("job", except: ("14:40", "14:50"))
            .Analyse(settings: Settings.Parse("incidentkit.yaml", "market: XNYS"), incident: file)
            .Report;
        Assert.Equal(
            ["\"All 13 schedules\"", "\"at market close\"", "\"no financial impact\""],
            report.GetProperty("brief").GetProperty("corrections").EnumerateArray().Select(c => c.GetProperty("said").GetString())
        );
    }

    /// <summary>The state of the report is that of all outages: one that is over hides none that goes on, whichever is told.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void NothingIsResolvedWhileAnotherOutageGoesOn(string chosen)
    {
        var account = new TestAccount()
            .Schedule("first")
            .Created("first")
            .Updated("first", "14:09:40", Off)
            .Runs("first", except: ("14:10", "14:30"))
            .Updated("first", "14:29:40")
            .Schedule("second", change: Off)
            .Created("second")
            .Updated("second", "14:44:40", Off)
            .Runs("second", except: ("14:45", "23:00"));
        var report = account.Analyse(outage: chosen).Report;
        Assert.Equal("ongoing", report.GetProperty("incident").GetProperty("status").GetString());

        static void Off(System.Text.Json.Nodes.JsonObject schedule) => schedule["State"] = "DISABLED";
    }

    private static JsonElement Fact(JsonElement report, int index) => report.GetProperty("brief").GetProperty("facts")[index];

    private static string? Effect(JsonElement report, int index) =>
        report.GetProperty("brief").GetProperty("effect")[index].GetProperty("text").GetString();
}
