using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Impact;
using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Says what happened to the business: what did not run, from when to when, and what of the market's day that was.</summary>
internal sealed class EffectSentences(BundleAnalysis analysis, ImpactAnalysis impact, BriefClock clock)
{
    private const int MostPhrases = 6;
    private const int MostOthers = 2;

    private readonly IReadOnlyList<AffectedJobs> _services = AffectedJobs.Of(analysis);

    public IReadOnlyList<BriefStatement> All() =>
        analysis.Chosen is { Outage: var outage }
            ? [Lead(outage), Counts(), .. Singles(), .. Others(outage), .. Outages()]
            : [Nothing(), .. analysis.Unseen.Take(2).Select(Unseen)];

    private BriefStatement Lead(Outage outage)
    {
        var main = _services.Where(s => s.Lost > 1).ToList();
        var phrases = EffectPhrases.Of(main.Count > 0 ? main : _services, analysis);
        var who = Wording.List(phrases, MostPhrases);
        var from = outage.OnsetAtOrBefore ? $"From {clock.At(outage.Onset)} or earlier" : $"From {clock.At(outage.Onset)}";
        var minutes = Minutes();
        var verb = Verb(outage);
        var until = outage.Mitigated is { } end ? $" to {clock.By(end)}" : " on";
        var open =
            outage.Mitigated is not null ? ""
            : outage.LastLost > outage.Onset ? $", and had not come back by {clock.At(outage.LastLost)}"
            : ", and is not known to have come back";
        var apart = outage.IsNowAndThen ? "" : Apart(outage, main);
        var of = minutes is null ? "" : $": {minutes}{Edges()}";
        return new BriefStatement(
            $"{from}{until}, {who} {verb}{open}{of}{apart}.",
            minutes,
            minutes is null ? ReportSections.Schedules : ReportSections.Market
        );
    }

    private static BriefStatement Unseen(UnseenPart part) => new(Wording.Sentence($"{part.Text}."), null, ReportSections.Coverage);

    private static string Verb(Outage outage)
    {
        var (missed, failed) = (outage.Gaps.Sum(g => g.Missed), outage.Gaps.Sum(g => g.Failed));
        var verb =
            failed == 0 ? "did not run"
            : missed == 0 ? "failed"
            : "did not run or failed";
        return outage.IsNowAndThen
            ? $"{verb} now and then: {Wording.Number(outage.Lost)} of {Wording.Count(outage.Due, "due run")} were lost"
            : verb;
    }

    /// <summary>The regular minutes, market by market, with the opens and closes among them; null where no market is named.</summary>
    private string? Minutes()
    {
        var hit = impact.Markets.Where(m => m.RegularMinutesLost > 0).ToList();
        return hit.Count > 0 ? Wording.List(hit.ConvertAll(Minutes))
            : impact.Markets.Count == 0 || impact.Markets.Any(m => m.Minutes.Unknown > 0) ? null
            : "no minute of a regular session";
    }

    private string Minutes(MarketImpact market)
    {
        var count = market.Regular.Count();
        var sessions = count == 1 ? "" : $" of {Wording.Number(count)} sessions";
        var name = impact.Markets.Count == 1 ? "" : $" of {market.Calendar.Id}";
        return $"{Wording.Number(market.RegularMinutesLost)} of {Wording.Number(market.RegularMinutes)} regular minutes{sessions}{name}";
    }

    /// <summary>Whether opens or closes were among them; of several markets the table tells.</summary>
    private string Edges()
    {
        if (impact.Markets is not [var market])
            return "";
        var (opens, closes) = (market.OpensMissed.Count, market.ClosesMissed.Count);
        string[] edges =
        [
            .. opens > 0 ? [opens == 1 ? "the open" : $"{Wording.Number(opens)} opens"] : Array.Empty<string>(),
            .. closes > 0 ? [closes == 1 ? "the close" : $"{Wording.Number(closes)} closes"] : Array.Empty<string>(),
        ];
        return edges.Length == 0 ? "" : $", through {Wording.List(edges)}";
    }

    /// <summary>The services whose times are others than those of the outage; where they are many, the table tells them.</summary>
    private string Apart(Outage outage, List<AffectedJobs> services)
    {
        var others = services
            .Select(s => (s.Key, Gaps: outage.Gaps.Where(g => s.Hurt.Any(h => h.History.Key == g.Schedule)).ToList()))
            .Select(s => (s.Key, Start: s.Gaps.Min(g => g.Start), End: s.Gaps.Exists(g => g.End is null) ? null : s.Gaps.Max(g => g.End)))
            .Where(s => s.Start != outage.Onset || s.End != outage.Mitigated)
            .ToList();
        return others.Count is 0 or > 2 ? "" : $" ({string.Join("; ", others.Select(s => $"{s.Key}: {Span(s.Start, s.End)}"))})";
    }

    private string Span(Instant start, Instant? end) => $"{clock.At(start)}–{(end is { } known ? clock.By(known) : "open")}";

    /// <summary>How many schedules lost how many runs.</summary>
    public BriefStatement Counts()
    {
        var (total, runs) = (analysis.Totals, analysis.Context.Runs);
        var hurt = runs.Count(r => r.Counts.Missed + r.Counts.Failed > 0);
        var expected = $"{Wording.Number(total.Missed)} of {Wording.Count(total.Expected, "expected run")}";
        var (how, phrase) =
            total.Failed == 0
                ? ($"missed {expected}", expected)
                : (
                    $"lost runs: of {Wording.Count(total.Expected, "expected run")} {Wording.Number(total.Missed)} were missed and "
                        + $"{Wording.Number(total.Failed)} failed",
                    "lost runs"
                );
        var several = analysis.Outages.Count < 2 ? "" : $", in {Wording.Word(analysis.Outages.Count)} outages";
        var unknown = total.Unknown == 0 ? "" : $"; of {Wording.Number(total.Unknown)} more nothing is known";
        return new BriefStatement(
            $"{Wording.Number(hurt)} of {Wording.Count(runs.Count, "schedule")} {how}{several}{unknown}.",
            phrase,
            ReportSections.Schedules
        );
    }

    /// <summary>Services that lost one run only, where others lost more.</summary>
    private IEnumerable<BriefStatement> Singles()
    {
        var singles = _services.Any(s => s.Lost > 1) ? _services.Where(s => s.Lost == 1).ToList() : [];
        if (singles.Count is > 0 and <= 2)
        {
            foreach (var one in singles)
            {
                var gap = analysis.Chosen!.Outage.Gaps.First(g => g.Schedule == one.Hurt[0].History.Key);
                var who = one.Settings?.Name is { } name ? $"The {name}" : one.Key;
                yield return new BriefStatement(
                    $"{who} lost one run, at {clock.At(gap.Start)}{Next(gap)}.",
                    null,
                    ReportSections.Schedules
                );
            }
        }
        else if (singles.Count > 2)
        {
            yield return new BriefStatement(
                $"{Wording.Count(singles.Count, "more service")} lost one run.",
                null,
                ReportSections.Schedules
            );
        }
    }

    /// <summary>When a schedule that was due later than the others came back; they tell their own.</summary>
    private string Next(ExecutionGap gap) =>
        gap.End is { } end && end > analysis.Chosen!.Outage.Mitigated ? $", and ran when next due, at {clock.At(end)}" : "";

    /// <summary>What went on in spite of it: a reader asks whether nothing at all ran.</summary>
    private IEnumerable<BriefStatement> Others(Outage outage)
    {
        var kept = EffectPhrases.KeptRunning(_services, analysis);
        var hurt = outage.Schedules.ToHashSet();
        var rest = analysis.Context.Runs.Count(r =>
            !hurt.Contains(r.History.Key) && r.Counts is { Missed: 0, Failed: 0, Unknown: 0, Ran: > 0 }
        );
        if (kept.Count is > 0 and <= 2)
            yield return new BriefStatement($"{Wording.Sentence(Wording.List(kept))} kept starting.", null, ReportSections.Schedules);
        else if (rest > 0)
            yield return new BriefStatement(
                $"{Wording.Sentence(Wording.Count(rest, "other schedule"))} started every run.",
                null,
                ReportSections.Schedules
            );
    }

    private IEnumerable<BriefStatement> Outages()
    {
        var chosen = analysis.Chosen!;
        var others = analysis.Outages.Where(o => o.Id != chosen.Id).ToList();
        if (others.Count == 0)
            yield break;
        yield return new BriefStatement(
            $"That was {chosen.Id}, with {Wording.Count(chosen.Outage.Lost, "lost run")}; {Wording.Word(others.Count)} other "
                + $"{(others.Count == 1 ? "outage" : "outages")}: {string.Join("; ", others.Take(MostOthers).Select(Outage))}"
                + $"{(others.Count > MostOthers ? $"; and {Wording.Number(others.Count - MostOthers)} more" : "")}.",
            null,
            ReportSections.Story
        );
    }

    /// <summary>Another outage in one phrase: when, how many runs, after which change, and by which rule.</summary>
    private string Outage(ExplainedOutage other)
    {
        var outage = other.Outage;
        var lost = outage.IsNowAndThen
            ? $"{Wording.Number(outage.Lost)} of {Wording.Count(outage.Due, "run")}"
            : Wording.Count(outage.Lost, "run");
        var schedules = Wording.List(analysis.Names.Of([.. outage.Schedules]), 2);
        var after = CauseSentences.Change(analysis, other, clock) is { } change ? $", after {change}" : "";
        var until = outage.Mitigated is { } end ? $"to {clock.By(end)}" : "on, not over";
        var by = other.Causes.Count == 0 ? "" : $" ({string.Join(", ", other.Causes.Take(2))})";
        return $"{other.Id}, from {clock.At(outage.Onset)} {until}, {lost} of {schedules}{after}{by}";
    }

    /// <summary>What is to be said where no run is known to be lost.</summary>
    public BriefStatement Nothing()
    {
        var (total, window) = (analysis.Totals, analysis.Context.Window);
        var span = $"from {clock.At(window.Start)} to {clock.By(window.End)}";
        var text =
            total.Expected == 0
                ? $"No run was due {span}, as far as was recorded{(analysis.Status == "unknown" ? "; not everything was seen" : "")}."
            : analysis.Status == "unknown"
                ? $"Whether runs were lost {span} is not known: {Wording.Number(total.Ran + total.Late)} of "
                    + $"{Wording.Count(total.Expected, "recorded run")} started"
                    + (total.Unknown > 0 ? $", and of {Wording.Number(total.Unknown)} nothing is known." : ", and not everything was seen.")
            : $"No run was lost {span}: all {Wording.Count(total.Expected, "due run")} started"
                + (total.Late > 0 ? $", {Wording.Number(total.Late)} of them late." : ".");
        return new BriefStatement(text, null, ReportSections.Schedules);
    }
}
