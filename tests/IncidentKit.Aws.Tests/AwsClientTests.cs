using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using CsCheck;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Testing;

namespace IncidentKit.Aws.Tests;

[Collection("environment")]
public sealed class AwsClientTests
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    static async Task<(AwsAnswer Answer, StubHandler Stub)> Send(
        AwsOperation operation,
        string parameters,
        Func<HttpRequestMessage, (HttpStatusCode, string)> answer,
        AwsClientOptions? options = null,
        string region = "eu-west-1"
    )
    {
        var stub = new StubHandler(answer);
        using var client = new AwsClient(
            (options ?? new()) with
            {
                Credentials = Credentials,
                Limits = options?.Limits ?? new() { Retries = 0, ThrottlePatience = Duration.Zero },
                HttpHandler = _ => stub,
            }
        );
        return (await client.SendAsync(operation, region, JsonElement.Parse(parameters), TestContext.Current.CancellationToken), stub);
    }

    static (HttpStatusCode, string) Ok(string body) => (HttpStatusCode.OK, body);

    public static TheoryData<string, string, string> Requests =>
        new()
        {
            { "ecs:ListTasks", """{"cluster":"c"}""", "https://ecs.eu-west-1.amazonaws.com/" },
            { "logs:DescribeLogGroups", "{}", "https://logs.eu-west-1.amazonaws.com/" },
            { "cloudwatch:GetMetricData", "{}", "https://monitoring.eu-west-1.amazonaws.com/" },
            { "sts:GetCallerIdentity", "{}", "https://sts.eu-west-1.amazonaws.com/" },
            {
                "scheduler:ListSchedules",
                """{"GroupName":"a b","NextToken":"x/y"}""",
                "https://scheduler.eu-west-1.amazonaws.com/schedules?NextToken=x%2Fy&ScheduleGroup=a%20b"
            },
            {
                "scheduler:GetSchedule",
                """{"GroupName":"g","Name":"a.b"}""",
                "https://scheduler.eu-west-1.amazonaws.com/schedules/a.b?groupName=g"
            },
            { "batch:ListJobs", """{"jobQueue":"nightly"}""", "https://batch.eu-west-1.amazonaws.com/v1/listjobs" },
            {
                "lambda:GetFunctionConfiguration",
                """{"FunctionName":"f"}""",
                "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/f/configuration"
            },
        };

    [Theory, MemberData(nameof(Requests))]
    public async Task RequestGoesToTheServicesEndpointAndIsSignedForItsRegion(string action, string parameters, string url)
    {
        var operation = AwsOperation.All.Single(o => o.IamAction == action);
        var (answer, stub) = await Send(operation, parameters, _ => Ok("{}"));
        Assert.Equal(AwsFailure.None, answer.Failure);
        var request = Assert.Single(stub.Requests);
        Assert.Equal(url, request.Uri.AbsoluteUri);
        Assert.Contains($"/eu-west-1/{operation.Service.SigningName}/aws4_request", request.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GivenEndpointIsUsedAndSignedForTheRegionAsked()
    {
        var (_, stub) = await Send(AwsOperation.ListClusters, "{}", _ => Ok("{}"), new() { EndpointUrl = new("http://127.0.0.1:4566") });
        var request = Assert.Single(stub.Requests);
        Assert.Equal("http://127.0.0.1:4566/", request.Uri.AbsoluteUri);
        Assert.Contains("/eu-west-1/ecs/", request.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndpointOfTheEnvironmentIsUsed()
    {
        using var environment = new ScopedEnvironment(("AWS_ENDPOINT_URL", "http://127.0.0.1:4567"), ("AWS_REGION", "us-east-2"));
        var (_, stub) = await Send(AwsOperation.ListClusters, "{}", _ => Ok("{}"));
        var request = Assert.Single(stub.Requests);
        Assert.Equal("http://127.0.0.1:4567/", request.Uri.AbsoluteUri);
        Assert.Contains("/eu-west-1/ecs/", request.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerIsKeptVerbatimWithoutWhiteSpaceBetweenTokens()
    {
        var (answer, _) = await Send(
            AwsOperation.ListClusters,
            "{}",
            _ => Ok("{ \"a\" : 1.50e3,\n \"unknown\": [ \"x \\u00e9 \\\" y\" ] }")
        );
        Assert.Equal("""{"a":1.50e3,"unknown":["x \u00e9 \" y"]}""", Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task XmlBecomesAJsonString()
    {
        var (answer, _) = await Send(AwsOperation.GetCallerIdentity, "{}", _ => Ok("<A>\n1</A>"));
        Assert.Equal("<A>\n1</A>", JsonElement.Parse(answer.Body.Span).GetString());
    }

    [Fact]
    public async Task SuccessThatIsNotJsonIsAFailure()
    {
        var (answer, _) = await Send(AwsOperation.ListClusters, "{}", _ => Ok("{\"cut"));
        Assert.Equal(AwsFailure.NotTheAnswer, answer.Checked(AwsOperation.ListClusters, Instant.FromUtc(2026, 1, 29, 0, 0)).Failure);
    }

    [Fact]
    public async Task AnOperationIsAskedAgainWhileItIsThrottledAndNotForEver()
    {
        var stub = new StubHandler(_ => (HttpStatusCode.BadRequest, """{"__type":"ThrottlingException"}"""));
        using var client = new AwsClient(
            new()
            {
                Credentials = Credentials,
                HttpHandler = _ => stub,
                Limits = new() { ThrottlePatience = Duration.FromSeconds(2) },
            }
        );
        var waited = 0;
        for (var i = 0; i < 2; i++)
        {
            var answer = await client.SendAsync(
                AwsOperation.ListClusters,
                "eu-west-1",
                JsonElement.Parse("{}"),
                TestContext.Current.CancellationToken,
                waiting: () => waited++
            );
            Assert.Equal(AwsFailure.Throttled, answer.Failure);
        }
        Assert.InRange(stub.Requests.Count, 3, 8);
        Assert.True(waited > 0);
    }

    [Fact]
    public async Task ABodyWithoutEndIsNotReadToIt()
    {
        var (answer, stub) = await Send(
            AwsOperation.ListClusters,
            "{}",
            _ => Ok(new string(' ', 3_000_000)),
            new()
            {
                Limits = new() { BodyBytes = 2 * 1024 * 1024, Retries = 0 },
            }
        );
        Assert.Equal((AwsFailure.NotTheAnswer, 1), (answer.Failure, stub.Requests.Count));
        Assert.Contains("longer than 2 MiB", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"__type":"AccessDeniedException","message":"no"}""", AwsFailure.Denied)]
    [InlineData(400, """{"__type":"x#UnrecognizedClientException","message":"no"}""", AwsFailure.Denied)]
    [InlineData(
        403,
        "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>",
        AwsFailure.Denied
    )]
    [InlineData(400, """{"__type":"ThrottlingException","message":"Rate exceeded"}""", AwsFailure.Throttled)]
    [InlineData(429, "", AwsFailure.Throttled)]
    [InlineData(404, """{"code":"ResourceNotFoundException","message":"gone"}""", AwsFailure.Absent)]
    [InlineData(400, """{"__type":"ClientException","message":"Unable to describe task definition."}""", AwsFailure.Absent)]
    [InlineData(400, """{"__type":"InvalidNextTokenException","message":"old"}""", AwsFailure.TokenExpired)]
    [InlineData(400, """{"__type":"InvalidParameterException","message":"The specified nextToken is invalid."}""", AwsFailure.TokenExpired)]
    [InlineData(500, "<!doctype html>", AwsFailure.Other)]
    [InlineData(302, "<!doctype html>", AwsFailure.NotTheAnswer)]
    [InlineData(403, "<!doctype html>", AwsFailure.NotTheAnswer)]
    [InlineData(404, "<!doctype html>", AwsFailure.NotTheAnswer)]
    [InlineData(407, "", AwsFailure.NotTheAnswer)]
    public async Task ErrorsAreToldApart(int status, string body, AwsFailure failure)
    {
        var (answer, _) = await Send(AwsOperation.ListClusters, "{}", _ => ((HttpStatusCode)status, body));
        Assert.Equal((status, failure), (answer.Status, answer.Failure));
        Assert.NotNull(answer.Code);
        using var _ = JsonDocument.Parse(answer.Body);
    }

    [Fact]
    public async Task ThrottledCallIsRetried()
    {
        var answers = new Queue<(HttpStatusCode, string)>([(HttpStatusCode.BadRequest, """{"__type":"ThrottlingException"}"""), Ok("{}")]);
        var stub = new StubHandler(_ => answers.Dequeue());
        using var client = new AwsClient(new() { Credentials = Credentials, HttpHandler = _ => stub });
        var answer = await client.SendAsync(
            AwsOperation.ListClusters,
            "eu-west-1",
            JsonElement.Parse("{}"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal((AwsFailure.None, 2), (answer.Failure, stub.Requests.Count));
    }

    [Fact]
    public async Task NothingListeningIsUnreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = new AwsClient(
            new()
            {
                Credentials = Credentials,
                EndpointUrl = new($"http://127.0.0.1:{port}"),
                Limits = new() { Retries = 0, ThrottlePatience = Duration.Zero },
                HttpHandler = h => new LoopbackOnly(h),
            }
        );
        var answer = await client.SendAsync(
            AwsOperation.ListClusters,
            "eu-west-1",
            JsonElement.Parse("{}"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal((0, AwsFailure.Unreachable), (answer.Status, answer.Failure));
    }

    [Fact]
    public async Task ATestCannotLeaveTheMachine()
    {
        using var client = new AwsClient(
            new()
            {
                Credentials = Credentials,
                Limits = new() { Retries = 0, ThrottlePatience = Duration.Zero },
                HttpHandler = h => new LoopbackOnly(h),
            }
        );
        var answer = await client.SendAsync(
            AwsOperation.ListClusters,
            "eu-west-1",
            JsonElement.Parse("{}"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("a test asked ecs.eu-west-1.amazonaws.com", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownProfileIsOneClearLine()
    {
        using var environment = ScopedEnvironment.WithoutCredentials();
        var e = Assert.Throws<InputException>(() => new AwsClient(new() { Profile = "no-such-profile" }));
        Assert.Equal(InputProblem.NoAnswer, e.Problem);
        Assert.Contains("'no-such-profile'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    // The SDK passes over what it cannot read, and then there are no credentials.
    [Theory]
    [InlineData("folder", "is a folder, not a file of AWS profiles")]
    [InlineData("loop", "cannot be read: ")]
    [InlineData("[default\nregion = x\n", "cannot be read: line 1 is no section, property or comment of AWS profiles")]
    [InlineData("[default]\naws_access_key_id = a\nAKIAIOSFODNN7EXAMPLE\n", "cannot be read: line 3 is no ")]
    public void AFileOfProfilesThatCannotBeReadIsNamed(string content, string said)
    {
        using var folder = new Testing.TemporaryFolder();
        var path = folder.PathOf("profiles");
        if (content == "folder")
            Directory.CreateDirectory(path);
        else if (content == "loop")
            File.CreateSymbolicLink(path, path);
        else
            File.WriteAllText(path, content);
        foreach (var variable in new[] { "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE" })
        {
            using var environment = ScopedEnvironment.WithoutCredentials();
            using var file = new ScopedEnvironment((variable, path));
            foreach (var profile in new[] { null, "default" })
            {
                var e = Assert.Throws<InputException>(() => new AwsClient(new() { Profile = profile }));
                Assert.Equal(InputProblem.NoAnswer, e.Problem);
                Assert.StartsWith($"{path} {said}", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
                Assert.DoesNotContain("AKIA", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task NoCredentialsIsOneClearLine()
    {
        using var environment = ScopedEnvironment.WithoutCredentials();
        var e = await Assert.ThrowsAsync<InputException>(async () =>
        {
            using var client = new AwsClient(new() { HttpHandler = h => new LoopbackOnly(h) });
            await client.SendAsync(
                AwsOperation.GetCallerIdentity,
                "eu-west-1",
                JsonElement.Parse("{}"),
                TestContext.Current.CancellationToken
            );
        });
        Assert.Equal(InputProblem.NoAnswer, e.Problem);
        Assert.StartsWith("no AWS credentials", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void MinifyingKeepsTheMeaning() =>
        Gen
            .String.Array[0, 5]
            .Sample(
                texts =>
                {
                    var pretty = JsonSerializer.SerializeToUtf8Bytes(new { texts }, Indented);
                    var small = Answers.Minify(pretty, out var isJson);
                    Assert.True(isJson);
                    Assert.Equal(
                        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new { texts })),
                        Encoding.UTF8.GetString(small)
                    );
                },
                iter: Effort.Of(200)
            );
}
