using System.Text.Json.Nodes;

namespace IncidentKit.Tests.Lab;

/// <summary>One job of AWS Batch: submitted, started a while later, ended after its length.</summary>
internal sealed record BatchJob(string Name, string Definition, Instant Submitted)
{
    /// <summary>How long it waited; null for one that waits still.</summary>
    public Duration? Wait { get; init; } = Duration.FromSeconds(25);

    /// <summary>How long it ran; null for one that runs still.</summary>
    public Duration? Length { get; init; } = Duration.FromSeconds(90);

    public string Status { get; init; } = "SUCCEEDED";

    public string? Reason { get; init; }

    public int? Exit { get; init; } = 0;

    public string? ContainerReason { get; init; }

    public int Attempts { get; init; } = 1;

    public string Id => World.AnyName($"job {Name} {Submitted} {Definition}");
}

/// <summary>A job queue, as it is when the world is recorded.</summary>
internal sealed class BatchQueue
{
    public required string Name { get; init; }

    public string State { get; set; } = "ENABLED";

    public string Status { get; set; } = "VALID";

    public bool Exists { get; set; } = true;

    public (string State, string Status, string? Reason) Environment { get; set; } = ("ENABLED", "VALID", null);

    public List<BatchJob> Jobs { get; } = [];

    /// <summary>Whether its jobs could be listed to the end; otherwise only those since a time.</summary>
    public Instant? ListedSince { get; set; }

    public string Arn => World.QueueArn(Name);
}

/// <summary>Queues and definitions of AWS Batch in a world, what submits jobs to them, and what the recorder finds of them.</summary>
internal sealed partial class World
{
    public const string BatchRole = "batch-run";

    public List<BatchQueue> Queues { get; } = [];

    /// <summary>Job definitions by name with revision, and their status; one that is left out does not exist.</summary>
    public Dictionary<string, string> JobDefinitions { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether Batch may not be asked.</summary>
    public bool BatchDenied { get; set; }

    /// <summary>Batch keeps ended jobs for seven days.</summary>
    private Instant JobsKeptFrom => RecordedAt - Duration.FromDays(7);

    public static string QueueArn(string name) => $"arn:aws:batch:{Region}:123456789012:job-queue/{name}";

    public static string JobDefinitionArn(string revision) => $"arn:aws:batch:{Region}:123456789012:job-definition/{revision}";

    public BatchQueue QueueOf(string name) => Queues.Single(q => q.Name == name);

    private BatchQueue AddQueue(string name)
    {
        if (Queues.Find(q => q.Name == name) is { } known)
            return known;
        Roles.TryAdd(BatchRole, ("scheduler.amazonaws.com", [Allow("batch:SubmitJob")]));
        var queue = new BatchQueue { Name = name };
        Queues.Add(queue);
        return queue;
    }

    /// <summary>A schedule that submits a job to the queue nightly, which succeeds.</summary>
    public World Submits(
        string name,
        string expression,
        IEnumerable<Instant> slots,
        string queue = "nightly",
        string? jobName = null,
        string? definition = null,
        bool byName = false,
        bool created = false
    )
    {
        var target = AddQueue(queue);
        definition ??= $"{name}:4";
        JobDefinitions[definition.Contains(':', StringComparison.Ordinal) ? definition : definition + ":4"] = "ACTIVE";
        var live = Configuration(name, expression, name, "main", BatchRole, Region);
        live["CreationDate"] = created ? Recent : Old;
        live["LastModificationDate"] = created ? Recent : Old;
        live["Target"]!.AsObject().Remove("EcsParameters");
        live["Target"]!["Arn"] = "arn:aws:scheduler:::aws-sdk:batch:submitJob";
        live["Target"]!["Input"] = SubmitInput(byName ? queue : target.Arn, jobName ?? name, definition);
        Others.Add(live);
        if (created)
            Changed(T(Recent), "CreateSchedule", "terraform", live, Region);
        var all = slots.ToList();
        OtherCalls.AddRange(all.Select(slot => (name, slot + Seconds(5), false)));
        foreach (var slot in all)
            target.Jobs.Add(
                new(
                    (jobName ?? name).Replace("<aws.scheduler.execution-id>", AnyName($"{name} {slot}"), StringComparison.Ordinal),
                    definition,
                    slot + Seconds(12)
                )
            );
        return this;
    }

    public static string SubmitInput(string queue, string jobName, string definition) =>
        new JsonObject
        {
            ["JobName"] = jobName,
            ["JobQueue"] = queue,
            ["JobDefinition"] = definition,
        }.ToJsonString();

    /// <summary>A rule that submits jobs.</summary>
    public World RuleSubmits(string name, string expression, IEnumerable<Instant> slots, string queue = "nightly")
    {
        var target = AddQueue(queue);
        JobDefinitions[$"{name}:4"] = "ACTIVE";
        AddRule(name, expression, [], "jobs");
        var live = this[name].Live["Target"]!.AsObject();
        live["Arn"] = target.Arn;
        live.Remove("EcsParameters");
        live["BatchParameters"] = new JsonObject { ["JobDefinition"] = JobDefinitionArn($"{name}:4"), ["JobName"] = name };
        Roles[RuleRole] = ("events.amazonaws.com", [Allow("batch:SubmitJob")]);
        target.Jobs.AddRange(slots.Select(slot => new BatchJob(name, $"{name}:4", slot + Seconds(5))));
        return this;
    }

    /// <summary>Jobs of that name were not submitted in [first, last): the schedule of the name did not call.</summary>
    public World NotSubmitted(string name, string first, string? last = null)
    {
        foreach (var queue in Queues)
            queue.Jobs.RemoveAll(j => IsOf(j, name, first, last));
        return NotCalled(name, first, last);
    }

    /// <summary>Jobs of that name were not submitted in [first, last): the calls of the schedule of the name were refused.</summary>
    public World RefusedSubmits(string name, string first, string? last = null)
    {
        foreach (var queue in Queues)
            queue.Jobs.RemoveAll(j => IsOf(j, name, first, last));
        return RefusedCalls(name, first, last);
    }

    /// <summary>The jobs of that name submitted in [first, last) went otherwise.</summary>
    public World Went(string name, string first, string? last, Func<BatchJob, BatchJob> otherwise)
    {
        foreach (var queue in Queues)
        {
            for (var i = 0; i < queue.Jobs.Count; i++)
            {
                if (IsOf(queue.Jobs[i], name, first, last))
                    queue.Jobs[i] = otherwise(queue.Jobs[i]);
            }
        }

        return this;
    }

    private static bool IsOf(BatchJob job, string name, string first, string? last) =>
        job.Name == name && T(first) <= job.Submitted && !(last is not null && job.Submitted >= T(last));

    /// <summary>What the recorder asks of Batch, and what it is answered.</summary>
    public IEnumerable<(string Service, string Operation, object Parameters, JsonNode Body, int Status)> BatchAnswers()
    {
        if (Queues.Count == 0)
            yield break;
        var queues = Queues.OrderBy(q => q.Name, StringComparer.Ordinal).ToList();
        var asked = new { jobQueues = queues.Select(q => q.Arn) };
        if (BatchDenied)
        {
            var refused = new JsonObject { ["message"] = "not authorized to perform: batch:ListJobs", ["code"] = "AccessDeniedException" };
            yield return ("batch", "DescribeJobQueues", asked, refused, 403);
            yield return ("batch", "ListJobs", ListJobs(queues[0], null), refused.DeepClone(), 403);
            yield break;
        }

        yield return (
            "batch",
            "DescribeJobQueues",
            asked,
            new JsonObject { ["jobQueues"] = ArrayOf(queues.Where(q => q.Exists), Detail) },
            200
        );
        yield return (
            "batch",
            "DescribeComputeEnvironments",
            new { computeEnvironments = queues.Where(q => q.Exists).Select(EnvironmentArn) },
            new JsonObject { ["computeEnvironments"] = ArrayOf(queues.Where(q => q.Exists), EnvironmentDetail) },
            200
        );
        foreach (var answer in DefinitionAnswers().Concat(queues.Where(q => q.Exists).SelectMany(JobAnswers)))
            yield return answer;
    }

    private IEnumerable<(string, string, object, JsonNode, int)> DefinitionAnswers()
    {
        foreach (var named in DefinitionsNamed().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var pinned = named[(named.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal);
            var found = JobDefinitions.Where(d =>
                pinned ? named.EndsWith(d.Key, StringComparison.Ordinal) : d.Key.Split(':')[0] == named && d.Value == "ACTIVE"
            );
            yield return (
                "batch",
                "DescribeJobDefinitions",
                pinned ? new { jobDefinitions = new[] { named } } : new { jobDefinitionName = named, status = "ACTIVE" },
                new JsonObject
                {
                    ["jobDefinitions"] = ArrayOf(
                        found,
                        d => new JsonObject
                        {
                            ["jobDefinitionName"] = d.Key.Split(':')[0],
                            ["jobDefinitionArn"] = JobDefinitionArn(d.Key),
                            ["revision"] = 4,
                            ["status"] = d.Value,
                            ["type"] = "container",
                        }
                    ),
                },
                200
            );
        }
    }

    private IEnumerable<string> DefinitionsNamed() =>
        Others
            .Select(o => (string?)o["Target"]!["Input"])
            .Where(i => i?.Contains("JobDefinition", StringComparison.Ordinal) == true)
            .Select(i => (string)JsonNode.Parse(i!)!["JobDefinition"]!)
            .Concat(Jobs.Select(j => (string?)j.Live["Target"]!["BatchParameters"]?["JobDefinition"]).OfType<string>());

    private object ListJobs(BatchQueue queue, string? token)
    {
        var filters = new[]
        {
            new { name = "AFTER_CREATED_AT", values = new[] { $"{(Window.Start - Minutes(130)).ToUnixTimeMilliseconds()}" } },
        };
        return token is null
            ? new
            {
                jobQueue = queue.Arn,
                filters,
                maxResults = 100,
            }
            : new
            {
                jobQueue = queue.Arn,
                filters,
                maxResults = 100,
                nextToken = token,
            };
    }

    private IEnumerable<(string, string, object, JsonNode, int)> JobAnswers(BatchQueue queue)
    {
        var since = queue.ListedSince ?? Window.Start - Minutes(130);
        var listed = queue
            .Jobs.Where(j => j.Submitted >= since && j.Submitted <= RecordedAt && !(EndOf(j) < JobsKeptFrom))
            .OrderByDescending(j => j.Submitted)
            .ToList();
        var half = listed.Count / 2;
        yield return (
            "batch",
            "ListJobs",
            ListJobs(queue, null),
            JobPage(queue.ListedSince is null ? listed[..half] : listed, "next"),
            200
        );
        if (queue.ListedSince is null)
            yield return ("batch", "ListJobs", ListJobs(queue, "next"), JobPage(listed[half..], null), 200);
        var described = listed.Where(j => j.Status is not ("SUCCEEDED" or "RUNNING")).Take(100).ToList();
        if (described.Count > 0)
            yield return (
                "batch",
                "DescribeJobs",
                new { jobs = described.Select(j => j.Id) },
                new JsonObject { ["jobs"] = ArrayOf(described, j => Described(queue, j)) },
                200
            );
    }

    private static Instant? EndOf(BatchJob job) =>
        job.Status is "SUCCEEDED" or "FAILED" ? job.Submitted + (job.Wait ?? Minutes(10)) + (job.Length ?? Duration.Zero) : null;

    private static JsonObject JobPage(IEnumerable<BatchJob> jobs, string? next)
    {
        var page = new JsonObject { ["jobSummaryList"] = ArrayOf(jobs, Summary) };
        if (next is not null)
            page["nextToken"] = next;
        return page;
    }

    private static JsonObject Summary(BatchJob job)
    {
        var summary = new JsonObject
        {
            ["jobArn"] = $"arn:aws:batch:{Region}:123456789012:job/{job.Id}",
            ["jobId"] = job.Id,
            ["jobName"] = job.Name,
            ["createdAt"] = job.Submitted.ToUnixTimeMilliseconds(),
            ["status"] = job.Status,
            ["jobDefinition"] = JobDefinitionArn(job.Definition),
        };
        if (job.Reason is not null)
            summary["statusReason"] = job.Reason;
        if (job.Wait is { } wait)
            summary["startedAt"] = (job.Submitted + wait).ToUnixTimeMilliseconds();
        if (EndOf(job) is { } end)
            summary["stoppedAt"] = end.ToUnixTimeMilliseconds();
        if (job.Status is "SUCCEEDED" or "FAILED" && (job.Exit is not null || job.ContainerReason is not null))
            summary["container"] = Container(job);
        return summary;
    }

    private static JsonObject Container(BatchJob job)
    {
        var container = new JsonObject();
        if (job.Exit is { } exit)
            container["exitCode"] = exit;
        if (job.ContainerReason is { } reason)
            container["reason"] = reason;
        return container;
    }

    private static JsonObject Described(BatchQueue queue, BatchJob job)
    {
        var detail = Summary(job);
        detail["jobQueue"] = queue.Arn;
        if (job.Status == "FAILED" && job.Attempts > 0)
            detail["attempts"] = ArrayOf(
                Enumerable.Range(0, job.Attempts),
                _ => new JsonObject { ["container"] = Container(job), ["statusReason"] = job.Reason }
            );
        return detail;
    }

    private static string EnvironmentArn(BatchQueue queue) => $"arn:aws:batch:{Region}:123456789012:compute-environment/{queue.Name}-spot";

    private static JsonObject Detail(BatchQueue queue) =>
        new()
        {
            ["jobQueueName"] = queue.Name,
            ["jobQueueArn"] = queue.Arn,
            ["state"] = queue.State,
            ["status"] = queue.Status,
            ["priority"] = 1,
            ["computeEnvironmentOrder"] = new JsonArray(new JsonObject { ["order"] = 1, ["computeEnvironment"] = EnvironmentArn(queue) }),
        };

    private static JsonObject EnvironmentDetail(BatchQueue queue)
    {
        var detail = new JsonObject
        {
            ["computeEnvironmentName"] = $"{queue.Name}-spot",
            ["computeEnvironmentArn"] = EnvironmentArn(queue),
            ["state"] = queue.Environment.State,
            ["status"] = queue.Environment.Status,
        };
        if (queue.Environment.Reason is { } reason)
            detail["statusReason"] = reason;
        return detail;
    }

    private static JsonArray ArrayOf<T>(IEnumerable<T> items, Func<T, JsonNode> make) => [.. items.Select(make)];
}
