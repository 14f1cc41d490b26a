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
    /// <summary>Ready, not ready or unknown.</summary>
    public required Readiness Verdict { get; init; }

    /// <summary>What the verdict rests on, one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

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
            Reasons =
            [
                .. repairs > 0
                    ? [$"{repairs} {(repairs == 1 ? "field is" : "fields are")} still to be repaired, see fix.sh"]
                    : Array.Empty<string>(),
                .. Sentences(checks, unseen, names),
                .. Accepted(context, settings),
            ],
            Schedules = checks,
            Market = market,
            NextOpen = open,
            TimeToNextOpen = open.Then(o => o - context.Window.End),
        };
    }

    /// <summary>What stands against it; where nothing does, what it covers, and what is not proved yet, by next fire time.</summary>
    public static IReadOnlyList<string> Sentences(
        IReadOnlyList<ScheduleCheck> checks,
        IReadOnlyList<UnseenPart> unseen,
        ScheduleNames names
    )
    {
        var against = checks
            .Where(c => c.Verdict != CheckVerdict.Sound)
            .SelectMany(c => c.Reasons.Select(r => $"{names[c.Runs.History.Key]}: {r}{(c.Counts ? "" : " (not needed for the open)")}"))
            .Concat(unseen.Select(u => u.ToKnow is null ? u.Text : $"{u.Text} (to know: {u.ToKnow})"))
            .ToList();
        var sound = checks.Where(c => c is { Verdict: CheckVerdict.Sound, Runs.History.Current.Enabled: true }).ToList();
        var counted = sound.Where(c => c.Counts).ToList();
        var proved = sound.Count(c => c.IsProved);
        var notDue = counted.Where(c => !c.IsProved).OrderBy(c => c.Runs.Next ?? Instant.MaxValue).ToList();
        if (proved > 0)
            against.Add($"{Schedules(proved)} started when last due ({Regions(sound)})");
        if (notDue.Count > 0)
            against.Add(
                $"{Schedules(notDue.Count)} not due since the last change, and sound by what was read: "
                    + string.Join(", ", notDue.Take(Named).Select(c => Due(names[c.Runs.History.Key], c.Runs)))
                    + (notDue.Count > Named ? $", and {notDue.Count - Named} more" : "")
            );
        if (
            checks.Count(c => c is { Counts: false, IsProved: false, Verdict: CheckVerdict.Sound, Runs.History.Current.Enabled: true })
            is > 0
                and var others
        )
            against.Add($"{Schedules(others)} not counted: not needed for the open, accepted, or of a kind whose runs are not looked at");
        if (checks.Count > 0 && against.Count == 0 && !checks.Any(c => c.Decides))
            against.Add("no schedule that is needed is switched on");
        return against;

        static string Schedules(int count) => $"{count} scheduled job{(count == 1 ? "" : "s")}";
        static string Regions(List<ScheduleCheck> of) =>
            string.Join(", ", of.Select(c => c.Runs.History.Key.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        static string Due(string name, ScheduleRuns runs) => runs.Next is { } next ? $"{name} (next {Text(next)})" : name;
    }

    /// <summary>How many that are not proved a sentence names.</summary>
    private const int Named = 10;

    private static IEnumerable<string> Accepted(DiagnosisContext context, Settings? settings) =>
        from risk in settings?.Accepted ?? []
        where context.RecordedAt < risk.Until
        select $"accepted by {risk.By} until {Text(risk.Until)}: {risk.Schedule} ({risk.Reason})";

    private static Known<Instant> OpenAfter(MarketCalendar? market, Instant time) =>
        market is null ? Known<Instant>.Unknown(ImpactAnalysis.NoMarket, ImpactAnalysis.NameAMarket)
        : market.NextOpen(time) is { } open ? Known<Instant>.Derived(open)
        : Known<Instant>.Unknown($"the calendar {market} does not know it", ImpactAnalysis.GiveACalendar);

    private static string Text(Instant instant) => instant.ToIso();
}
