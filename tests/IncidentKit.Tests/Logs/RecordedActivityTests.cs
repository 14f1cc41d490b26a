using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Logs;

/// <summary>What several answers of a bundle say of one log group together.</summary>
public sealed class RecordedActivityTests
{
    private const string Group = "/srv/web";

    private static IReadOnlyList<RecordedActivity> ReadAll(BundleReader bundle) =>
        RecordedActivity.ReadAll(bundle, RecordedLogGroup.ReadAll(bundle));

    private static RecordedActivity Read(TestAccount account) => Assert.Single(account.Read(ReadAll));

    private static string[] Minutes(RecordedActivity activity) =>
        [.. activity.Minutes.Select(m => $"{TestAnalysis.Clock(m.Minute)}={m.Events}")];

    private static string[] Looked(RecordedActivity activity) =>
        [.. activity.Looked.Select(l => $"{TestAnalysis.Clock(l.Start)}-{TestAnalysis.Clock(l.End)}")];

    [Fact]
    public void PointAskedTwiceCountsOnce()
    {
        var activity = Read(
            new TestAccount()
                .LogEvents(Group, [("14:00", 3), ("14:05", 4)], "13:50", "15:00")
                .LogEvents(Group, [("14:05", 4), ("15:10", 1)], "14:00", "15:30")
        );
        Assert.Equal(["14:00=3", "14:05=4", "15:10=1"], Minutes(activity));
        Assert.Equal(["13:50-15:30"], Looked(activity));
        Assert.Equal(2, activity.EvidenceIds.Count);
        Assert.Equal(activity.Minutes.Count, activity.AnswerOf.Count);
    }

    [Fact]
    public void TimeBetweenTwoQuestionsWasNotLookedAt() =>
        Assert.Equal(
            ["13:00-13:30", "14:00-14:30"],
            Looked(
                Read(
                    new TestAccount().LogEvents(Group, [("13:00", 1)], "13:00", "13:30").LogEvents(Group, [("14:00", 1)], "14:00", "14:30")
                )
            )
        );

    [Fact]
    public void LastMinutesBeforeTheQuestionAreTooRecentToBeSilent()
    {
        var account = new TestAccount().AskedAtTheEnd().LogEvents(Group, [("14:00", 1), ("14:58", 1)], "14:00", "15:00");
        Assert.Equal(["14:00-14:45"], Looked(Read(account)));
    }

    [Fact]
    public void EventsByTheirOwnTimeWinOverTheMetric()
    {
        // The event of 14:09:58 was taken in at 14:10.
        var account = Events(
            new TestAccount().LogEvents(Group, [("13:30", 2), ("14:10", 1)], "13:00", "15:00"),
            "14:00",
            "14:30",
            null,
            "14:09:58"
        );
        Assert.Equal(["13:30=2", "14:09=1"], Minutes(Read(account)));
    }

    [Fact]
    public void ListingWithoutItsNextPageIsNotWhole()
    {
        var first = Events(new TestAccount(), "14:00", "14:30", "next", "14:01:00");
        var activity = Read(first);
        Assert.Equal(["14:01=1"], Minutes(activity));
        Assert.Empty(activity.Looked);

        var question = Question("14:00", "14:30");
        question["nextToken"] = "next";
        Assert.Equal(
            ["14:00-14:30"],
            Looked(Read(first.Record("logs", "FilterLogEvents", question, new JsonObject { ["events"] = new JsonArray() })))
        );
    }

    [Theory]
    [InlineData("filterPattern", "ERROR")]
    [InlineData("logStreamNamePrefix", "ecs/")]
    public void SomeEventsOnlySayNothingOfTheGroup(string member, string value)
    {
        var question = Question("14:00", "14:30");
        question[member] = value;
        Assert.Empty(
            new TestAccount().Record("logs", "FilterLogEvents", question, new JsonObject { ["events"] = new JsonArray() }).Read(ReadAll)
        );
    }

    [Fact]
    public void QueryThatReachedItsRowLimitIsNotWhole()
    {
        var start = TestAccount.T("2026-01-20T00:00:00Z");
        var rows = Enumerable
            .Range(0, MinuteQuery.RowLimit)
            .Select(i =>
                (JsonNode)
                    new JsonArray(
                        Field("minute", $"{start + Duration.FromMinutes(i):uuuu-MM-dd HH:mm}:00.000"),
                        Field("@log", $"123456789012:{Group}"),
                        Field("events", "2")
                    )
            );
        var account = new TestAccount()
            .Record("logs", "StartQuery", MinuteQuery.Of([Group], start, TestAccount.T("14:00")), new JsonObject { ["queryId"] = "q" })
            .Record(
                "logs",
                "GetQueryResults",
                new { queryId = "q" },
                new JsonObject { ["status"] = "Complete", ["results"] = new JsonArray([.. rows]) }
            );
        var activity = Read(account);
        Assert.Equal(MinuteQuery.RowLimit, activity.Minutes.Count);
        Assert.Empty(activity.Looked);
    }

    [Fact]
    public void QueriesOfALongLogStayBelowTheRowLimit()
    {
        var start = TestAccount.T("2026-01-20T00:00:00Z");
        var minutes = Enumerable.Range(0, 25_000).Select(i => new MinuteCount(start + Duration.FromMinutes(i), 1)).ToList();
        var queries = MinuteQuery.Split(minutes, start, minutes[^1].Minute + Duration.FromSeconds(59)).ToList();
        Assert.All(queries, q => Assert.True(q.Rows.Count < MinuteQuery.RowLimit));
        Assert.Equal(minutes, queries.SelectMany(q => q.Rows));
        Assert.All(queries.Zip(queries.Skip(1)), pair => Assert.Equal(pair.Second.Start, pair.First.End + Duration.FromSeconds(1)));
    }

    [Fact]
    public void GroupIsNotSilentBeforeItWasMade() =>
        Assert.Equal(
            ["14:10-15:00"],
            Looked(Read(new TestAccount().LogGroup(Group, "14:10").LogEvents(Group, [("14:10", 1)], "13:00", "15:00")))
        );

    [Fact]
    public void EventsPastRetentionAreNotSilenceButPointsOfTheMetricLast()
    {
        // A day before the question of 18:00.
        var account = new TestAccount().LogGroup(Group, retentionDays: 1);
        Events(account, "2026-01-28T17:00:00Z", "2026-01-28T19:00:00Z", null, "2026-01-28T18:30:00Z");
        Assert.Equal(["18:00-19:00"], Looked(Read(account)));
        Assert.Equal(["17:30-19:00"], Looked(Read(account.LogEvents(Group, [], "2026-01-28T17:30:00Z", "2026-01-28T18:00:00Z"))));
    }

    private static JsonObject Question(string from, string to) =>
        new()
        {
            ["logGroupName"] = Group,
            ["startTime"] = TestAccount.T(from).ToUnixTimeMilliseconds(),
            ["endTime"] = TestAccount.T(to).ToUnixTimeMilliseconds() - 1,
        };

    private static TestAccount Events(TestAccount account, string from, string to, string? next, params string[] times)
    {
        var body = new JsonObject
        {
            ["events"] = new JsonArray([
                .. times.Select(t => (JsonNode)new JsonObject { ["timestamp"] = TestAccount.T(t).ToUnixTimeMilliseconds() }),
            ]),
        };
        if (next is not null)
            body["nextToken"] = next;
        return account.Record("logs", "FilterLogEvents", Question(from, to), body);
    }

    private static JsonObject Field(string name, string value) => new() { ["field"] = name, ["value"] = value };
}
