using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A change put to somebody's name at a time at which the evidence has one by another.</summary>
internal sealed partial class ChangeAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0606", "change-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        var actors = evidence.Incident.Changes.Select(c => c.By).Where(b => b.Length > 2).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (text, time, at) in Sentences(context.Claims).Concat(Rows(context.Claims)))
        {
            if (Actors(text, actors) is not [var actor] || !Changed().IsMatch(text) || Said().IsMatch(text))
                continue;
            if (evidence.Judge.Change(actor, at) is not { } judged)
                continue;
            context.Compared(time);
            if (!judged.Holds)
                yield return At(
                    time,
                    $"what was done at {time.Text} was not done by {actor}",
                    $"by {judged.Measured.By} at {judged.Measured.At}",
                    judged.How
                );
        }

        foreach (var objection in WithoutTime(context, evidence, actors))
            yield return objection;
    }

    /// <summary>Who is said, without a time, to have broken or repaired it.</summary>
    private static IEnumerable<Objection> WithoutTime(AuditContext context, MeasuredReport evidence, List<string> actors)
    {
        foreach (var (text, passages) in Timeless(context.Claims))
        {
            if (
                Actors(text, actors) is not [var actor]
                || Agency.Of(text, actor) is not { } deed
                || evidence.Judge.Deed(actor, deed == Agency.Deed.Repaired) is not { Holds: false } judged
                || Find(passages, actor) is not { } name
                || !context.MeasuredPart.Holds(name)
            )
                continue;
            yield return At(
                name,
                deed == Agency.Deed.Repaired ? $"{actor} did not repair it" : $"{actor} did not break it",
                $"{judged.Measured} did",
                judged.How,
                judged.Measured
            );
        }
    }

    /// <summary>The sentences and rows without a time, in lower case, each with where it stands.</summary>
    private static IEnumerable<(string Text, IEnumerable<(Passage Passage, int Start, int End)> Passages)> Timeless(ReportClaims claims)
    {
        foreach (var passage in claims.All.Where(p => p.Passage is { IsStated: true, Row: null }))
        {
            foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion && !passage.Times.Between(s.Start, s.End).Any()))
                yield return (sentence.Lower, [(passage.Passage, sentence.Start, sentence.End)]);
        }

        foreach (
            var row in claims
                .Document.Tables.SelectMany(t => t.Body)
                .Where(r => !r.IsQuoted && r.Cells.TrueForAll(c => claims.Of(c)?.Times is null or []))
        )
            yield return (
                string.Join(' ', row.Cells.Select(c => c.Text.Trim())).ToLowerInvariant(),
                row.Cells.Select(c => (c, 0, c.Text.Length))
            );
    }

    private static IdentifierClaim? Find(IEnumerable<(Passage Passage, int Start, int End)> passages, string actor)
    {
        foreach (var (passage, start, end) in passages)
        {
            var at = passage.Text.IndexOf(actor, start, end - start, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return new IdentifierClaim(passage, at, at + actor.Length);
        }

        return null;
    }

    /// <summary>The sentences with one time, beside one at their head that says when they were written.</summary>
    private static IEnumerable<(string Text, TimeClaim Time, Instant At)> Sentences(ReportClaims claims)
    {
        foreach (var passage in claims.All.Where(p => p.Times.Count > 0 && p.Passage.Row is null))
        {
            foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion))
            {
                var times = passage.Times.Between(sentence.Start, sentence.End).Take(3).ToList();
                if (times is [{ Instant: { } only } one])
                    yield return (sentence.Lower, one, only);
                else if (times is [var stamp, { Instant: { } meant } time] && stamp.Start == sentence.Start)
                    yield return (sentence.Lower, time, meant);
            }
        }
    }

    /// <summary>The rows of tables with one time.</summary>
    private static IEnumerable<(string Text, TimeClaim Time, Instant At)> Rows(ReportClaims claims) =>
        claims
            .Document.Tables.SelectMany(t => t.Body)
            .Where(r => !r.IsQuoted)
            .Select(r =>
                (
                    Text: string.Join(" | ", r.Cells.Select(c => c.Text)).ToLowerInvariant(),
                    Times: r.Cells.SelectMany(c => claims.Of(c)?.Times ?? []).Take(2).ToList()
                )
            )
            .Where(r => r.Times is [{ Instant: not null }])
            .Select(r => (r.Text, r.Times[0], r.Times[0].Instant!.Value));

    /// <summary>The actors named in a text, but for who is speaking.</summary>
    private static List<string> Actors(string text, IReadOnlyList<string> actors) =>
        [
            .. actors.Where(a =>
            {
                var at = text.IndexOf(a, StringComparison.OrdinalIgnoreCase);
                return at >= 0
                    && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                    && !(
                        at + a.Length < text.Length
                        && (text[at + a.Length] is ':' or '-' or '_' || char.IsLetterOrDigit(text[at + a.Length]))
                    );
            }),
        ];

    [GeneratedRegex(
        @"\b(?:push(?:ed|es)?|deploy(?:ed|s)|change[ds]?|updated?|updates|edit(?:ed|s)|set|sets|revert(?:ed|s)|roll(?:ed"
            + @"|s) (?:back|out|forward)|re-?point(?:ed|s)|pointed|modif(?:ied|ies)|appl(?:ied|ies)|start(?:ed|s)|launched|enabled"
            + @"|disabled|re-enabled|created|deleted|removed|renamed|fixed|repaired|restored|replaced)\b|\b(?:update|create"
            + @"|delete)schedule\b|\bruntask\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Changed();

    [GeneratedRegex(
        @"\b(?:says?|said|saw|sees|seen|noticed?|reported|reports|told|tells|wrote|writes|confirmed|observed|found|thinks?"
            + @"|thought|asked|paged|knew|joined|look(?:s|ed|ing)|went|was to|would|will|should|could|(?:did|was|were|has|had|by) not"
            + @"|never|nothing|nobody)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Said();
}
