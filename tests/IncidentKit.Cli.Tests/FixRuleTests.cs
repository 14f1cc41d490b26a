using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Testing;
using Microsoft.AspNetCore.Http;

namespace IncidentKit.Cli.Tests;

/// <summary>
/// A rule that was disabled and one that lost its target, the whole way: recorded from the emulator, judged, repaired by fix.sh with the
/// real AWS CLI, undone and repaired again.
/// </summary>
public sealed class FixRuleTests(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>
{
    private const string Off = "ledger-rule";
    private const string Bare = "quotes-rule";
    private const string Expression = "cron(0/5 * * * ? *)";

    private static readonly JsonObject Target = new()
    {
        ["Id"] = "task",
        ["Arn"] = FreezeScenario.GoodCluster,
        ["RoleArn"] = $"arn:aws:iam::{FreezeScenario.Account}:role/ops-pipeline-scheduler",
        ["Input"] = """{"containerOverrides":[{"name":"dispatch","environment":[{"name":"MODE","value":"it's"}]}]}""",
        ["EcsParameters"] = new JsonObject
        {
            ["TaskDefinitionArn"] = $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}:task-definition/ops-pipeline-dispatcher",
            ["TaskCount"] = 1,
            ["LaunchType"] = "FARGATE",
            ["NetworkConfiguration"] = new JsonObject
            {
                ["awsvpcConfiguration"] = new JsonObject { ["Subnets"] = new JsonArray("subnet-0a1b2c3d4e5f60718") },
            },
        },
    };

    [Fact]
    public async Task ARuleThatWasDisabledAndOneWithoutItsTargetAreRepairedTwice()
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is tested on Linux only");
        using var folder = new TemporaryFolder();
        using var http = new HttpClient { BaseAddress = account.Front.Endpoint };
        foreach (var rule in (string[])[Off, Bare])
        {
            await EventsAsync(http, "PutRule", new() { ["Name"] = rule, ["ScheduleExpression"] = Expression });
            await EventsAsync(http, "PutTargets", new() { ["Rule"] = rule, ["Targets"] = new JsonArray(Target.DeepClone()) });
        }

        var (offBefore, bareBefore) = (await RuleAsync(http, Off), await RuleAsync(http, Bare));
        await BreakAsync(http);
        account.Front.Before("LookupEvents", EventsOfAsync);

        var bundle = folder.PathOf("bundle");
        var collected = await Cli.RunAtAsync(account.Scenario.RecordedAt, account.Collect(bundle));
        Assert.True(collected.Code is 0 or ExitCode.PartlyUnknown, collected.Error);
        var reported = folder.PathOf("report");
        Assert.Equal(0, (await Cli.RunAsync("report", bundle, "--out", reported)).Code);
        using var report = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Path.Combine(reported, "incident-report.json"), TestContext.Current.CancellationToken)
        );
        var findings = report
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Where(f => f.GetProperty("ruleId").GetString() == "IK1007")
            .SelectMany(f => f.GetProperty("subjects").EnumerateArray().Select(s => s.GetString()))
            .Order(StringComparer.Ordinal);
        Assert.Equal([Off, Bare], findings);
        Assert.Equal(
            [("disabled", Off), ("withoutTarget", Bare)],
            report
                .RootElement.GetProperty("schedules")
                .EnumerateArray()
                .Where(s => s.GetProperty("rule").ValueKind == JsonValueKind.String)
                .Select(s => (s.GetProperty("state").GetString()!, s.GetProperty("name").GetString()!))
        );

        // Alone, so that what else is broken in this account does not come first.
        var script = folder.PathOf("fix.sh");
        var lines = await File.ReadAllLinesAsync(Path.Combine(reported, "fix.sh"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            script,
            lines.Where(l => !l.StartsWith("repair ", StringComparison.Ordinal) || l.Contains("rule/", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken
        );
        for (var time = 0; time < 2; time++)
        {
            var fix = await FixAsync(script);
            Assert.True(fix.Code == 0, fix.Output + fix.Error);
            Assert.Equal(offBefore, await RuleAsync(http, Off));
            Assert.Equal(bareBefore, await RuleAsync(http, Bare));
            var again = await FixAsync(script);
            Assert.Equal((0, 2), (again.Code, again.Output.Split("nothing to do").Length - 1));
            await BreakAsync(http);
        }

        // Somebody put another target meanwhile: it is not as it was recorded.
        var other = Target.DeepClone().AsObject();
        other["Arn"] = FreezeScenario.BadCluster;
        await EventsAsync(http, "PutTargets", new() { ["Rule"] = Bare, ["Targets"] = new JsonArray(other) });
        var refused = await FixAsync(script);
        Assert.Equal(3, refused.Code);
        Assert.Contains("is not as it was recorded", refused.Error, StringComparison.Ordinal);
    }

    private static async Task BreakAsync(HttpClient http)
    {
        await EventsAsync(http, "DisableRule", new() { ["Name"] = Off });
        await EventsAsync(http, "RemoveTargets", new() { ["Rule"] = Bare, ["Ids"] = new JsonArray("task") });
    }

    /// <summary>What CloudTrail would hold: the emulator has no trail.</summary>
    private static async Task<bool> EventsOfAsync(HttpContext context)
    {
        var asked = (string?)JsonNode.Parse((string)context.Items["body"]!)!["LookupAttributes"]?[0]?["AttributeValue"];
        var target = Lowered(Target)!;
        (string Name, string At, JsonObject Request)[] all =
        [
            ("PutRule", "2026-01-12T09:00:00Z", new() { ["name"] = Off, ["scheduleExpression"] = Expression }),
            ("PutRule", "2026-01-12T09:00:01Z", new() { ["name"] = Bare, ["scheduleExpression"] = Expression }),
            ("PutTargets", "2026-01-12T09:00:02Z", new() { ["rule"] = Off, ["targets"] = new JsonArray(target.DeepClone()) }),
            ("PutTargets", "2026-01-12T09:00:03Z", new() { ["rule"] = Bare, ["targets"] = new JsonArray(target.DeepClone()) }),
            ("DisableRule", "2026-01-29T15:32:10Z", new() { ["name"] = Off }),
            ("RemoveTargets", "2026-01-29T15:41:40Z", new() { ["rule"] = Bare, ["ids"] = new JsonArray("task") }),
        ];
        var events = all.Where(e => e.Name == asked)
            .Select(
                (e, i) =>
                    new JsonObject
                    {
                        ["EventId"] = $"{e.Name}-{i}",
                        ["EventName"] = e.Name,
                        ["EventTime"] = e.At,
                        ["Username"] = "ops-admin",
                        ["CloudTrailEvent"] = new JsonObject
                        {
                            ["eventID"] = $"{e.Name}-{i}",
                            ["eventName"] = e.Name,
                            ["eventTime"] = e.At,
                            ["awsRegion"] = FreezeScenario.Region,
                            ["userIdentity"] = new JsonObject { ["type"] = "IAMUser", ["userName"] = "ops-admin" },
                            ["requestParameters"] = e.Request.DeepClone(),
                        }.ToJsonString(),
                    }
            );
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(new JsonObject { ["Events"] = new JsonArray([.. events]) }.ToJsonString());
        return true;
    }

    private static JsonNode? Lowered(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(
                o.Select(m => KeyValuePair.Create(char.ToLower(m.Key[0], CultureInfo.InvariantCulture) + m.Key[1..], Lowered(m.Value)))
            ),
            JsonArray a => new JsonArray([.. a.Select(Lowered)]),
            _ => node?.DeepClone(),
        };

    private static async Task<string> RuleAsync(HttpClient http, string name)
    {
        var rule = await EventsAsync(http, "DescribeRule", new() { ["Name"] = name });
        var targets = await EventsAsync(http, "ListTargetsByRule", new() { ["Rule"] = name });
        return Sorted(rule) + Sorted(targets);
    }

    private static string Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject o => "{"
                + string.Join(',', o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Sorted(m.Value)}"))
                + "}",
            JsonArray a => "[" + string.Join(',', a.Select(Sorted)) + "]",
            _ => node?.ToJsonString() ?? "null",
        };

    private static async Task<JsonNode?> EventsAsync(HttpClient http, string operation, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AWSEvents.{operation}");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=testing/20260129/us-west-2/events/aws4_request, SignedHeaders=host, Signature=0"
        );
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private Task<Cli.Result> FixAsync(string script) =>
        Programs.RunAsync(
            Programs.Info(
                "bash",
                [script, "--yes", "--proved"],
                ("AWS_ENDPOINT_URL", account.Front.Endpoint.ToString()),
                ("AWS_ACCESS_KEY_ID", "testing"),
                ("AWS_SECRET_ACCESS_KEY", "testing"),
                AwsCli.Path
            )
        );
}
