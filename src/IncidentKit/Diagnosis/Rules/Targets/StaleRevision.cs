using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>
/// IK2007: the schedule pins an older revision of a task definition than what runs otherwise: the service of that family, whose
/// deployment is over, or another schedule. A deployment went past it. That a newer revision is registered and nobody uses it says nothing.
/// </summary>
internal sealed class StaleRevision : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2007";

    /// <inheritdoc/>
    public string Name => "pinned-revision-is-stale";

    /// <inheritdoc/>
    public bool LosesRuns => false;

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunningTasks, EvidenceSource.TaskDefinitions];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var services = context.Tasks.Where(t => t is { IsOfService: true, Stopped: null }).ToLookup(t => (t.Region, t.Family));
        var pins = context
            .Runs.Where(r => r.History.Current is { Enabled: true })
            .Select(r => (r.History, Pin: PinOf(r.History)))
            .Where(p => p.Pin is not null)
            .ToLookup(p => (p.History.Key.Region, p.Pin!.Value.Family), p => (p.History, p.Pin!.Value.Revision));
        return ScheduleFault.Summarise(
            this,
            from same in pins
            from pinned in same
            let newer = OfService(services[same.Key]) is { } service && service.Revision > pinned.Revision
                ? service
                : OfSchedules(same, pinned.Revision)
            where newer is not null
            let runs = context.Runs.First(r => r.History == pinned.History)
            select FaultOf(context, runs, same.Key.Family, pinned.Revision, newer.Value),
            "Point the schedule at the revision that was deployed, or at the family without one; or say why it stays behind.",
            Severity.Low
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Let the deployment update the revision that schedules pin, or pin none", ActionPriority.Low)];

    /// <summary>What uses a newer revision.</summary>
    private readonly record struct Newer(int Revision, string User, Instant? FirstSeen, IReadOnlyList<string> EvidenceIds);

    private static (string Family, int Revision)? PinOf(ScheduleHistory history) =>
        history.Current?.Target.TaskDefinitionArn is { } arn && RevisionOf(arn) is { } revision ? (Arn.FamilyOf(arn), revision) : null;

    private static int? RevisionOf(string definition) =>
        Arn.LastNameOf(definition).Split(':') is [_, var text]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : null;

    /// <summary>The one revision that all running tasks of a service have: while there are two, a deployment goes on.</summary>
    private static Newer? OfService(IEnumerable<Recorded.DescribedTask> running)
    {
        var tasks = running.ToList();
        return tasks.Select(t => t.Revision).Distinct().ToList() is [{ } only]
            ? new Newer(
                only,
                "the service's tasks run",
                tasks.Min(t => t.Created),
                [.. tasks.Select(t => t.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            )
            : null;
    }

    private static Newer? OfSchedules(IEnumerable<(ScheduleHistory History, int Revision)> pins, int revision) =>
        pins.Where(p => p.Revision > revision).OrderByDescending(p => p.Revision).ThenBy(p => p.History.Key).ToList() is [var newest, ..]
            ? new Newer(newest.Revision, $"{newest.History.Key.Name} starts", null, [newest.History.EvidenceId])
            : null;

    private static ScheduleFault FaultOf(DiagnosisContext context, ScheduleRuns runs, string family, int pinned, Newer newer)
    {
        var region = runs.History.Key.Region;
        var definition = context.States.TaskDefinition(region, runs.History.Current!.Target.TaskDefinitionArn!);
        var mine = definition?.RegisteredAt ?? RegisteredAt(context, region, family, pinned);
        var theirs = RegisteredAt(context, region, family, newer.Revision);
        var since =
            theirs is { } registered ? $"registered {registered.ToIso()}"
            : newer.FirstSeen is { } seen ? $"since {seen.ToIso()} or before"
            : Registered(null);
        return new ScheduleFault
        {
            Runs = runs,
            Gap = null,
            Expected = "the revision that was deployed last",
            Found = string.Create(
                CultureInfo.InvariantCulture,
                $"revision {pinned} of {family} ({Registered(mine)}), " + $"while {newer.User} revision {newer.Revision} ({since})"
            ),
            Certainty = Certainty.Supported,
            EvidenceIds = [.. newer.EvidenceIds],
        };
    }

    private static string Registered(Instant? at) =>
        at is { } known ? $"registered {known.ToIso()}" : "registered before changes were recorded";

    private static Instant? RegisteredAt(DiagnosisContext context, string region, string family, int revision)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{family}:{revision}");
        return context
            .Events.LastOrDefault(e =>
                e.ErrorCode is null
                && e.Region == region
                && e.Name == ChangeEvents.RegisterTaskDefinition.Name
                && e.Response.Member("taskDefinition")?.Text("taskDefinitionArn") is { } arn
                && Arn.LastNameOf(arn) == name
            )
            ?.At;
    }
}
