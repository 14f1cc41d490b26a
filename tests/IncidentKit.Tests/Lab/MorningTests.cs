using System.Globalization;
using System.Text.Json.Nodes;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Reports.Check;
using NodaTime.Text;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>
/// Sixty mornings of one team, as <c>check</c> sees them at 07:30 in New York with the last 25 hours recorded: Mondays, days after
/// holidays and after both changes of the clocks, and nights with a deployment. On some something is broken. It must never be called ready then,
/// and rarely unknown where all is well.
/// </summary>
public sealed class MorningTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static readonly Settings Team = Settings.Parse(
        "incidentkit.yaml",
        """
        market: XNYS
        services:
          feed: {role: dataCollection, schedules: [pulse, ledger]}
          desk: {role: trading, schedules: [open-desk, quotes-ny]}
          books: {role: positionMonitoring, schedules: [digest, weekly]}
        """
    );

    /// <summary>What may be wrong in a morning.</summary>
    private static readonly Action<World>[] Faults =
    [
        w => w.SendTo("ledger", "mian", Night(w, 3)).Refuse("ledger", Night(w, 3)),
        w => w.Update("digest", Night(w, 5), "ops-lee", s => s["State"] = "DISABLED").Drop("digest", Night(w, 5)),
        w => w.Die("pulse", Night(w, 10), null, new Death("EssentialContainerExited", "Essential container in task exited", 1)),
        w => w.Refuse("ledger", Night(w, 8), null, "InvalidParameterException", "TaskDefinition is inactive"),
        w => w.SendTo("open-desk", "mian", Night(w, 2)),
        w =>
        {
            w.Roles[RunRole] = ("scheduler.amazonaws.com", []);
            w.Iam(Night(w, 9), "DeleteRolePolicy", "sec-admin", new { roleName = RunRole, policyName = "p0" }).Deny("*", Night(w, 9));
        },
    ];

    [Fact]
    public void NoneIsCalledReadyThatIsNotAndFewAreUnknown()
    {
        var (falseReady, falseUnknown) = (new List<string>(), new List<string>());
        foreach (var (n, date) in Dates().Index())
        {
            var broken = n % 5 == 4;
            var verdict = Check(Morning(n, date, broken));
            var text = string.Create(CultureInfo.InvariantCulture, $"{n} {date} {verdict.Verdict}: {verdict.Reasons}");
            if (broken && verdict.Verdict == "ready")
                falseReady.Add(text);
            if (!broken && verdict.Verdict != "ready")
                falseUnknown.Add(text);
        }

        Assert.True(
            falseReady.Count == 0 && falseUnknown.Count <= 3,
            $"ready though broken:\n  {string.Join("\n  ", falseReady)}\nnot ready though well:\n  {string.Join("\n  ", falseUnknown)}"
        );
    }

    /// <summary>Mondays, the days after holidays of New York and after both changes of the clocks, and others.</summary>
    private static List<LocalDate> Dates()
    {
        string[] special =
        [
            "2026-01-02",
            "2026-01-20",
            "2026-02-17",
            "2026-03-08",
            "2026-03-09",
            "2026-03-29",
            "2026-03-30",
            "2026-04-06",
            "2026-05-26",
            "2026-06-22",
            "2026-07-06",
            "2026-09-08",
            "2026-10-26",
            "2026-11-01",
            "2026-11-02",
            "2026-11-27",
            "2026-11-30",
            "2026-12-28",
        ];
        var dates = special.Select(d => LocalDatePattern.Iso.Parse(d).Value).ToList();
        for (
            var date = new LocalDate(2026, 1, 12);
            dates.Count < 60;
            date += Period.FromDays(date.DayOfWeek == IsoDayOfWeek.Monday ? 3 : 4)
        )
        {
            if (!dates.Contains(date))
                dates.Add(date);
        }

        return dates;
    }

    private static World Morning(int n, LocalDate date, bool broken)
    {
        var now = (date + new LocalTime(7, 30)).InZoneStrictly(NewYork).ToInstant();
        var world = new World { Window = new Interval(now - Duration.FromHours(25), now), RecordedAt = now };
        Fleet(world, now);
        if (n % 3 == 0)
            Deploy(world);
        if (n % 4 == 1)
            world.Others.Add(StateMachine());
        if (broken)
            Faults[n / 5 % Faults.Length](world);
        return world;
    }

    /// <summary>Jobs of each kind: by the minute, the hour, the day of trading, and the week.</summary>
    private static void Fleet(World world, Instant now)
    {
        var since = world.Window.Start - Minutes(130);
        world.Add("pulse", "cron(0/10 * * * ? *)", world.Every(600));
        world.Add("ledger", "cron(0/15 * * * ? *)", world.Every(900));
        world.Add("digest", "cron(0 * * * ? *)", world.Every(3600));
        world.Add("quotes-ny", "cron(0/30 9-15 ? * MON-FRI *)", Local(since, now, IsTrading), change: InNewYork);
        world.Add(
            "open-desk",
            "cron(15 9 ? * MON-FRI *)",
            Local(since, now, t => IsWeekday(t) && t.TimeOfDay == new LocalTime(9, 15)),
            change: InNewYork
        );
        world.Add(
            "weekly",
            "cron(0 3 ? * SUN *)",
            Local(since - Duration.FromDays(8), now, t => t.DayOfWeek == IsoDayOfWeek.Sunday && t.TimeOfDay == new LocalTime(3, 0)),
            change: InNewYork
        );
    }

    private static void Deploy(World world) =>
        world
            .Event(Night(world, 7), "RegisterTaskDefinition", "ci", new { family = "pulse" })
            .Update("pulse", Night(world, 7), "ci", s => s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = DefinitionArn("pulse:4"))
            .Update("weekly", Night(world, 7), "ci", s => s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = DefinitionArn("weekly:4"));

    private static JsonObject StateMachine() =>
        new()
        {
            ["Name"] = "settle",
            ["GroupName"] = "default",
            ["ScheduleExpression"] = "cron(0/10 * * * ? *)",
            ["State"] = "ENABLED",
            ["CreationDate"] = Old,
            ["LastModificationDate"] = Old,
            ["Target"] = new JsonObject
            {
                ["Arn"] = "arn:aws:states:us-west-2:123456789012:stateMachine:settle",
                ["RoleArn"] = RoleArn(RunRole),
            },
        };

    private static void InNewYork(JsonObject schedule) => schedule["ScheduleExpressionTimezone"] = "America/New_York";

    private static bool IsTrading(LocalDateTime t) => IsWeekday(t) && t.Minute % 30 == 0 && t.Hour is >= 9 and <= 15;

    private static bool IsWeekday(LocalDateTime t) => t.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    /// <summary>The quarters of an hour in New York for which something holds.</summary>
    private static IEnumerable<Instant> Local(Instant from, Instant to, Func<LocalDateTime, bool> holds)
    {
        var first = Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds() / 900 * 900);
        for (var at = first; at < to; at += Minutes(15))
        {
            if (holds(at.InZone(NewYork).LocalDateTime))
                yield return at;
        }
    }

    /// <summary>So many hours before the morning, and twenty seconds.</summary>
    private static string Night(World world, int hours) => Iso(world.RecordedAt - Duration.FromHours(hours) + Seconds(20));

    private static (string Verdict, string Reasons) Check(World world) =>
        WorldEvidence.Read(
            world,
            bundle =>
            {
                var model = CheckDocument.Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0", Settings = Team }, null).Model;
                return (model.GetProperty("verdict").GetString()!, model.GetProperty("reasons").ToString());
            }
        );
}
