using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Inputs;
using IncidentKit.Reports.Incident;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Reports;

/// <summary>Incidents of different kinds, each with its report.</summary>
internal static class IncidentKinds
{
    public static readonly string[] Names = ["ongoing", "single", "none", "unknown", "several", "lunch", "month", "logs"];

    public static JsonElement Report(string kind) => Document(kind).Model;

    public static IncidentDocument Document(string kind) =>
        kind switch
        {
            "ongoing" => Broken(new TestAccount().Cluster(TestAccount.Gone, null), "job", "14:40", null)
                .Analyse(settings: Market("XNYS"))
                .Document,
            "single" => Broken(new TestAccount().Cluster(TestAccount.Gone, null), "job", "14:20", "14:40")
                .Schedule("healthy", "rate(5 minutes)")
                .Created("healthy")
                .Runs("healthy", everyMinutes: 5)
                .Analyse(settings: Market("XNYS"), incident: People)
                .Document,
            "none" => new TestAccount().Schedule("job").Created("job").Runs("job").Analyse(settings: Market("XNYS")).Document,
            "unknown" => new TestAccount()
                .Schedule("job")
                .Created("job")
                .Runs("job", except: ("13:00", "16:00"))
                .MorePages("/ecs/job")
                .Analyse(settings: Market("XNYS"))
                .Document,
            "several" => Broken(
                    Broken(new TestAccount().Cluster(TestAccount.Gone, null), "cluster", "14:05", "14:15"),
                    "disabled",
                    "14:30",
                    "14:45",
                    s => s["State"] = "DISABLED"
                )
                .Analyse(settings: Market("XNYS", "cluster, disabled"))
                .Document,
            // 02:00 to 05:00 UTC is 11:00 to 14:00 in Tokyo, around the break from 11:30 to 12:30.
            "lunch" => Broken(
                    new TestAccount("2026-01-29T02:00:00Z", "2026-01-29T05:00:00Z").Cluster(TestAccount.Gone, null),
                    "job",
                    "02:10",
                    "04:00"
                )
                .Analyse(settings: Market("XTKS"))
                .Document,
            "month" => Month().Analyse(settings: Market("[XNYS, XLON]")).Document,
            "logs" => Logged().Analyse(settings: Market("XNYS")).Document,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private static readonly IncidentFile People = IncidentFile.Parse(
        "incident.yaml",
        """
        title: Orders stopped
        severity: high
        status: mitigated
        detectedBy: a trader asked
        people: [{name: on-call, role: incident lead}]
        milestones: {detected: 2026-01-29T14:31:00Z, diagnosisStarted: 2026-01-29T14:33:00Z, causeFound: 2026-01-29T14:38:00Z, verified: 2026-01-29T14:42:00Z}
        financialImpact: {by: desk, text: two fills missed}
        notes: [{at: 2026-01-29T14:35:00Z, by: on-call, text: The cluster is gone.}]
        statements: [{by: on-call, text: Nobody else deployed that day.}]
        contributingFactors: [The name of the cluster is typed by hand.]
        whyNotCaught: [No alarm on missed runs.]
        fiveWhys: [No tasks started., The cluster did not exist., A deployment renamed it.]
        lessons: {wentWell: [The repair took two minutes.], wentBadly: [Nobody noticed for eleven minutes.], lucky: [It was before the open.]}
        actionItems: [{text: Check targets before a deployment ends, type: prevent, owner: platform, due: 2026-02-15, priority: high, finding: IK2001}]
        decisions: [{by: on-call, text: No second region.}]
        signOff: [{by: head of trading, at: 2026-01-30T15:00:00Z, text: approved}]
        """
    );

    private static Settings Market(string id, string schedules = "job") =>
        Settings.Parse(
            "incidentkit.yaml",
            $$"""
            market: {{id}}
            services:
              trader: {role: trading, schedules: [{{schedules}}], datasets: [{name: bars, kind: bars, interval: PT1M, symbols: 3, phase: regular, recoverable: true}]}
            """
        );

    private static TestAccount Broken(TestAccount account, string name, string from, string? to, Action<JsonObject>? fault = null)
    {
        fault ??= s => TestAccount.SendTo(s, TestAccount.Gone);
        var pushed = Before(from);
        account
            .Schedule(
                name,
                change: s =>
                {
                    if (to is null)
                        fault(s);
                    s["LastModificationDate"] = $"2026-01-29T{Before(to ?? from)}Z";
                }
            )
            .Created(name)
            .Updated(name, pushed, fault)
            .Runs(name, except: (from, to ?? "23:00"));
        return to is null ? account : account.Updated(name, Before(to));
    }

    /// <summary>20 s before a time of the day.</summary>
    private static string Before(string time) =>
        NodaTime
            .Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss")
            .Format(NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value.PlusSeconds(-20));

    private static TestAccount Month()
    {
        var account = new TestAccount("2026-02-16T00:00:00Z", "2026-03-18T00:00:00Z")
            .Cluster(TestAccount.Gone, null)
            .Schedule("job", "rate(60 minutes)", s => s["StartDate"] = "2026-01-12T09:00:00Z")
            .Created("job");
        for (var at = TestAccount.T("2026-02-15T00:00:00Z"); at < TestAccount.T("2026-03-18T01:00:00Z"); at += Duration.FromHours(1))
        {
            if (at < TestAccount.T("2026-02-17T09:00:00Z") || at >= TestAccount.T("2026-03-16T12:00:00Z"))
                account.Stream(
                    "/ecs/job",
                    $"ecs/job/{account.NextTask()}",
                    NodaTime.Text.InstantPattern.General.Format(at + Duration.FromSeconds(10))
                );
        }

        return account;
    }

    /// <summary>A job that stops for twenty minutes, and the logs of its container, of a function of which nothing else is on record, and of a service that no schedule starts.</summary>
    private static TestAccount Logged()
    {
        var account = Broken(new TestAccount().Cluster(TestAccount.Gone, null), "job", "14:20", "14:40")
            .Schedule(
                "mailer",
                "rate(20 minutes)",
                s =>
                {
                    s["Target"]!["Arn"] = TestAccount.Function("mailer");
                    s["Target"]!.AsObject().Remove("EcsParameters");
                }
            )
            .Created("mailer", expression: "rate(20 minutes)");
        const string twoWeeks = "2026-01-15T00:00:00Z";
        var day = Minutes("13:00", "16:00", _ => true).ToList();
        var past = Enumerable.Range(15, 14).SelectMany(d => day.Select(m => ($"2026-01-{d}T{m.Minute}:00Z", m.Count)));
        return account
            .LogEvents(
                "/ecs/job",
                [.. past, .. day.Where(m => string.CompareOrdinal(m.Minute, "14:20") < 0 || string.CompareOrdinal(m.Minute, "14:40") >= 0)],
                twoWeeks
            )
            .LogEvents("/aws/lambda/mailer", [("14:10", 4), ("14:31", 4), ("14:32", 1)], "13:50")
            .LogEvents("/srv/web", Minutes("14:05", "14:50", m => m % 3 == 0), "14:05", "14:52");
    }

    private static IEnumerable<(string Minute, int Count)> Minutes(string from, string to, Func<int, bool> speaks)
    {
        for (var at = TestAccount.T(from); at < TestAccount.T(to); at += Duration.FromMinutes(1))
        {
            var minute = at.InUtc().Minute;
            if (speaks(minute))
                yield return (NodaTime.Text.InstantPattern.CreateWithInvariantCulture("HH:mm").Format(at), 3 + (minute % 5 * 4));
        }
    }
}
