using System.Globalization;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Reports.Daily;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>A quiet day of an account with 300 schedules of six kinds of target and 200 rules: nothing is said of it.</summary>
public sealed class LargeDayTests
{
    private const int OfEach = 50;
    private const int Rules = 200;
    private const string Hourly = "cron(0 * * * ? *)";

    [Fact]
    public void AQuietDayOfALargeAccountIsQuiet()
    {
        var world = Day();
        var model = WorldEvidence.Read(
            world,
            bundle =>
                DailyDocument
                    .Of(
                        bundle,
                        new AnalysisInputs { ToolVersion = "0.1.0", Settings = Settings.Parse("incidentkit.yaml", world.Settings!) },
                        ReportDay.OfCalendar(new LocalDate(2026, 4, 21), DateTimeZone.Utc),
                        null
                    )
                    .Model
        );
        Assert.Equal(("allRan", true), (model.GetProperty("outcome").GetString(), model.GetProperty("quiet").GetBoolean()));
        Assert.Equal(6 * OfEach + Rules, model.GetProperty("schedules").GetArrayLength());
    }

    private static World Day()
    {
        var world = new World { Window = new Interval(T("00:00"), T("2026-04-22T00:00:00Z")), RecordedAt = T("2026-04-22T03:30:00Z") };
        world.Recorder();
        var hours = world.Every(3600).ToList();
        var fives = world.Every(300, last: "2026-04-22T00:10:00Z").Select(m => (Iso(m), 1.0)).ToList();
        for (var n = 0; n < OfEach; n++)
        {
            world.Add(Name("task", n), Hourly, hours);
            world.Invokes(Name("function", n));
            world.FunctionMetric(Name("function", n), "Invocations", fives);
            foreach (var none in (string[])["Errors", "Throttles", "AsyncEventsDropped"])
                world.FunctionMetric(Name("function", n), none, []);
            world.Starts(Name("machine", n), Hourly, hours);
            world.Submits(Name("job", n), Hourly, hours, queue: Name("queue", n % 4));
            world.CallsApi(Name("build", n), Hourly, hours, "codebuild:startBuild", $$"""{"ProjectName":"{{Name("project", n)}}"}""");
            world.Calls(Name("message", n), Hourly, hours, $"arn:aws:sqs:{Region}:123456789012:{Name("inbox", n)}", Name("group", n));
        }

        for (var n = 0; n < Rules; n++)
            world.AddRule(Name("rule", n), "rate(1 hour)", hours);
        // How builds and messages end, nothing tells.
        return world.Service(
            "invoked",
            string.Join(", ", Enumerable.Range(0, OfEach).SelectMany(n => new[] { Name("build", n), Name("message", n) }))
        );
    }

    private static string Name(string kind, int n) => string.Create(CultureInfo.InvariantCulture, $"{kind}{n:000}");
}
