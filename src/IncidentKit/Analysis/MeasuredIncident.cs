using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What was measured of an incident, as people's words are compared with it.</summary>
internal sealed record MeasuredIncident
{
    /// <summary>How far it is, as the report names it.</summary>
    public required string Status { get; init; }

    /// <summary>How many schedules there are.</summary>
    public required int Schedules { get; init; }

    /// <summary>How many of them missed runs.</summary>
    public required int SchedulesWithMissedRuns { get; init; }

    /// <summary>How many of the others have runs of which it is not known whether they happened.</summary>
    public required int SchedulesWithUnknownRuns { get; init; }

    /// <summary>How many runs may have been missed, or not.</summary>
    public required int UnknownRuns { get; init; }

    /// <summary>The counts of missed runs that may be meant: in all, of a schedule, of a gap.</summary>
    public required IReadOnlySet<int> MissedRuns { get; init; }

    /// <summary>The counts of expected runs that may be meant.</summary>
    public required IReadOnlySet<int> ExpectedRuns { get; init; }

    /// <summary>The counts of missed runs of each schedule or service that may be meant, by its name.</summary>
    public ILookup<string, int> MissedRunsOf { get; init; } =
        Array.Empty<string>().ToLookup(s => s, _ => 0, StringComparer.OrdinalIgnoreCase);

    /// <summary>The first missed fire time; null without an outage.</summary>
    public required Instant? Onset { get; init; }

    /// <summary>Whether the outage may have begun earlier than the evidence reaches.</summary>
    public bool OnsetAtOrBefore { get; init; }

    /// <summary>When no schedule missed a run any more; null while open.</summary>
    public required Instant? Mitigated { get; init; }

    /// <summary>The outage up to its end or, while open, the end of the window; null without one.</summary>
    public required Interval? Outage { get; init; }

    /// <summary>When each schedule of the outage lost runs, in order.</summary>
    public IReadOnlyList<MeasuredLoss> Losses { get; init; } = [];

    /// <summary>The names of schedules and services that lost none.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The markets that matter.</summary>
    public required IReadOnlyList<MarketCalendar> Markets { get; init; }

    /// <summary>Moments at which something stopped.</summary>
    public IReadOnlyList<Instant> Starts { get; init; } = [];

    /// <summary>Moments at which something was well again.</summary>
    public IReadOnlyList<Instant> Ends { get; init; } = [];

    /// <summary>How long single schedules stood still.</summary>
    public IReadOnlyList<Duration> GapLengths { get; init; } = [];

    /// <summary>The states of the schedules of a name.</summary>
    public ILookup<string, string> States { get; init; } = Array.Empty<string>().ToLookup(s => s, StringComparer.Ordinal);

    /// <summary>Who changed or started something.</summary>
    public IReadOnlyList<MeasuredChange> Changes { get; init; } = [];

    /// <summary>Who made the change that began the incident; null where none is known.</summary>
    public string? BrokenBy { get; init; }

    /// <summary>Who made the change that undid it.</summary>
    public IReadOnlyList<string> RepairedBy { get; init; } = [];

    /// <summary>The findings.</summary>
    public IReadOnlyList<MeasuredCause> Causes { get; init; } = [];

    /// <summary>Whether a schedule of a name was recorded.</summary>
    public Func<string, bool> Names { get; init; } = _ => true;

    /// <summary>What was measured of the incident of an analysis.</summary>
    public static MeasuredIncident Of(DiagnosisContext context, ExplainedOutage? chosen, string status, Settings? settings)
    {
        var losses = chosen?.Outage.Gaps.Select(g => Loss(g, context, settings)).ToList() ?? [];
        var lost = losses.SelectMany(l => l.Names).ToHashSet(StringComparer.Ordinal);
        var counts = context.Runs.Select(r => r.Counts).ToList();
        return new MeasuredIncident
        {
            Status = status,
            Schedules = counts.Count,
            Names = name => context.Runs.Any(r => r.History.Key.IsNamed(name)),
            SchedulesWithMissedRuns = counts.Count(c => c.Missed > 0),
            SchedulesWithUnknownRuns = counts.Count(c => c is { Missed: 0, Unknown: > 0 }),
            UnknownRuns = counts.Sum(c => c.Unknown),
            MissedRuns = counts.Select(c => c.Missed).Append(counts.Sum(c => c.Missed)).ToHashSet(),
            ExpectedRuns = counts.Select(c => c.Expected).Append(counts.Sum(c => c.Expected)).ToHashSet(),
            MissedRunsOf = context
                .Runs.SelectMany(r =>
                    NamesOf(r.History.Key, settings)
                        .SelectMany(n => r.Gaps.Select(g => g.Missed).Prepend(r.Counts.Missed).Distinct().Select(c => (Name: n, Count: c)))
                )
                .ToLookup(c => c.Name, c => c.Count, StringComparer.OrdinalIgnoreCase),
            Onset = chosen?.Outage.Onset,
            OnsetAtOrBefore = chosen?.Outage.OnsetAtOrBefore ?? false,
            Mitigated = chosen?.Outage.Mitigated,
            Outage = chosen?.Within(context.Window),
            Markets = context.Markets,
            Losses = losses,
            OtherNames =
            [
                .. context
                    .Runs.Select(r => r.History.Key.Name)
                    .Concat(settings?.Services.Keys ?? [])
                    .Where(n => !lost.Contains(n))
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>What people call a schedule: its own name, and the services that have it.</summary>
    private static IEnumerable<string> NamesOf(ScheduleKey schedule, Settings? settings) =>
        (settings?.Services ?? new Dictionary<string, ServiceSettings>())
            .Where(s => s.Value.Schedules.Any(schedule.IsNamed))
            .Select(s => s.Key)
            .Prepend(schedule.Name);

    /// <summary>A first good run after the window shows nothing of the window: the schedule was not due in it any more.</summary>
    private static MeasuredLoss Loss(ExecutionGap gap, DiagnosisContext context, Settings? settings) =>
        new(
            context.Names[gap.Schedule],
            [.. NamesOf(gap.Schedule, settings)],
            gap.Start,
            gap.LastBad,
            gap.End < context.Window.End ? gap.End : null
        );
}

/// <summary>A change or a start by hand that was recorded.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who; empty where that is not recorded.</param>
/// <param name="Evidence">The first records of it, by commas.</param>
internal sealed record MeasuredChange(Instant At, string By, string Evidence);

/// <summary>A finding.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Name">Its name.</param>
/// <param name="Certainty">How sure it is, as the report names it.</param>
/// <param name="ExplainsOnset">Whether it explains when the incident began.</param>
internal sealed record MeasuredCause(string RuleId, string Name, string Certainty, bool ExplainsOnset);

/// <summary>When a schedule lost runs.</summary>
/// <param name="Schedule">The schedule, as it is named to people.</param>
/// <param name="Names">What people call it: its own name, and the services that have it.</param>
/// <param name="Start">The fire time of the first lost run.</param>
/// <param name="LastLost">That of the last.</param>
/// <param name="FirstGood">That of the first good one after them; null where none is known in the window.</param>
internal sealed record MeasuredLoss(string Schedule, IReadOnlyList<string> Names, Instant Start, Instant LastLost, Instant? FirstGood);

/// <summary>A length of time of the incident, by the JSON pointer of its value.</summary>
internal sealed record MeasuredLength(string Pointer, Duration Length);
