using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Check;
using IncidentKit.Reports.Daily;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>A quiet day is quiet where people say what they do without, and what they do without is said.</summary>
public sealed class AcceptTests
{
    private const string Told = "1 scheduled job ignored by the settings (accept: ignore), in no count and no verdict: nudge (288 unknown)";

    [Fact]
    public void ADayWithAQueueIsPartlyUnknownUnlessItIsIgnored()
    {
        var asked = Daily(Day());
        Assert.Equal(("partlyUnknown", false), (asked.Outcome, asked.Quiet));
        var ignored = Daily(Day().Service("ignore", "nudge"));
        Assert.Equal(("allRan", true), (ignored.Outcome, ignored.Quiet));
        Assert.Contains(Told, ignored.Text, StringComparison.Ordinal);
        Assert.Contains(Told, ignored.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void AMorningSaysWhatItIgnores()
    {
        var (verdict, reasons) = Check(Day().Service("ignore", "nudge"));
        Assert.Equal("ready", verdict);
        Assert.Contains(Told, reasons, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsIgnoredIsInTheRecording() =>
        Assert.DoesNotContain("not in the recording", Check(Day().Service("ignore", "nudge")).Reasons, StringComparison.Ordinal);

    /// <summary>A whole day, on which nothing happens.</summary>
    private static World Day()
    {
        var world = new World { Window = new Interval(T("00:00"), T("2026-04-22T00:00:00Z")), RecordedAt = T("2026-04-22T03:30:00Z") };
        world.Fleet(true, "quotes", "digest");
        world.Others.Add(AcceptWorlds.Queue("nudge"));
        world.Unread(SourceNames.SchedulerMetrics);
        return world;
    }

    private static AnalysisInputs Inputs(World world) =>
        new() { ToolVersion = "0.1.0", Settings = world.Settings is { } text ? Settings.Parse("incidentkit.yaml", text) : null };

    private static (string Outcome, bool Quiet, string Text, string Brief) Daily(World world) =>
        WorldEvidence.Read(
            world,
            bundle =>
            {
                var day = ReportDay.OfCalendar(new LocalDate(2026, 4, 21), DateTimeZone.Utc);
                var model = DailyDocument.Of(bundle, Inputs(world), day, null).Model;
                return (
                    model.GetProperty("outcome").GetString()!,
                    model.GetProperty("quiet").GetBoolean(),
                    new TemplateRenderer().Render("daily-gap-report.md.sbn", model),
                    model.GetProperty("brief").ToString()
                );
            }
        );

    private static (string Verdict, string Reasons) Check(World world) =>
        WorldEvidence.Read(
            world,
            bundle =>
            {
                var model = CheckDocument.Of(bundle, Inputs(world), null).Model;
                return (model.GetProperty("verdict").GetString()!, model.GetProperty("reasons").ToString());
            }
        );
}
