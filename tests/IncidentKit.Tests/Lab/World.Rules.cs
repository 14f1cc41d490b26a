using System.Text.Json.Nodes;

namespace IncidentKit.Tests.Lab;

/// <summary>Rules of EventBridge in a world: each target of one is a job.</summary>
internal sealed partial class World
{
    public const string RuleRole = "rule-run";

    /// <summary>Names of rules that wait for events.</summary>
    public List<string> PatternRules { get; } = [];

    /// <summary>A rule that starts a task, or one more target of it. The calls are made as those of a schedule.</summary>
    public Job AddRule(
        string name,
        string expression,
        IEnumerable<Instant> slots,
        string target = "t1",
        string? family = null,
        string cluster = "main",
        string role = RuleRole,
        string? created = null,
        Action<JsonObject>? change = null
    )
    {
        Roles.TryAdd(RuleRole, ("events.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole")]));
        family ??= name;
        var live = Configuration(name, expression, family, cluster, role, Region);
        foreach (var member in (string[])["ScheduleExpressionTimezone", "FlexibleTimeWindow"])
            live.Remove(member);
        live["Target"]!["Id"] = target;
        change?.Invoke(live);
        var job = new Job
        {
            Name = name,
            Region = Region,
            Family = family,
            LogGroup = $"/fleet/{family}",
            Container = family,
            Live = live,
            RuleTarget = target,
        };
        job.Calls.AddRange(
            slots.Select(slot => new Call
            {
                Job = job,
                Slot = slot,
                At = slot + Seconds(4),
            })
        );
        Jobs.Add(job);
        if (created is not null)
        {
            if (Jobs.Count(j => j.RuleTarget is not null && j.Name == name) == 1)
                PutRule(name, created, "terraform");
            PutTarget($"{name}/{target}", Iso(T(created) + Seconds(1)), "terraform");
        }

        return job;
    }

    /// <summary>The rules of an ordinary account: pulse each minute, ledger every 5, quotes every 10, digest each hour.</summary>
    public World RuleFleet(bool created = false, params string[] only)
    {
        foreach (var (name, expression, seconds) in AllJobs)
        {
            if (only.Length == 0 || only.Contains(name))
                AddRule(name, expression, Every(seconds), created: created ? Recent : null);
        }

        return this;
    }

    /// <summary>PutRule as the rule is now, changed. It makes the rule, or replaces all of it but its targets.</summary>
    public World PutRule(string name, string at, string by, Action<JsonObject>? change = null, bool live = true)
    {
        var jobs = Jobs.FindAll(j => j.RuleTarget is not null && j.Name == name);
        var rule = jobs[0].Live.DeepClone().AsObject();
        change?.Invoke(rule);
        Event(
            at,
            "PutRule",
            by,
            new
            {
                name,
                scheduleExpression = (string?)rule["ScheduleExpression"],
                state = (string?)rule["State"],
            },
            response: new { ruleArn = $"arn:aws:events:{Region}:123456789012:rule/{name}" }
        );
        foreach (var job in jobs.Where(_ => live && change is not null))
        {
            change!(job.Live);
        }

        return this;
    }

    /// <summary>DisableRule or EnableRule.</summary>
    public World Switch(string name, bool on, string at, string by)
    {
        Event(at, on ? "EnableRule" : "DisableRule", by, new { name });
        foreach (var job in Jobs.Where(j => j.RuleTarget is not null && j.Name == name))
            job.Live["State"] = on ? "ENABLED" : "DISABLED";
        return this;
    }

    /// <summary>PutTargets of one target, changed.</summary>
    public World PutTarget(string job, string at, string by, Action<JsonObject>? change = null, bool live = true)
    {
        var sent = this[job].Live["Target"]!.DeepClone().AsObject();
        change?.Invoke(sent);
        if (live)
        {
            this[job].Live["Target"] = sent.DeepClone();
            this[job].HasTarget = true;
        }

        return Event(
            at,
            "PutTargets",
            by,
            new { rule = this[job].Name, targets = new[] { Lowered(sent) } },
            response: new { failedEntryCount = 0, failedEntries = Array.Empty<object>() }
        );
    }

    /// <summary>RemoveTargets of one target.</summary>
    public World RemoveTarget(string job, string at, string by)
    {
        this[job].HasTarget = false;
        return Event(
            at,
            "RemoveTargets",
            by,
            new { rule = this[job].Name, ids = new[] { this[job].RuleTarget } },
            response: new { failedEntryCount = 0, failedEntries = Array.Empty<object>() }
        );
    }

    /// <summary>Its targets are taken away, and then the rule, as it has to be done.</summary>
    public World DeleteRule(string name, string at, string by)
    {
        foreach (var job in Jobs.FindAll(j => j.RuleTarget is not null && j.Name == name))
        {
            RemoveTarget($"{name}/{job.RuleTarget}", at, by);
            job.Exists = false;
        }

        return Event(Iso(T(at) + Seconds(2)), "DeleteRule", by, new { name, force = false });
    }

    /// <summary>The rule did not fire in [first, last).</summary>
    public World NotDue(string names, string first, string? last = null) => Each(names, first, last, c => c.NotDue = c.Dropped = true);

    /// <summary>A rule that invokes a function every five minutes, by the function's own policy.</summary>
    public World RuleInvokes(string name, bool permitted, string? alias = null)
    {
        var called = alias is null ? name : $"{name}:{alias}";
        AddRule(name, "cron(0/5 * * * ? *)", [], "fn");
        var target = this[name].Live["Target"]!.AsObject();
        target["Arn"] = $"arn:aws:lambda:{Region}:123456789012:function:{called}";
        target.Remove("RoleArn");
        target.Remove("EcsParameters");
        More.Add(
            (
                "lambda",
                "GetFunctionConfiguration",
                new { FunctionName = name },
                new JsonObject { ["FunctionName"] = name, ["State"] = "Active" },
                Region
            )
        );
        if (alias is not null)
            RuleFunctionPolicy(name, name, permitted: false);
        return RuleFunctionPolicy(name, called, permitted);
    }

    /// <summary>The policy of a function or its alias: what it answers to GetPolicy.</summary>
    private World RuleFunctionPolicy(string rule, string called, bool permitted)
    {
        var permission = $$$$"""
            {"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"rule-{{{{rule}}}}","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},
            "Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:{{{{Region}}}}:123456789012:function:{{{{called}}}}",
            "Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:events:{{{{Region}}}}:123456789012:rule/{{{{rule}}}}"}}}]}
            """;
        var other = permission.Replace("events.amazonaws.com", "s3.amazonaws.com", StringComparison.Ordinal);
        More.Add(
            (
                "lambda",
                "GetPolicy",
                new { FunctionName = called },
                new JsonObject { ["Policy"] = permitted ? permission : other, ["RevisionId"] = "1" },
                Region
            )
        );
        return this;
    }

    /// <summary>What the metrics count of such a rule: it ran in [first, last), and failed from then on.</summary>
    public World RuleFunctionRuns(string name, string first, string? last, string? failedFrom)
    {
        var ran = Every(300, first, last).Select(at => (Iso(at), 1.0)).ToList();
        var failed = failedFrom is null ? [] : Every(300, failedFrom).Select(at => (Iso(at), 1.0)).ToList();
        FunctionMetric(name, "Invocations", ran);
        foreach (
            var (metric, points) in new[]
            {
                ("Invocations", ran.Concat(failed)),
                ("FailedInvocations", failed),
                ("TriggeredRules", ran.Concat(failed)),
            }
        )
            AddMetric(
                (parameters, body) => More.Add(("cloudwatch", "GetMetricData", parameters, body, Region)),
                (Iso(Window.Start - Minutes(130)), Iso(Instant.Min(Window.End + Minutes(10), RecordedAt))),
                ("AWS/Events", metric, "RuleName", name),
                points
            );
        return this;
    }

    /// <summary>Messages that EventBridge put into the queue of a rule's target: the event, and what became of it.</summary>
    public World RuleLetters(string rule, IEnumerable<Instant> due, string code, string message)
    {
        More.Add(
            (
                "sqs",
                "ReceiveMessage",
                new { QueueUrl = "https://sqs.us-west-2.amazonaws.com/123456789012/lost", For = rule },
                System.Text.Json.JsonSerializer.SerializeToNode(
                    new
                    {
                        Messages = due.Select(at => new
                        {
                            MessageId = Iso(at),
                            Body = $$$"""
                                {"version":"0","id":"{{{Iso(
                                    at
                                )}}}","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012","time":"{{{Iso(
                                    at
                                )}}}","region":"{{{Region}}}","resources":["arn:aws:events:{{{Region}}}:123456789012:rule/{{{rule}}}"],"detail":{}}
                                """,
                            MessageAttributes = new Dictionary<string, object>(StringComparer.Ordinal)
                            {
                                ["ERROR_CODE"] = new { DataType = "String", StringValue = code },
                                ["ERROR_MESSAGE"] = new { DataType = "String", StringValue = message },
                                ["RULE_ARN"] = new
                                {
                                    DataType = "String",
                                    StringValue = $"arn:aws:events:{Region}:123456789012:rule/{rule}",
                                },
                                ["TARGET_ARN"] = new { DataType = "String", StringValue = this[rule].Cluster },
                            },
                        }),
                    }
                )!,
                Region
            )
        );
        return this;
    }

    public static object RuleAnswer(Job job, string region) =>
        new
        {
            job.Name,
            Arn = $"arn:aws:events:{region}:123456789012:rule/{job.Name}",
            State = (string?)job.Live["State"],
            ScheduleExpression = (string?)job.Live["ScheduleExpression"],
            EventBusName = "default",
        };

    public static object PatternAnswer(string name) =>
        new
        {
            Name = name,
            Arn = $"arn:aws:events:{Region}:123456789012:rule/{name}",
            State = "ENABLED",
            EventPattern = """{"source":["aws.ecr"]}""",
            EventBusName = "default",
        };

    public static JsonNode TargetAnswer(Job job) => job.Live["Target"]!.DeepClone();
}
