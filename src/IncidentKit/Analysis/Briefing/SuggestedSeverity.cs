using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Impact;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>A severity that follows from what was measured and the thresholds of the settings.</summary>
/// <param name="Level">One of <c>critical</c>, <c>high</c>, <c>medium</c>, <c>low</c>.</param>
/// <param name="Reason">What it rests on, as a clause.</param>
internal sealed partial record SuggestedSeverity(string Level, string Reason)
{
    private static readonly string[] Levels = ["low", "medium", "high", "critical"];

    /// <summary>The severity of the chosen outage; null without one, and where no market says how much trading time was lost.</summary>
    public static SuggestedSeverity? Of(BundleAnalysis analysis, ImpactAnalysis impact)
    {
        if (analysis.Chosen is not { Outage: var outage })
            return null;
        var (limits, phases) = (impact.Settings.Severity, impact.Settings.TradablePhases);
        var nobody = impact.Markets.Select(m => impact.Financial().Impact.NoneRan.Sum(i => Tradable(m, i, phases))).DefaultIfEmpty().Max();
        if (nobody > 0 && Duration.FromMinutes(nobody) >= limits.Critical)
            return new("critical", $"{Watchers(impact.Settings)} ran for {Minutes(nobody)}");
        var roles = impact.Markets.SelectMany(m => m.Roles).OrderByDescending(r => r.TradableMinutes).ToList();
        var core = roles.Find(r => r.Role is ServiceRole.Trading or ServiceRole.PositionMonitoring);
        if (core is not null && core.TradableMinutes > 0 && Duration.FromMinutes(core.TradableMinutes) >= limits.High)
            return new(
                "high",
                core.TradableDown > 0
                    ? $"{Word(core.Role)} was down for {Minutes(core.TradableDown)}"
                    : $"{Word(core.Role)} ran only in part for {Minutes(core.TradableMinutes)}"
            );
        var down = roles.MaxBy(r => r.TradableDown);
        if (down is { TradableDown: > 0 } && Duration.FromMinutes(down.TradableDown) >= limits.RoleDown)
            return new("high", $"{Word(down.Role)} was down for {Minutes(down.TradableDown)}");
        var (hurt, all) = (outage.Schedules.Count(), analysis.Context.Runs.Count);
        var length = analysis.Times.LastedAtLeast ?? analysis.OutageSpan!.Value.Duration;
        if (hurt * 100L >= (long)limits.Share * all && length >= limits.Length)
            return new("medium", $"{hurt} of {Wording.Count(all, "schedule")} lost runs for {Wording.Length(length)}");
        var minutes = impact.Markets.SelectMany(m => m.Services).Select(s => s.TradableMinutes).DefaultIfEmpty().Max();
        return minutes > 0 ? new("medium", $"runs were lost in {Minutes(minutes)}")
            : impact.Markets.Count == 0 || impact.Markets.Any(m => m.Minutes.Unknown > 0) ? null
            : new("low", "no tradable minute was lost");
    }

    /// <summary>What a person's severity says, where it is plainly another than this; null where it agrees or cannot be compared.</summary>
    /// <param name="stated">Theirs, in the team's own words.</param>
    public string? Against(string stated) =>
        Rank(stated) is { } rank && rank != Array.IndexOf(Levels, Level)
            ? $"by the thresholds of the settings it is {Level}: {Reason}"
            : null;

    /// <summary>Of trading and position monitoring what the settings have: of another nothing is known.</summary>
    private static string Watchers(Settings settings)
    {
        var roles = settings.Services.Values.Select(s => s.Role).ToHashSet();
        return roles.Contains(ServiceRole.Trading) && roles.Contains(ServiceRole.PositionMonitoring)
            ? "neither trading nor position monitoring"
            : $"no service of {Word(roles.Contains(ServiceRole.Trading) ? ServiceRole.Trading : ServiceRole.PositionMonitoring)}";
    }

    /// <summary>The level that common words mean; null for others.</summary>
    private static int? Rank(string stated) =>
        Critical().IsMatch(stated) ? 3
        : High().IsMatch(stated) ? 2
        : Medium().IsMatch(stated) ? 1
        : Low().IsMatch(stated) ? 0
        : null;

    private static long Tradable(MarketImpact market, Interval span, IReadOnlyList<TradablePhase> phases) =>
        MarketImpact.Tradable(market.Calendar.MinutesBetween(span.Start, span.End), phases);

    private static string Word(ServiceRole role) => EnumWords.Of(role.ToString());

    private static string Minutes(long minutes) => Wording.Count(minutes, "tradable minute");

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^\s*(?:critical|(?:sev|s|p)[ -]?[01])\b", Options)]
    private static partial Regex Critical();

    [GeneratedRegex(@"^\s*(?:high|major|(?:sev|s|p)[ -]?2)\b", Options)]
    private static partial Regex High();

    [GeneratedRegex(@"^\s*(?:medium|moderate|(?:sev|s|p)[ -]?3)\b", Options)]
    private static partial Regex Medium();

    [GeneratedRegex(@"^\s*(?:low|minor|(?:sev|s|p)[ -]?[45])\b", Options)]
    private static partial Regex Low();
}
