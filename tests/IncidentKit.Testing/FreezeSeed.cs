using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentKit.Testing;

/// <summary>Puts a scenario into moto, over HTTP.</summary>
public static class FreezeSeed
{
    /// <summary>Makes the cluster, task definitions, schedules, function and metric points of the scenario, and the log streams of its
    /// runs unless told not to.</summary>
    public static async Task SeedAsync(this FreezeScenario scenario, Uri endpoint, bool runs = true)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        await Json(http, "ecs", "AmazonEC2ContainerServiceV20141113.CreateCluster", new() { ["clusterName"] = "ops-pipeline-cluster" });
        foreach (var schedule in FreezeScenario.Schedules)
        {
            if (!schedule.IsLambda)
                await Json(http, "ecs", "AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition", TaskDefinition(schedule));
            var body = scenario.ScheduleBody(schedule);
            if (body["StartDate"] is not null)
                body["StartDate"] = FreezeScenario.RatesStart.ToUnixTimeSeconds();
            await Send(http, "scheduler", $"/schedules/{schedule.Name}", body.ToJsonString(), "application/json", null);
        }
        foreach (
            var group in FreezeScenario.Schedules.Select(schedule => schedule.LogGroup).Append(FreezeScenario.TaskEventGroup).Distinct()
        )
        {
            await Json(http, "logs", "Logs_20140328.CreateLogGroup", new() { ["logGroupName"] = group });
            await Json(http, "logs", "Logs_20140328.PutRetentionPolicy", new() { ["logGroupName"] = group, ["retentionInDays"] = 30 });
        }
        await RolesAsync(http);
        await FunctionAsync(http);
        await InvocationsAsync(http, scenario);
        await SchedulerCountsAsync(http, scenario);
        await Parallel.ForEachAsync(
            runs ? scenario.Streams() : [],
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (stream, _) => await StreamAsync(http, stream)
        );
    }

    static async Task StreamAsync(HttpClient http, FreezeLog stream)
    {
        await Json(
            http,
            "logs",
            "Logs_20140328.CreateLogStream",
            new() { ["logGroupName"] = stream.Group, ["logStreamName"] = stream.Name }
        );
        var events = new JsonArray(
            ((Instant[])[stream.First, stream.Last])
                .Distinct()
                .Select(at => (JsonNode)new JsonObject { ["timestamp"] = at.ToUnixTimeMilliseconds(), ["message"] = "started" })
                .ToArray()
        );
        await Json(
            http,
            "logs",
            "Logs_20140328.PutLogEvents",
            new()
            {
                ["logGroupName"] = stream.Group,
                ["logStreamName"] = stream.Name,
                ["logEvents"] = events,
            }
        );
    }

    static JsonObject TaskDefinition(FreezeSchedule schedule) =>
        new()
        {
            ["family"] = schedule.Name,
            ["requiresCompatibilities"] = new JsonArray("FARGATE"),
            ["networkMode"] = "awsvpc",
            ["cpu"] = "256",
            ["memory"] = "512",
            ["executionRoleArn"] = $"arn:aws:iam::{FreezeScenario.Account}:role/ops-pipeline-execution",
            ["containerDefinitions"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = schedule.Name,
                    ["image"] = $"{FreezeScenario.Account}.dkr.ecr.{FreezeScenario.Region}.amazonaws.com/{schedule.Service}:42",
                    ["essential"] = true,
                    ["logConfiguration"] = new JsonObject
                    {
                        ["logDriver"] = "awslogs",
                        ["options"] = new JsonObject
                        {
                            ["awslogs-group"] = schedule.LogGroup,
                            ["awslogs-region"] = FreezeScenario.Region,
                            ["awslogs-stream-prefix"] = "ecs",
                        },
                    },
                }
            ),
        };

    static async Task RolesAsync(HttpClient http)
    {
        await Role(http, "ops-pipeline-scheduler", "scheduler.amazonaws.com");
        await Role(http, "ops-pipeline-execution", "ecs-tasks.amazonaws.com");
        var policy = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                Allow("ecs:RunTask", $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}:task-definition/*"),
                Allow("iam:PassRole", $"arn:aws:iam::{FreezeScenario.Account}:role/ops-pipeline-execution"),
                Allow(
                    "lambda:InvokeFunction",
                    $"arn:aws:lambda:{FreezeScenario.Region}:{FreezeScenario.Account}:function:trade-alert-checker*"
                )
            ),
        };
        await Query(
            http,
            "PutRolePolicy",
            ("RoleName", "ops-pipeline-scheduler"),
            ("PolicyName", "run"),
            ("PolicyDocument", policy.ToJsonString())
        );
    }

    static JsonObject Allow(string action, string resource) =>
        new()
        {
            ["Effect"] = "Allow",
            ["Action"] = action,
            ["Resource"] = resource,
        };

    static Task Role(HttpClient http, string name, string principal)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = principal },
            ["Action"] = "sts:AssumeRole",
        };
        var trust = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };
        return Query(http, "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust.ToJsonString()));
    }

    internal static Task Query(HttpClient http, string action, params (string Name, string Value)[] parameters) =>
        Send(
            http,
            "iam",
            "/",
            $"Action={action}&Version=2010-05-08" + string.Concat(parameters.Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value)}")),
            "application/x-www-form-urlencoded",
            null
        );

    /// <summary>What the Scheduler counts for the group by minute: an attempt for each fire time, and an error for each that ran
    /// nothing.</summary>
    static async Task SchedulerCountsAsync(HttpClient http, FreezeScenario scenario)
    {
        var points = new JsonArray();
        for (var at = scenario.Window.Start - Duration.FromMinutes(30); at < scenario.RecordedAt; at += Duration.FromMinutes(1))
        {
            var due = FreezeScenario.Schedules.Where(s => at.ToUnixTimeSeconds() / 60 % s.Period == 0).ToList();
            Add(at, "InvocationAttemptCount", due.Count);
            Add(at, "TargetErrorCount", due.Count(s => !FreezeScenario.Runs(s, at, at + Duration.FromMinutes(1)).Any()));
        }
        foreach (var some in points.Select(p => p!.DeepClone()).Chunk(500))
            await Json(
                http,
                "monitoring",
                "GraniteServiceVersion20100801.PutMetricData",
                new() { ["Namespace"] = "AWS/Scheduler", ["MetricData"] = new JsonArray(some) }
            );

        void Add(Instant at, string name, int count)
        {
            if (count > 0)
                points.Add(
                    new JsonObject
                    {
                        ["MetricName"] = name,
                        ["Timestamp"] = at.ToUnixTimeSeconds(),
                        ["Value"] = count,
                        ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "ScheduleGroup", ["Value"] = "default" }),
                    }
                );
        }
    }

    static async Task FunctionAsync(HttpClient http)
    {
        await Send(
            http,
            "iam",
            "/",
            "Action=CreateRole&Version=2010-05-08&RoleName=trade-alert-checker&AssumeRolePolicyDocument=%7B%7D",
            "application/x-www-form-urlencoded",
            null
        );
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = archive.CreateEntry("index.py");
            entry.LastWriteTime = new DateTimeOffset(2026, 1, 12, 0, 0, 0, TimeSpan.Zero);
            using var writer = new StreamWriter(entry.Open());
            await writer.WriteAsync("def handler(event, context): pass");
        }
        await Send(
            http,
            "lambda",
            "/2015-03-31/functions",
            new JsonObject
            {
                ["FunctionName"] = "trade-alert-checker",
                ["Runtime"] = "python3.13",
                ["Handler"] = "index.handler",
                ["Role"] = $"arn:aws:iam::{FreezeScenario.Account}:role/trade-alert-checker",
                ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(zip.ToArray()) },
            }.ToJsonString(),
            "application/json",
            null
        );
    }

    static async Task InvocationsAsync(HttpClient http, FreezeScenario scenario)
    {
        var function = FreezeScenario.Schedules.Single(schedule => schedule.IsLambda);
        var points = FreezeScenario
            .Runs(function, scenario.Window.Start - Duration.FromHours(9), scenario.RecordedAt)
            .Select(at =>
                (JsonNode)
                    new JsonObject
                    {
                        ["MetricName"] = "Invocations",
                        ["Timestamp"] = at.ToUnixTimeSeconds(),
                        ["Value"] = 1,
                        ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "FunctionName", ["Value"] = function.Name }),
                    }
            );
        await Json(
            http,
            "monitoring",
            "GraniteServiceVersion20100801.PutMetricData",
            new() { ["Namespace"] = "AWS/Lambda", ["MetricData"] = new JsonArray([.. points]) }
        );
    }

    internal static Task Json(HttpClient http, string service, string target, JsonObject body) =>
        Send(http, service, "/", body.ToJsonString(), "application/x-amz-json-1.1", target);

    internal static async Task Send(HttpClient http, string service, string path, string body, string type, string? target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            string.Create(
                CultureInfo.InvariantCulture,
                $"AWS4-HMAC-SHA256 Credential=testing/20260129/{FreezeScenario.Region}/{service}/aws4_request, SignedHeaders=host, Signature=0"
            )
        );
        if (target is not null)
            request.Headers.Add("X-Amz-Target", target);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{target ?? path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
