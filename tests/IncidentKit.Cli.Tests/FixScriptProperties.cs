using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Whatever a schedule looks like, the repair script changes the intended field of it in the emulator and nothing else.</summary>
public sealed class FixScriptProperties(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>
{
    private const int Schedules = 8;

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static readonly Gen<string> Text = OneOf(
        "plain",
        "with \"quotes\" and 'quotes'",
        "$(reboot) `id` \\ %s",
        "Grüße, 東京 🚀",
        "{\"containerOverrides\":[{\"name\":\"a b\"}]}"
    );

    private static readonly Gen<string> Lines = Gen.Select(Text, Text, (a, b) => $"{a}\n\t{b}");

    private static readonly Gen<JsonObject> Schedule = Gen.Select(
            OneOf("rate(1 minute)", "cron(0/5 9-16 ? * MON-FRI *)", "at(2027-01-01T00:00:00)"),
            OneOf("UTC", "America/New_York"),
            Gen.Bool,
            Gen.Bool,
            Gen.Bool,
            Lines,
            Text
        )
        .Select(
            (expression, zone, ecs, flexible, extras, description, input) =>
            {
                var target = new JsonObject
                {
                    ["Arn"] = ecs
                        ? FreezeScenario.GoodCluster
                        : $"arn:aws:lambda:{FreezeScenario.Region}:{FreezeScenario.Account}:function:f",
                    ["RoleArn"] = FreezeScenario.SchedulerRole,
                    ["Input"] = input,
                };
                if (ecs)
                {
                    target["EcsParameters"] = new JsonObject
                    {
                        ["TaskDefinitionArn"] =
                            $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}:task-definition/ops-pipeline-dispatcher",
                        ["TaskCount"] = 2,
                        ["NetworkConfiguration"] = new JsonObject
                        {
                            ["awsvpcConfiguration"] = new JsonObject
                            {
                                ["Subnets"] = new JsonArray("subnet-b", "subnet-a"),
                                ["AssignPublicIp"] = "ENABLED",
                            },
                        },
                    };
                }

                if (extras)
                {
                    target["DeadLetterConfig"] = new JsonObject
                    {
                        ["Arn"] = $"arn:aws:sqs:{FreezeScenario.Region}:{FreezeScenario.Account}:dead",
                    };
                    target["RetryPolicy"] = new JsonObject { ["MaximumRetryAttempts"] = 3, ["MaximumEventAgeInSeconds"] = 600 };
                }

                return new JsonObject
                {
                    ["GroupName"] = "default",
                    ["ScheduleExpression"] = expression,
                    ["ScheduleExpressionTimezone"] = zone,
                    ["State"] = extras ? "DISABLED" : "ENABLED",
                    ["Description"] = description,
                    ["ActionAfterCompletion"] = flexible ? "DELETE" : "NONE",
                    ["FlexibleTimeWindow"] = flexible
                        ? new JsonObject { ["Mode"] = "FLEXIBLE", ["MaximumWindowInMinutes"] = 15 }
                        : new JsonObject { ["Mode"] = "OFF" },
                    ["Target"] = target,
                };
            }
        );

    /// <summary>A field, its value now, and the value to put.</summary>
    private static (string Field, string Now, string New) Intended(JsonObject schedule, int choice)
    {
        var target = schedule["Target"]!;
        return (choice % 5) switch
        {
            0 => ("State", (string)schedule["State"]!, (string)schedule["State"]! == "ENABLED" ? "DISABLED" : "ENABLED"),
            1 => ("ScheduleExpressionTimezone", (string)schedule["ScheduleExpressionTimezone"]!, "Europe/Berlin"),
            2 => ("Target.Input", (string)target["Input"]!, "{\"new\":\"$(reboot) 'x' \\\"y\\\"\"}"),
            3 when target["EcsParameters"] is not null => (
                "Target.EcsParameters.NetworkConfiguration.awsvpcConfiguration.Subnets",
                "subnet-a, subnet-b",
                "subnet-c, subnet-d"
            ),
            _ => ("Target.RoleArn", FreezeScenario.SchedulerRole, FreezeScenario.SchedulerRole + "-2"),
        };
    }

    [Fact]
    public async Task OnlyTheIntendedFieldDiffers()
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is tested on Linux only");
        using var http = new HttpClient { BaseAddress = account.Front.Endpoint };
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=testing/20260129/us-west-2/scheduler/aws4_request, SignedHeaders=host, Signature=0"
        );
        var seed = new PCG(1, 20260129);
        var repairs = new JsonArray();
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Schedules; i++)
        {
            var name = $"ops-pipeline-{(char)('a' + i)}";
            var schedule = Schedule.Generate(seed, null, out _);
            using (var content = new StringContent(schedule.ToJsonString(), Encoding.UTF8, "application/json"))
            using (var made = await http.PostAsync($"schedules/{name}", content, TestContext.Current.CancellationToken))
                made.EnsureSuccessStatusCode();
            var live = await LiveAsync(http, name);
            var (field, now, next) = Intended(schedule, i);
            Put(
                live,
                field.Split('.'),
                live.ToJsonString().Contains("\"Subnets\"", StringComparison.Ordinal) && field.EndsWith("Subnets", StringComparison.Ordinal)
                    ? new JsonArray([.. next.Split(", ").Select(s => (JsonNode)s)])
                    : JsonValue.Create(next)
            );
            expected[name] = Sorted(live)!.ToJsonString();
            repairs.Add(
                new JsonObject
                {
                    ["schedule"] = name,
                    ["group"] = "default",
                    ["region"] = FreezeScenario.Region,
                    ["field"] = field,
                    ["jqPath"] = "." + field,
                    ["expectedValue"] = now,
                    ["newValue"] = next,
                    ["newValueSource"] = "a test",
                    ["lastModified"] = null,
                    ["trading"] = i % 2 == 0,
                    ["nextFireTime"] = null,
                    ["role"] = "other",
                    ["ruleTarget"] = null,
                    ["target"] = null,
                }
            );
        }

        using var folder = new TemporaryFolder();
        await Cli.RunAsync("demo", "--out", folder.FullPath);
        var model = JsonNode
            .Parse(
                await File.ReadAllTextAsync(
                    Path.Combine(folder.FullPath, "during", "incident-report.json"),
                    TestContext.Current.CancellationToken
                )
            )!
            .AsObject();
        model["repairs"] = repairs;
        model["missingLogGroups"] = new JsonArray(new JsonObject { ["name"] = "/made/again", ["region"] = FreezeScenario.Region });
        var script = folder.PathOf("fix.sh");
        await File.WriteAllTextAsync(
            script,
            new TemplateRenderer().Render("fix.sh.sbn", JsonSerializer.SerializeToElement(model)),
            TestContext.Current.CancellationToken
        );
        foreach (var times in new[] { 1, 2 })
        {
            var result = await Programs.RunAsync(
                Programs.Info(
                    "bash",
                    [script, "--yes", "--proved"],
                    ("AWS_ENDPOINT_URL", account.Front.Endpoint.ToString()),
                    ("AWS_ACCESS_KEY_ID", "testing"),
                    ("AWS_SECRET_ACCESS_KEY", "testing"),
                    AwsCli.Path
                )
            );
            Assert.Equal((0, ""), (result.Code, result.Error));
            foreach (var (name, schedule) in expected)
                Assert.Equal(schedule, Sorted(await LiveAsync(http, name))!.ToJsonString());
            Assert.Equal(times == 1 ? 0 : Schedules + 1, result.Output.Split("nothing to do").Length - 1);
        }
    }

    private static async Task<JsonObject> LiveAsync(HttpClient http, string name)
    {
        var body = JsonNode
            .Parse(await http.GetStringAsync($"schedules/{name}?groupName=default", TestContext.Current.CancellationToken))!
            .AsObject();
        body.Remove("LastModificationDate");
        body.Remove("CreationDate");
        return body;
    }

    private static void Put(JsonObject parent, ReadOnlySpan<string> path, JsonNode value)
    {
        if (path.Length == 1)
            parent[path[0]] = value;
        else
            Put(parent[path[0]]!.AsObject(), path[1..], value);
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
