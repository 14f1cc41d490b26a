using System.Text.RegularExpressions;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Judging;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>What is said to be well again, and was not: a schedule, all of them, or the incident by its status.</summary>
internal sealed partial class RecoveryAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0609", "recovery-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        var measured = evidence.Incident;
        foreach (var passage in context.Claims.All.Where(p => p.Passage.IsStated))
        {
            foreach (var (sentence, said, against) in RecoveryJudgement.In(passage, RowTime(context.Claims, passage), measured))
            {
                if (!sentence.IsQuestion)
                    yield return At(
                        passage.Passage,
                        sentence.Start,
                        sentence.End,
                        $"'{Short(said)}' is not what was measured",
                        against,
                        Runs
                    );
            }

            foreach (var (sentence, name) in StillOpen(passage, measured))
                yield return At(
                    passage.Passage,
                    sentence.Start,
                    sentence.End,
                    $"nothing in the evidence shows that {name} recovered",
                    $"it lost runs until the end of the window, {Contradictions.Utc(evidence.Window.End)}",
                    Runs
                );
        }

        foreach (var field in context.Claims.All.SelectMany(p => p.Fields).Where(context.MeasuredPart.Holds))
        {
            if (Verified().IsMatch(field.Label) && context.Claims.TimeOf(field) is { Instant: { } verified } time)
            {
                context.Compared(field, time);
                if (RecoveryJudgement.Against(verified, measured.Losses) is { } against)
                    yield return At(time, $"not all was well at {time.Text}", against, Runs);
            }
            else if (IsStatus(field, context) && DiffersFrom(field.Value, measured.Status))
            {
                yield return At(field, $"the status is not '{field.Value}'", measured.Status, "/incident/status");
            }
        }
    }

    private const string Runs = "the runs of the schedules in the evidence";

    /// <summary>The only time of the row a cell stands in; null where there is none.</summary>
    private static Instant? RowTime(ReportClaims claims, PassageClaims passage) =>
        passage.Passage.Row is { } row && row.Cells.SelectMany(c => claims.Of(c)?.Times ?? []).Take(2).ToList() is [{ Instant: { } only }]
            ? only
            : null;

    /// <summary>The schedules said, without a time, to have recovered, which still lost runs when the evidence ends.</summary>
    private static IEnumerable<(Sentence Sentence, string Name)> StillOpen(PassageClaims passage, MeasuredIncident measured)
    {
        if (measured.Status != "ongoing")
            yield break;
        foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion && !passage.Times.Between(s.Start, s.End).Any()))
        {
            var text = passage.Passage.Text[sentence.Start..sentence.End];
            if (
                RecoveryJudgement.IsWell(text)
                && measured.Losses.FirstOrDefault(l => l.FirstGood is null && l.Names.Any(n => NameMentions.Has(text, n))) is { } open
            )
                yield return (sentence, open.Schedule);
        }
    }

    private static bool IsStatus(FieldClaim field, AuditContext context) =>
        field.Label is "status" or "incident status" or "current status" && OverallPlace.Holds(field.Passage.Section, context.Document);

    /// <summary>Whether a status is said to be well that is not, or the other way about. The words in between may mean either.</summary>
    private static bool DiffersFrom(string said, string measured) =>
        (StatusWords.IsOngoing(said) && measured is "resolved" or "mitigated")
        || (StatusWords.IsResolved(said) && measured == "ongoing")
        || (said.Equals("mitigated", StringComparison.OrdinalIgnoreCase) && measured == "ongoing");

    private static string Short(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, 59)}…";

    [GeneratedRegex(
        @"^(?:fix |repair |recovery )?(?:verified|verification|recovery confirmed)(?: at| time)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Verified();
}
