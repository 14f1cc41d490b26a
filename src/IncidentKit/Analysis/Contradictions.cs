using IncidentKit.Analysis.Judging;
using IncidentKit.Claims;
using IncidentKit.Inputs;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Analysis;

/// <summary>What people say about an incident against the measurement. What cannot be compared is left alone.</summary>
internal static class Contradictions
{
    private static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    /// <summary>The contradictions of an incident file, in its order.</summary>
    public static IReadOnlyList<Contradiction> Find(IncidentFile file, MeasuredIncident measured)
    {
        var name = file.Name ?? "incident.yaml";
        var judge = new ClaimJudge(measured);
        var found = new List<Contradiction>();
        if (file.Title is { } title)
            found.AddRange(
                In(title, judge, null)
                    .Select(c => new Contradiction($"{name} says in its title", Quoted(c.Said), null, c.Measured) { How = c.How })
            );
        foreach (var pause in file.Intended.Where(p => !measured.Names(p.Schedule)))
            found.Add(
                new($"{name} says", $"{pause.Schedule} was meant not to run", pause.Line, "no schedule of that name is in the recording")
            );
        foreach (var (what, at) in BeforeTheOnset(file.Milestones, measured))
            found.Add(new($"{name} says", $"{what} at {Utc(at)}", null, $"the first run was missed at {Utc(measured.Onset!.Value)}"));
        if (file.Milestones.Verified < measured.Mitigated)
            found.Add(
                new(
                    $"{name} says",
                    $"the repair was verified at {Utc(file.Milestones.Verified!.Value)}",
                    null,
                    $"runs were missed until {Utc(measured.Mitigated!.Value)}"
                )
            );
        else if (file.Milestones.Verified is { } verified && RecoveryJudgement.Against(verified, measured.Losses) is { } against)
            found.Add(new($"{name} says", $"the repair was verified at {Utc(verified)}", null, against));
        foreach (var note in file.Notes)
            found.AddRange(
                In(note.Text, judge, note.At)
                    .Select(c => new Contradiction($"{note.By ?? name} says", Quoted(c.Said), note.Line, c.Measured)
                    {
                        File = name,
                        How = c.How,
                    })
            );
        if (file.Status is { } status && !status.Equals(measured.Status, StringComparison.OrdinalIgnoreCase))
            found.Add(new($"{name} says", $"the status is \"{status}\"", null, $"it is {measured.Status}"));
        return found;
    }

    private static string Quoted(string text) => $"\"{text}\"";

    /// <summary>
    /// What people say to have done before the first run was lost. An outage that may have begun earlier contradicts nobody.
    /// </summary>
    private static IEnumerable<(string What, Instant At)> BeforeTheOnset(AttestedMilestones said, MeasuredIncident measured)
    {
        if (measured.OnsetAtOrBefore)
            yield break;
        if (said.Detected < measured.Onset)
            yield return ("it was detected", said.Detected.Value);
        if (said.DiagnosisStarted < measured.Onset)
            yield return ("the diagnosis was started", said.DiagnosisStarted.Value);
        if (said.CauseFound < measured.Onset)
            yield return ("the cause was found", said.CauseFound.Value);
    }

    /// <summary>What a text says wrongly. A statement about the incident without a time of its own is about the outage.</summary>
    private static IEnumerable<(string Said, string Measured, string? How)> In(string text, ClaimJudge judge, Instant? written)
    {
        var outage = judge.Measured.Outage;
        foreach (var passage in ReportClaims.ReadNote("text", text).All)
        {
            foreach (var well in RecoveryJudgement.In(passage, written, judge.Measured))
                yield return (well.Said, well.Measured, null);
            foreach (var count in passage.Counts)
            {
                if (judge.Of(count) is { Holds: false } counted)
                    yield return (count.Text, counted.Measured, null);
            }

            foreach (var claim in passage.Markets)
            {
                if (judge.Of(claim.Within(outage)) is { Holds: false } market)
                    yield return (claim.Text, market.Measured, market.How);
            }

            foreach (var claim in passage.Impacts.Where(i => !i.HasReason))
            {
                if (judge.Of(claim with { Window = claim.Window ?? outage }) is { Holds: false, Measured: var traded })
                    yield return (
                        claim.Text,
                        $"{traded.Minutes} minutes of the outage lie in the regular session of {traded.Market.Id}, "
                            + "and what was lost in them is unknown",
                        null
                    );
            }
        }
    }

    /// <summary>A time as contradictions write it.</summary>
    internal static string Utc(Instant instant) => Clock.Format(instant.InUtc().LocalDateTime) + " UTC";
}
