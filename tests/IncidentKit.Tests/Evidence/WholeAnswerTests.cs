using System.Text;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Evidence.Shapes;

namespace IncidentKit.Tests.Evidence;

/// <summary>An answer is only an answer when it looks like one.</summary>
public sealed class WholeAnswerTests
{
    private const string Login = "<!DOCTYPE html><html><body>Sign in</body></html>";
    private static readonly Instant AskedAt = Instant.FromUtc(2026, 1, 29, 22, 58);

    public static TheoryData<string> Names =>
        [.. typeof(Operations).GetProperties().Select(p => (OperationName)p.GetValue(null)!).Select(Name)];

    [Theory, MemberData(nameof(Names))]
    public void EveryOperationHasItsAnswerAndItsSource(string name)
    {
        var operation = Named(name);
        Assert.NotNull(AnswerShapes.Of(operation));
        Assert.NotEmpty(RecordedSources.Of(Record(operation, "{}")));
    }

    [Theory, MemberData(nameof(Names))]
    public void NoOperationAnswersWithWhatAProxySends(string name)
    {
        foreach (
            var body in new[]
            {
                "\"\"",
                "null",
                "[]",
                "7",
                Text(Login),
                Text("<a/>"),
                Text("{\"cut"),
                """{"status":"ok"}""",
                """{"__type":"InternalFailure"}""",
            }
        )
        {
            // Nobody reads what comes of ending a query.
            if (name == Name(Operations.StopQuery) && body.StartsWith('{'))
                continue;
            Assert.NotNull(WholeAnswer.Check(Named(name), Encoding.UTF8.GetBytes(body), AskedAt).Problem);
        }
    }

    [Theory]
    [InlineData("ListSchedules", "LOGIN", "with HTML, not ListSchedules's answer")]
    [InlineData("ListSchedules", "{}", "with JSON that is not ListSchedules's answer: Schedules is missing")]
    [InlineData("ListSchedules", """{"Schedules":null}""", "Schedules is null, not a list")]
    [InlineData("ListSchedules", """{"Schedules":[],"NextToken":7}""", "NextToken is 7, not a text")]
    [InlineData("ListSchedules", """{"Schedules":[],"Schedules":[]}""", "Schedules is there twice")]
    [InlineData("ListTasks", """{"clusterArns":[]}""", "taskArns is missing")]
    [InlineData("ReceiveMessage", """{"status":"ok"}""", "has other members")]
    [InlineData("GetSchedule", """{"Name":"a","ScheduleExpression":"rate(1 minute)"}""", "Target is missing")]
    [InlineData("ListRolePolicies", "<ListRolePoliciesResponse/>", "ListRolePoliciesResult is missing")]
    [InlineData("ListRolePolicies", "<ErrorResponse/>", "is ErrorResponse")]
    [InlineData("DescribeSubnets", "<DescribeSubnetsResponse/>", "subnetSet is missing")]
    public void WhatCameIsSaidInOneLine(string name, string body, string said)
    {
        var json =
            body == "LOGIN" ? Text(Login)
            : body.StartsWith('<') ? Text(body)
            : body;
        var problem = WholeAnswer.Check(Named(name), Encoding.UTF8.GetBytes(json), AskedAt).Problem;
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }

    // IAM documents come URL-encoded in XML.
    [Theory]
    [InlineData("7", " is 7, not an object")]
    [InlineData("sign in", " is not JSON")]
    [InlineData("%3Chtml%3ESign in%3C/html%3E", " is not JSON")]
    [InlineData("&lt;html&gt;Sign in&lt;/html&gt;", " is not JSON")]
    [InlineData("%22Statement%22", " is 'Statement', not an object")]
    [InlineData("%5B%5D", " is a list, not an object")]
    [InlineData("null", " is null, not an object")]
    [InlineData("", " is not JSON")]
    [InlineData("%7B%22Statement%22%3A", " is not JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", " is not valid text")]
    [InlineData("%FF%FE", " is not JSON")]
    [InlineData("<Statement/>", " is ''")]
    [InlineData("%7B%22Statement%22%3A%5B%5D%7D", null)]
    [InlineData(" {\"Statement\":[]}", null)]
    public void APolicyDocumentIsAnObject(string document, string? problem)
    {
        Is("GetRolePolicy", $"<PolicyDocument>{document}</PolicyDocument>", "PolicyDocument");
        Is("GetPolicyVersion", $"<PolicyVersion><Document>{document}</Document></PolicyVersion>", "PolicyVersion.Document");
        Is(
            "GetRole",
            "<Role><CreateDate>2025-05-01T09:00:00Z</CreateDate>"
                + $"<AssumeRolePolicyDocument>{document}</AssumeRolePolicyDocument></Role>",
            "Role.AssumeRolePolicyDocument"
        );

        void Is(string name, string result, string path)
        {
            var xml = $"<{name}Response><{name}Result>{result}</{name}Result></{name}Response>";
            var said = WholeAnswer.Check(Named(name), Encoding.UTF8.GetBytes(Text(xml)), AskedAt).Problem;
            if (problem is null)
                Assert.Null(said);
            else
                Assert.Contains(path + problem, said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "DescribeLogStreams",
        """{"logStreams":[{"logStreamName":"a","creationTime":1769695000000},{"logStreamName":"b","creationTime":"soon"}]}""",
        1
    )]
    [InlineData("DescribeLogStreams", """{"logStreams":[{"logStreamName":"a","creationTime":253370764800000},null,{}]}""", 3)]
    [InlineData("DescribeLogStreams", """{"logStreams":[{"logStreamName":"a","creationTime":0}]}""", 1)]
    [InlineData("ListTasks", """{"taskArns":["a",7,null,"b"]}""", 2)]
    [InlineData(
        "LookupEvents",
        """{"Events":[{"EventId":"1","EventName":"RunTask","EventTime":1769695000,"CloudTrailEvent":"{cut"}]}""",
        1
    )]
    [InlineData(
        "GetMetricData",
        """{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Timestamps":[1769695000],"Values":[]}]}""",
        1
    )]
    [InlineData("GetMetricData", """{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Timestamps":["soon"],"Values":[1]}]}""", 1)]
    // As a reader has it after it mended half a surrogate pair, written as an escape or not.
    [InlineData("ListClusters", """{"clusterArns":["arn:\ufffd","arn:a","arn:\u0061"]}""", 1)]
    [InlineData("ListClusters", "{\"clusterArns\":[\"arn:\uFFFD\",\"arn:a\"]}", 1)]
    public void AnItemThatCannotBeReadCostsTheItem(string name, string body, int unread)
    {
        var check = WholeAnswer.Check(Named(name), Encoding.UTF8.GetBytes(body), AskedAt, out var readable);
        Assert.Equal((null, unread), (check.Problem, check.Unread));
        Assert.NotNull(check.FirstUnread);
        // What is left is a whole answer.
        Assert.Equal(default, WholeAnswer.Check(Named(name), readable, AskedAt));
    }

    [Fact]
    public void SurrogatesAloneAndBytesThatAreNoTextAreNoAnswer()
    {
        Assert.Contains("UTF-8", Problem("""{"clusterArns":["\ud800"]}"""u8), StringComparison.Ordinal);
        Assert.Contains("UTF-8", Problem([.. "{\"clusterArns\":[\""u8, 0xC3, 0x28, .. "\"]}"u8]), StringComparison.Ordinal);
        Assert.Null(Problem("""{"clusterArns":["\ud83d\ude00","\\ud800"]}"""u8));

        static string? Problem(ReadOnlySpan<byte> body) => WholeAnswer.Check(Operations.ListClusters, body, AskedAt).Problem;
    }

    private static OperationName Named(string name) =>
        typeof(Operations)
            .GetProperties()
            .Select(p => (OperationName)p.GetValue(null)!)
            .Single(o => Name(o) == name || (o.Operation == name && o != Operations.GetFunctionPolicy));

    /// <summary>IAM and Lambda both have an operation GetPolicy.</summary>
    private static string Name(OperationName operation) => $"{operation.Service}:{operation.Operation}";

    private static string Text(string body) => JsonSerializer.Serialize(body);

    private static EvidenceRecord Record(OperationName operation, string body) =>
        new()
        {
            Id = "0",
            Service = operation.Service,
            Operation = operation.Operation,
            Region = "us-west-2",
            Parameters = JsonElement.Parse("{}"),
            RequestedAt = AskedAt,
            Status = 200,
            Body = Encoding.UTF8.GetBytes(body),
        };
}
