using System.Text;
using System.Text.Json.Nodes;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>fix.sh touches no second schedule before the first one ran, whatever it is told to ask.</summary>
public sealed class FixScriptProofTests(AccountWithoutRuns account, DemoFolder demo)
    : IClassFixture<AccountWithoutRuns>,
        IClassFixture<DemoFolder>
{
    private const string First = FixProof.First;

    private static readonly string[] Broken = [.. FreezeScenario.Schedules.Where(s => s.Breaks).Select(s => s.Name)];

    public static TheoryData<string> Proofs => ["ended well", "among others"];

    public static TheoryData<string> Failures => ["exit code", "never started", "one container failed"];

    [Theory]
    [MemberData(nameof(Proofs))]
    public async Task TheRestIsRepairedOnceTheFirstRan(string what)
    {
        await BeginAsync();
        FixProof.Shows(account.Front, Tasks(what));
        var result = await FixAsync("--yes", "--wait", "0");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("proved: ran: task 0123456789abcdef", result.Output, StringComparison.Ordinal);
        Assert.Equal(Broken.Order(StringComparer.Ordinal), await RepairedAsync());
    }

    [Fact]
    public async Task WithoutItsRunItStopsAtTheLimitAndGoesOnFromThere()
    {
        string[] noProofs = ["before the repair", "another schedule's", "another family's", "a person's", "pending", "stopping"];
        await BeginAsync();
        FixProof.Shows(account.Front, [.. noProofs.SelectMany(Tasks)]);
        var result = await FixAsync("--yes", "--wait", "0");
        Assert.Equal(
            (1, $"fix.sh: '{First}' has not run within 0 min; nothing more was changed. Run this again later: it goes on from here\n"),
            (result.Code, result.Error)
        );
        Assert.Equal([First], await RepairedAsync());

        FixProof.Runs(account.Front, First);
        var again = await FixAsync("--yes", "--wait", "0");
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(Broken.Order(StringComparer.Ordinal), await RepairedAsync());
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task ARunThatFailsStopsIt(string what)
    {
        await BeginAsync();
        FixProof.Shows(account.Front, Tasks(what));
        var result = await FixAsync("--yes", "--wait", "0");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"fix.sh: '{First}' was started after its repair and failed: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("; nothing more was changed\n", result.Error, StringComparison.Ordinal);
        Assert.Equal([First], await RepairedAsync());
    }

    [Fact]
    public async Task ACallInTheTrailIsProofToo()
    {
        await BeginAsync();
        FixProof.Shows(account.Front);
        account.Front.Before(
            "LookupEvents",
            async context =>
            {
                var call = new JsonObject
                {
                    ["eventTime"] = "2026-01-29T22:59:30Z",
                    ["requestParameters"] = new JsonObject
                    {
                        ["startedBy"] = ("chronos-schedule/" + First)[..36],
                        ["taskDefinition"] = First + ":1",
                    },
                    ["responseElements"] = new JsonObject { ["tasks"] = new JsonArray(new JsonObject()) },
                };
                context.Response.ContentType = "application/x-amz-json-1.1";
                var row = new JsonObject { ["EventId"] = "1", ["CloudTrailEvent"] = call.ToJsonString() };
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                    context.Response,
                    new JsonObject { ["Events"] = new JsonArray(row) }.ToJsonString()
                );
                return true;
            }
        );
        var result = await FixAsync("--yes", "--wait", "0");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("proved: ran: call of 2026-01-29T22:59:30Z", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoSawItRunMaySaySo()
    {
        await BeginAsync();
        FixProof.Shows(account.Front);
        var result = await FixAsync("--yes", "--proved");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(Broken.Order(StringComparer.Ordinal), await RepairedAsync());
    }

    [Fact]
    public async Task ADeniedLookStopsIt()
    {
        await BeginAsync();
        account.Front.Deny("ListTasks");
        var result = await FixAsync("--yes", "--wait", "0");
        Assert.Equal(1, result.Code);
        Assert.EndsWith(
            $"fix.sh: cannot see whether '{First}' has run; nothing more was changed\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Equal([First], await RepairedAsync());
    }

    [Theory]
    [InlineData("--wait")]
    [InlineData("--wait", "soon")]
    [InlineData("--wait", "-1")]
    [InlineData("--prove")]
    public async Task AWrongOptionChangesNothing(params string[] options)
    {
        await BeginAsync();
        Assert.Equal(2, (await FixAsync(["--yes", .. options])).Code);
        Assert.Empty(await RepairedAsync());
    }

    private static JsonObject[] Tasks(string what) =>
        what switch
        {
            "ended well" => [FixProof.Task(First, "STOPPED", 0)],
            "among others" => [FixProof.Task(First, "STOPPED", 1), FixProof.Task(First, "PENDING"), FixProof.Task(First)],
            "before the repair" => [FixProof.Task(First, seconds: -30)],
            "another schedule's" => [FixProof.Task(First, startedBy: "chronos-schedule/ops-pipeline-classifier")],
            "another family's" => [FixProof.Task(First, family: "ops-pipeline-telemetry-ingestor-5m")],
            "a person's" => [FixProof.Task(First, startedBy: "ops-admin")],
            "pending" => [FixProof.Task(First, "PENDING")],
            "stopping" => [FixProof.Task(First, "DEPROVISIONING")],
            "exit code" => [FixProof.Task(First, "STOPPED", 1)],
            "never started" => [FixProof.Task(First, "STOPPED", reason: "CannotPullContainerError: \u001b[31mnot found")],
            "one container failed" => [FixProof.Task(First, "STOPPED", 137, reason: "OutOfMemory"), FixProof.Task(First, "PENDING")],
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };

    private async Task BeginAsync()
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is tested on Linux only");
        foreach (var schedule in FreezeScenario.Schedules.Where(s => s.Breaks))
        {
            using var http = Client();
            var body = FreezeScenario.Open.ScheduleBody(schedule);
            if (body["StartDate"] is not null)
                body["StartDate"] = FreezeScenario.RatesStart.ToUnixTimeSeconds();
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var gone = await http.DeleteAsync($"schedules/{schedule.Name}", TestContext.Current.CancellationToken);
            gone.EnsureSuccessStatusCode();
            using var answer = await http.PostAsync($"schedules/{schedule.Name}", content, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        account.Begin();
    }

    private HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = account.Front.Endpoint };
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=testing/20260129/us-west-2/scheduler/aws4_request, SignedHeaders=host, Signature=0"
        );
        return http;
    }

    private async Task<IReadOnlyList<string>> RepairedAsync()
    {
        using var http = Client();
        var repaired = new List<string>();
        foreach (var name in Broken.Order(StringComparer.Ordinal))
        {
            var body = await http.GetStringAsync($"schedules/{name}?groupName=default", TestContext.Current.CancellationToken);
            if ((string?)JsonNode.Parse(body)!["Target"]!["Arn"] == FreezeScenario.GoodCluster)
                repaired.Add(name);
        }

        return repaired;
    }

    private Task<Cli.Result> FixAsync(params string[] options) =>
        Programs.RunAsync(
            Programs.Info(
                "bash",
                [demo.PathOf("during", "fix.sh"), .. options],
                ("AWS_ENDPOINT_URL", account.Front.Endpoint.ToString()),
                ("AWS_ACCESS_KEY_ID", "testing"),
                ("AWS_SECRET_ACCESS_KEY", "testing"),
                AwsCli.Path
            )
        );
}
