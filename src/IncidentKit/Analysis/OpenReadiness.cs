using IncidentKit.Analysis.Briefing;
using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>Whether the system was ready for the next open when the evidence was recorded.</summary>
internal sealed record OpenReadiness
{
    /// <summary>How many that are not proved a sentence names.</summary>
    private const int Named = 10;

    /// <summary>Ready, not ready or unknown.</summary>
    public required Readiness Verdict { get; init; }

    /// <summary>What stands against it, the worst first; empty where it is ready.</summary>
    public required IReadOnlyList<ReadinessReason> Against { get; init; }

    /// <summary>What else the verdict rests on: what is well, what does not count, what people take the risk of.</summary>
    public required IReadOnlyList<ReadinessReason> Beside { get; init; }

    /// <summary>What the verdict rests on, one sentence each.</summary>
    public IReadOnlyList<string> Reasons => [.. Against.Concat(Beside).Select(r => r.ToString())];

    /// <summary>The market whose open is meant; null where none is named.</summary>
    public required MarketCalendar? Market { get; init; }

    /// <summary>Its next open after the window.</summary>
    public required Known<Instant> NextOpen { get; init; }

    /// <summary>From the end of the window to it.</summary>
    public required Known<Duration> TimeToNextOpen { get; init; }

    /// <summary>Every schedule as it is now.</summary>
    public required IReadOnlyList<ScheduleCheck> Schedules { get; init; }

    /// <summary>Judges readiness: by the services that the open needs, each proved, sound, at risk or unknown.</summary>
    /// <param name="context">The evidence.</param>
    /// <param name="checks">Every schedule as it is now.</param>
    /// <param name="unseen">What of the account was not seen.</param>
    /// <param name="settings">What is needed for the open, and what people take the risk of; null without settings.</param>
    /// <param name="names">How people name the schedules.</param>
    /// <param name="repairs">How many fields are still to be put right.</param>
    public static OpenReadiness Of(
        DiagnosisContext context,
        IReadOnlyList<ScheduleCheck> checks,
        IReadOnlyList<UnseenPart> unseen,
        Settings? settings,
        ScheduleNames names,
        int repairs
    )
    {
        var verdict = ScheduleCheck.Overall(checks, unseen);
        var market = context.Markets.Count > 0 ? context.Markets[0] : null;
        var open = OpenAfter(market, context.Window.End);
        return new OpenReadiness
        {
            Verdict = repairs > 0 ? Readiness.NotReady : verdict,
            Against =
            [
                .. repairs > 0
                    ?
                    [
                        new ReadinessReason(
                            null,
                            $"{repairs} {(repairs == 1 ? "field is" : "fields are")} still to be repaired, see fix.sh"
                        ),
                    ]
                    : Array.Empty<ReadinessReason>(),
                .. AgainstIt(checks, unseen, names),
            ],
            Beside = [.. BesideIt(checks, names), .. Ignored(context), .. Accepted(context, settings)],
            Schedules = checks,
            Market = market,
            NextOpen = open,
            TimeToNextOpen = open.Then(o => o - context.Window.End),
        };
    }

    /// <summary>What the verdict of checks rests on, one sentence each: what stands against it first.</summary>
    public static IReadOnlyList<string> Sentences(
        IReadOnlyList<ScheduleCheck> checks,
        IReadOnlyList<UnseenPart> unseen,
        DiagnosisContext context
    ) =>
        [
            .. AgainstIt(checks, unseen, context.Names)
                .Concat(BesideIt(checks, context.Names))
                .Concat(Ignored(context))
                .Select(r => r.ToString()),
        ];

    private static IEnumerable<ReadinessReason> Ignored(DiagnosisContext context) =>
        IgnoredSchedules.Text(context) is { } text ? [new ReadinessReason(null, text)] : [];

    private static IEnumerable<ReadinessReason> AgainstIt(
        IReadOnlyList<ScheduleCheck> checks,
        IReadOnlyList<UnseenPart> unseen,
        ScheduleNames names
    )
    {
        foreach (var check in checks.Where(c => c.Counts && c.Verdict != CheckVerdict.Sound))
        {
            foreach (var reason in check.Reasons)
                yield return new ReadinessReason(names[check.Runs.History.Key], reason);
        }

        foreach (var part in unseen)
            yield return new ReadinessReason(null, part.ToKnow is null ? part.Text : $"{part.Text} (to know: {part.ToKnow})");
        if (checks.Count > 0 && !checks.Any(c => c.Decides))
            yield return new ReadinessReason(null, "no schedule that is needed is switched on");
    }

    private static IEnumerable<ReadinessReason> BesideIt(IReadOnlyList<ScheduleCheck> checks, ScheduleNames names)
    {
        var sound = checks.Where(c => c is { Verdict: CheckVerdict.Sound, Runs.History.Current.Enabled: true }).ToList();
        var counted = sound.Where(c => c.Counts).ToList();
        var proved = sound.Count(c => c.IsProved);
        var notDue = counted.Where(c => !c.IsProved).OrderBy(c => c.Runs.Next ?? Instant.MaxValue).ToList();
        if (proved > 0)
            yield return new ReadinessReason(null, $"{Schedules(proved)} started when last due ({Regions(sound)})");
        if (notDue.Count > 0)
            yield return new ReadinessReason(
                null,
                $"{Schedules(notDue.Count)} not due since the last change, and sound by what was read: "
                    + Wording.List([.. notDue.Select(c => Due(names[c.Runs.History.Key], c.Runs))], Named)
            );
        if (sound.Count(c => c is { Counts: false, IsProved: false }) is > 0 and var others)
            yield return new ReadinessReason(
                null,
                $"{Schedules(others)} not counted: not needed for the open, accepted, or of a kind whose runs leave no trace"
            );
        foreach (var check in checks.Where(c => !c.Counts && c.Verdict != CheckVerdict.Sound))
        {
            foreach (var reason in check.Reasons)
                yield return new ReadinessReason(
                    names[check.Runs.History.Key],
                    $"{reason} (not counted: the open needs it only if a service of the settings says so)"
                );
        }

        static string Schedules(int count) => $"{count} scheduled job{(count == 1 ? "" : "s")}";
        static string Regions(List<ScheduleCheck> of) =>
            string.Join(", ", of.Select(c => c.Runs.History.Key.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        static string Due(string name, ScheduleRuns runs) => runs.Next is { } next ? $"{name} (next {Text(next)})" : name;
    }

    private static IEnumerable<ReadinessReason> Accepted(DiagnosisContext context, Settings? settings) =>
        from risk in settings?.Accepted ?? []
        where context.RecordedAt < risk.Until
        select new ReadinessReason(null, $"accepted by {risk.By} until {Text(risk.Until)}: {risk.Schedule} ({risk.Reason})");

    private static Known<Instant> OpenAfter(MarketCalendar? market, Instant time) =>
        market is null ? Known<Instant>.Unknown(ImpactAnalysis.NoMarket, ImpactAnalysis.NameAMarket)
        : market.NextOpen(time) is { } open ? Known<Instant>.Derived(open)
        : Known<Instant>.Unknown($"the calendar {market} does not know it", ImpactAnalysis.GiveACalendar);

    private static string Text(Instant instant) => instant.ToIso();
}

/// <summary>Something that a verdict on readiness rests on.</summary>
/// <param name="Schedule">The schedule that it is said of, as it is named to people; null where it is of more than one.</param>
/// <param name="Text">What is said, as a clause.</param>
internal sealed record ReadinessReason(string? Schedule, string Text)
{
    /// <summary>All of it: <c>job: it has not run since 2026-01-29T14:30:00Z</c>.</summary>
    public override string ToString() => Schedule is null ? Text : $"{Schedule}: {Text}";
}
