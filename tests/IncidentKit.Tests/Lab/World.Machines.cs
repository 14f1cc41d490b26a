using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentKit.Tests.Lab;

/// <summary>One execution of a state machine.</summary>
internal sealed record MachineRun(string Name, Instant Start, Duration? Length = null)
{
    public string Status { get; init; } = "SUCCEEDED";

    public string? Error { get; init; }

    public string? Cause { get; init; }
}

/// <summary>A state machine of Step Functions, as it is when the world is recorded.</summary>
internal sealed class Machine
{
    public required string Name { get; init; }

    public string Type { get; init; } = "STANDARD";

    public bool Exists { get; set; } = true;

    /// <summary>Whether its executions could be listed to the end; otherwise only those since a time.</summary>
    public Instant? ListedSince { get; set; }

    public bool IsDenied { get; set; }

    public List<MachineRun> Runs { get; } = [];

    public string Arn => World.MachineArn(Name);
}

/// <summary>State machines in a world, what starts them, and what the recorder finds of them.</summary>
internal sealed partial class World
{
    public const string MachineRole = "machine-run";

    public List<Machine> Machines { get; } = [];

    public static string MachineArn(string name) => $"arn:aws:states:{Region}:123456789012:stateMachine:{name}";

    /// <summary>A state machine without executions.</summary>
    public Machine AddMachine(string name, string type = "STANDARD")
    {
        Roles.TryAdd(MachineRole, ("scheduler.amazonaws.com", [Allow("states:StartExecution")]));
        var machine = new Machine { Name = name, Type = type };
        Machines.Add(machine);
        return machine;
    }

    /// <summary>A schedule that starts a machine, with the executions of its fire times; nothing of them is lost yet.</summary>
    /// <param name="name">Its name, and that of the machine unless another is given.</param>
    /// <param name="expression">When it fires.</param>
    /// <param name="slots">Its fire times.</param>
    /// <param name="machine">The machine; it is made if there is none of the name.</param>
    /// <param name="universal">Whether the target is the API's call, which names the machine in its input.</param>
    /// <param name="named">Whether the Scheduler's names of the executions hold their due times.</param>
    /// <param name="type">STANDARD or EXPRESS.</param>
    /// <param name="created">Whether CloudTrail has its creation.</param>
    public World Starts(
        string name,
        string expression,
        IEnumerable<Instant> slots,
        string? machine = null,
        bool universal = false,
        bool named = true,
        string type = "STANDARD",
        bool created = false
    )
    {
        var target = Machines.Find(m => m.Name == (machine ?? name)) ?? AddMachine(machine ?? name, type);
        var live = Configuration(name, expression, name, "main", MachineRole, Region);
        live["CreationDate"] = created ? Recent : Old;
        live["LastModificationDate"] = created ? Recent : Old;
        live["Target"]!.AsObject().Remove("EcsParameters");
        live["Target"]!["Arn"] = universal ? "arn:aws:scheduler:::aws-sdk:sfn:startExecution" : target.Arn;
        live["Target"]!["Input"] = universal ? $$"""{"StateMachineArn":"{{target.Arn}}","Input":"{}"}""" : "{}";
        Others.Add(live);
        if (created)
            Changed(T(Recent), "CreateSchedule", "terraform", live, Region);
        var all = slots.ToList();
        OtherCalls.AddRange(all.Select(slot => (name, slot + Seconds(5), false)));
        foreach (var slot in all)
            target.Runs.Add(new(named ? DueName(name, slot) : AnyName($"{name} {slot}"), slot + Seconds(31), Seconds(40)));
        return this;
    }

    /// <summary>A rule that starts a machine.</summary>
    public World RuleStarts(string name, string expression, IEnumerable<Instant> slots)
    {
        Roles.TryAdd(RuleRole, ("events.amazonaws.com", [Allow("states:StartExecution")]));
        var machine = AddMachine(name);
        AddRule(name, expression, [], "sm");
        var target = this[name].Live["Target"]!.AsObject();
        target["Arn"] = machine.Arn;
        target.Remove("EcsParameters");
        Roles[RuleRole] = ("events.amazonaws.com", [Allow("states:StartExecution")]);
        machine.Runs.AddRange(slots.Select(slot => new MachineRun(AnyName($"{name} {slot}"), slot + Seconds(5), Seconds(40))));
        return this;
    }

    public Machine MachineOf(string name) => Machines.Single(m => m.Name == name);

    /// <summary>No execution was started in [first, last): the machine's schedule, of its name, did not call.</summary>
    public World NotStarted(string machine, string first, string? last = null)
    {
        MachineOf(machine).Runs.RemoveAll(r => IsIn(r, first, last));
        return NotCalled(machine, first, last);
    }

    /// <summary>No execution was started in [first, last): the calls of the machine's schedule, of its name, were refused.</summary>
    public World RefusedStarts(string machine, string first, string? last = null)
    {
        MachineOf(machine).Runs.RemoveAll(r => IsIn(r, first, last));
        return RefusedCalls(machine, first, last);
    }

    /// <summary>The executions started in [first, last) ended otherwise.</summary>
    public World Ended(
        string machine,
        string first,
        string? last,
        string status,
        string? error = null,
        string? cause = null,
        Duration? length = null
    )
    {
        var runs = MachineOf(machine).Runs;
        for (var i = 0; i < runs.Count; i++)
        {
            if (IsIn(runs[i], first, last))
                runs[i] = runs[i] with
                {
                    Status = status,
                    Error = error,
                    Cause = cause,
                    Length = status == "RUNNING" ? null : length ?? runs[i].Length,
                };
        }

        return this;
    }

    /// <summary>A person starts one.</summary>
    public World StartedByHand(string machine, string at, string? name = null)
    {
        MachineOf(machine).Runs.Add(new(name ?? AnyName(machine + at), T(at), Seconds(40)));
        return this;
    }

    /// <summary>
    /// The name that the Scheduler gives an execution: a UUID whose bytes 1 to 4 are the due time, and whose others are the schedule's.
    /// </summary>
    public static string DueName(string schedule, Instant due)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(schedule))[..16];
        var seconds = (uint)due.ToUnixTimeSeconds();
        for (var i = 0; i < 4; i++)
            bytes[1 + i] = (byte)(seconds >> (24 - 8 * i));
        return Uuid(bytes);
    }

    public static string AnyName(string seed) => Uuid(SHA256.HashData(Encoding.UTF8.GetBytes("any " + seed))[..16]);

    private static string Uuid(byte[] bytes)
    {
        var hex = Convert.ToHexStringLower(bytes);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    private static bool IsIn(MachineRun run, string first, string? last) =>
        T(first) <= run.Start && !(last is not null && run.Start >= T(last));

    /// <summary>What the recorder asks of the machines, and what it is answered: the status is 200, or 400 for an error.</summary>
    public IEnumerable<(string Service, string Operation, object Parameters, JsonNode Body, int Status)> MachineAnswers()
    {
        foreach (var machine in Machines)
        {
            if (machine.IsDenied)
            {
                yield return Refused("DescribeStateMachine", new { stateMachineArn = machine.Arn }, "AccessDeniedException");
                yield return Refused("ListExecutions", new { stateMachineArn = machine.Arn, maxResults = 1000 }, "AccessDeniedException");
                continue;
            }

            if (!machine.Exists)
            {
                yield return Refused("DescribeStateMachine", new { stateMachineArn = machine.Arn }, "StateMachineDoesNotExist");
                continue;
            }

            yield return (
                "states",
                "DescribeStateMachine",
                new { stateMachineArn = machine.Arn },
                new JsonObject
                {
                    ["stateMachineArn"] = machine.Arn,
                    ["name"] = machine.Name,
                    ["status"] = "ACTIVE",
                    ["type"] = machine.Type,
                    ["creationDate"] = T(Old).ToUnixTimeSeconds(),
                    ["roleArn"] = RoleArn("task-role"),
                },
                200
            );
            foreach (var answer in machine.Type == "EXPRESS" ? ExpressAnswers(machine) : ListAnswers(machine))
                yield return answer;
        }
    }

    private IEnumerable<(string, string, object, JsonNode, int)> ListAnswers(Machine machine)
    {
        var since = machine.ListedSince ?? Window.Start - Minutes(140);
        var listed = machine.Runs.Where(r => r.Start >= since && r.Start <= RecordedAt).OrderByDescending(r => r.Start).ToList();
        // Two pages, the second of which the recorder does not turn where it was cut.
        var half = listed.Count / 2;
        yield return (
            "states",
            "ListExecutions",
            new { stateMachineArn = machine.Arn, maxResults = 1000 },
            Page(machine, machine.ListedSince is null ? listed[..half] : listed, "next"),
            200
        );
        if (machine.ListedSince is null)
            yield return (
                "states",
                "ListExecutions",
                new
                {
                    stateMachineArn = machine.Arn,
                    maxResults = 1000,
                    nextToken = "next",
                },
                Page(machine, listed[half..], null),
                200
            );
        foreach (var run in listed.Where(r => r.Status is "FAILED" or "TIMED_OUT" or "ABORTED").Take(20))
        {
            var described = ItemOf(machine, run);
            if (run.Error is not null)
                described["error"] = run.Error;
            if (run.Cause is not null)
                described["cause"] = run.Cause;
            yield return ("states", "DescribeExecution", new { executionArn = (string?)described["executionArn"] }, described, 200);
        }
    }

    private static JsonObject Page(Machine machine, IEnumerable<MachineRun> runs, string? next)
    {
        var page = new JsonObject { ["executions"] = new JsonArray([.. runs.Select(r => (JsonNode)ItemOf(machine, r))]) };
        if (next is not null)
            page["nextToken"] = next;
        return page;
    }

    private static JsonObject ItemOf(Machine machine, MachineRun run)
    {
        var item = new JsonObject
        {
            ["executionArn"] = $"arn:aws:states:{Region}:123456789012:execution:{machine.Name}:{run.Name}",
            ["stateMachineArn"] = machine.Arn,
            ["name"] = run.Name,
            ["status"] = run.Status,
            ["startDate"] = run.Start.ToUnixTimeMilliseconds() / 1000.0,
        };
        if (run.Length is { } length)
            item["stopDate"] = (run.Start + length).ToUnixTimeMilliseconds() / 1000.0;
        return item;
    }

    private List<(string, string, object, JsonNode, int)> ExpressAnswers(Machine machine)
    {
        var answers = new List<(string, string, object, JsonNode, int)>();
        (string Metric, IEnumerable<Instant> At)[] counts =
        [
            ("ExecutionsStarted", machine.Runs.Select(r => r.Start)),
            ("ExecutionsSucceeded", Ends("SUCCEEDED")),
            ("ExecutionsFailed", Ends("FAILED")),
            ("ExecutionsTimedOut", Ends("TIMED_OUT")),
            ("ExecutionsAborted", Ends("ABORTED")),
        ];
        foreach (var (metric, at) in counts)
            AddMetric(
                (parameters, body) => answers.Add(("cloudwatch", "GetMetricData", parameters, body, 200)),
                (Iso(Window.Start - Minutes(130)), Iso(Instant.Min(Window.End + Minutes(10), RecordedAt))),
                ("AWS/States", metric, "StateMachineArn", machine.Arn),
                at.Where(t => t < Instant.Min(Window.End + Minutes(10), RecordedAt))
                    .CountBy(t => Iso(Instant.FromUnixTimeSeconds(t.ToUnixTimeSeconds() / 60 * 60)))
                    .Select(m => (m.Key, (double)m.Value))
            );
        return answers;

        IEnumerable<Instant> Ends(string status) =>
            machine.Runs.Where(r => r.Status == status && r.Length is not null).Select(r => r.Start + r.Length!.Value);
    }

    private static (string, string, object, JsonNode, int) Refused(string operation, object parameters, string code) =>
        (
            "states",
            operation,
            parameters,
            new JsonObject
            {
                ["__type"] = $"com.amazonaws.swf.service.v2.model#{code}",
                ["message"] = string.Create(CultureInfo.InvariantCulture, $"{code}: {JsonSerializer.Serialize(parameters)}"),
            },
            400
        );
}
