using System.Text.Json;
using Amazon.Runtime;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>The events a minute of log groups, counted where that is cheapest.</summary>
public sealed class ActivityRecorderTests : IDisposable
{
    static readonly Interval Window = new(Instant.FromUtc(2026, 1, 29, 14, 0), Instant.FromUtc(2026, 1, 29, 23, 10));
    static readonly Instant LongAfter = Instant.FromUtc(2026, 3, 1, 0, 0);

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task InsightsCountsTheEventsOfEachMinuteOnce()
    {
        var (recorded, front) = await RecordAsync(70, Window, LongAfter);
        var events = Events(70, Window);
        Assert.Equal(70, recorded.Count);
        foreach (var group in recorded)
        {
            Assert.Equal(Window, group.Covered);
            Assert.Equal(
                events
                    .Where(e => e.Group == group.LogGroup && Window.Contains(e.At))
                    .GroupBy(e => e.At.ToUnixTimeSeconds() / 60)
                    .Select(m => new MinuteCount(Instant.FromUnixTimeSeconds(m.Key * 60), m.Count()))
                    .OrderBy(m => m.Minute),
                group.Minutes
            );
        }

        // 50 groups in slices of 200 minutes, 20 groups in slices of 500; two polls each.
        Assert.Equal((3 + 2, 2 * (3 + 2)), (front.Counts["StartQuery"], front.Counts["GetQueryResults"]));
        Assert.InRange(front.MostRunning, 1, 5);
    }

    [Fact]
    public async Task EventsOfOneGroupInATightWindowAreFetched()
    {
        var tight = new Interval(Window.Start, Window.Start + Duration.FromMinutes(9));
        var (recorded, front) = await RecordAsync(1, tight, LongAfter);
        Assert.Equal("FilterLogEvents", Assert.Single(front.Counts).Key);
        Assert.Equal(Events(1, Window).Count(e => tight.Contains(e.At)), Assert.Single(recorded).Minutes.Sum(m => m.Events));
    }

    [Fact]
    public async Task MetricIsAskedWhileItsPointsLast()
    {
        var (_, front) = await RecordAsync(3, Window, Window.End);
        Assert.Equal(new KeyValuePair<string, int>("GetMetricData", 1), Assert.Single(front.Counts));
    }

    [Fact]
    public async Task PlanCountsWhatIsThenSent()
    {
        await using var front = await InsightsFront.StartAsync(Events(70, Window));
        using var client = Client(front);
        var plan = new CallPlan(client, new NodaTime.Testing.FakeClock(LongAfter));
        using var calls = new CallRecorder(client, new NodaTime.Testing.FakeClock(LongAfter), writer: null, plan, progress: null);
        await new ActivityRecorder(new SourceLedger("logs.activity"), FreezeScenario.Region, Window, LongAfter, calls, plan).RecordAsync(
            Groups(70),
            TestContext.Current.CancellationToken
        );
        Assert.Empty(front.Counts);
        var (_, recorded) = await RecordAsync(70, Window, LongAfter);
        Assert.Equal(recorded.Counts["StartQuery"], plan.Planned[AwsOperation.StartQuery]);
        // A group takes 1,000 bytes a minute.
        Assert.Equal(70 * 550 * 1000L, plan.ScannedBytes);
    }

    [Fact]
    public async Task QueryThatIsNotNeededAnyMoreIsStopped()
    {
        await using var front = await InsightsFront.StartAsync(Events(2, Window));
        front.Stuck = true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var recording = RecordAsync(front, 2, Window, LongAfter, stop.Token);
        while (!front.Counts.ContainsKey("GetQueryResults") && !recording.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
        Assert.Equal(1, front.Counts["StopQuery"]);
    }

    static List<(string Group, Instant At)> Events(int groups, Interval window) =>
        [
            .. from @group in Enumerable.Range(0, groups)
            from minute in Enumerable.Range(-5, (int)window.Duration.TotalMinutes + 10)
            where minute % (@group + 2) != 0
            from n in Enumerable.Range(0, 1 + (minute & 1))
            select ($"/ecs/job-{@group:D2}", window.Start + Duration.FromMinutes(minute) + Duration.FromMilliseconds(29_500 + n * 30_499)),
        ];

    static Dictionary<string, JsonElement> Groups(int groups) =>
        Enumerable
            .Range(0, groups)
            .ToDictionary(
                g => $"/ecs/job-{g:D2}",
                g =>
                    JsonSerializer.SerializeToElement(
                        new
                        {
                            creationTime = (LongAfter - Duration.FromDays(100)).ToUnixTimeMilliseconds(),
                            retentionInDays = 90,
                            storedBytes = 90 * 24 * 60 * 1000L,
                        }
                    )
            );

    static AwsClient Client(InsightsFront front) =>
        new(new AwsClientOptions { EndpointUrl = front.Endpoint, Credentials = new BasicAWSCredentials("testing", "testing") });

    async Task<(IReadOnlyList<RecordedActivity> Recorded, InsightsFront Front)> RecordAsync(int groups, Interval window, Instant now)
    {
        await using var front = await InsightsFront.StartAsync(Events(groups, Window));
        return (await RecordAsync(front, groups, window, now, TestContext.Current.CancellationToken), front);
    }

    async Task<IReadOnlyList<RecordedActivity>> RecordAsync(
        InsightsFront front,
        int groups,
        Interval window,
        Instant now,
        CancellationToken ct
    )
    {
        var path = _folder.PathOf("bundle");
        using var client = Client(front);
        using (var writer = BundleWriter.Create(path, Manifest(window, now)))
        {
            using var calls = new CallRecorder(client, new NodaTime.Testing.FakeClock(now), writer, plan: null, progress: null);
            var source = new SourceLedger("logs.activity");
            await new ActivityRecorder(source, FreezeScenario.Region, window, now, calls, plan: null).RecordAsync(Groups(groups), ct);
            Assert.Equal(CoverageStatus.Complete, source.ToCoverage().Status);
            writer.Complete([source.ToCoverage()]);
        }

        using var bundle = BundleReader.Open(path);
        return RecordedActivity.ReadAll(bundle, RecordedLogGroup.ReadAll(bundle));
    }

    static BundleManifest Manifest(Interval window, Instant now) =>
        new()
        {
            SchemaVersion = "1.0.0",
            ToolVersion = "0.1.0",
            Window = window,
            Regions = [FreezeScenario.Region],
            Account = FreezeScenario.Account,
            CollectedAt = now,
            Complete = false,
            Coverage = [],
            Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
        };
}
