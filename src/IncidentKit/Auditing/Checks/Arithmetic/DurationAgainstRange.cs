using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A length of time beside its range, in one row of a table, or in the fields of one incident.</summary>
internal sealed partial class DurationAgainstRange()
    : AuditCheck(AuditFamily.Arithmetic, "IKA0101", "duration-differs-from-range", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var passage in context.Claims.All)
        {
            foreach (var range in passage.Ranges.Where(r => !r.IsBackward))
            {
                if (Beside(passage, range) is { } length && Against(context, range, length) is { } objection)
                    yield return objection;
            }
        }

        foreach (var objection in context.Claims.All.SelectMany(p => FromTo(context, p).Concat(OfDays(context, p))))
            yield return objection;
        foreach (
            var objection in context
                .Document.Tables.SelectMany(t => Rows(context, t))
                .Concat(Records(context))
                .Concat(Whole(context))
                .DistinctBy(o => o.Offset)
        )
            yield return objection;
    }

    /// <summary>The length written right before or behind a range and meant for all of it.</summary>
    private static DurationClaim? Beside(PassageClaims passage, RangeClaim range)
    {
        var text = passage.Passage.Text;
        if (
            passage.Durations.From(range.End) is { } after
            && after.Start - range.End < 40
            && Leading().IsMatch(text.AsSpan(range.End, after.Start - range.End))
            && Ends(text, after.End)
        )
            return after;
        return
            passage.Durations.Before(range.Start) is { } before
            && before.End <= range.Start
            && range.Start - before.End < 24
            && Between().IsMatch(text.AsSpan(before.End, range.Start - before.End))
            && (
                text[before.End..range.Start].Contains('(', StringComparison.Ordinal)
                || Lasting().IsMatch(text.AsSpan(Math.Max(0, before.Start - 30), Math.Min(30, before.Start)))
            )
            // The hours within which something is promised are no length.
            && before.Bound != DurationBound.Within
            ? before
            : null;
    }

    /// <summary>"From confirmation (15:25) to mitigation (16:11) was 46 minutes": the two times and the one length of a sentence.</summary>
    private static IEnumerable<Objection> FromTo(AuditContext context, PassageClaims passage)
    {
        if (passage.Times.Count < 2 || passage.Durations.Count == 0 || passage.Passage.Quoted)
            yield break;
        foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion))
        {
            var times = passage.Times.Between(sentence.Start, sentence.End).ToList();
            if (
                times is [var from, var to]
                && passage.Durations.Between(sentence.Start, sentence.End).ToList() is [var length]
                && !passage.Ranges.Between(sentence.Start, sentence.End).Any()
                && FromBefore().IsMatch(sentence.Lower.AsSpan(0, from.Start - sentence.Start))
                && ToBetween().IsMatch(sentence.Lower.AsSpan(from.End - sentence.Start, Math.Max(0, to.Start - from.End)))
                && (length.Start > to.End || length.End < from.Start)
                && Against(context, new RangeClaim(from, to), length) is { } objection
            )
                yield return objection;
        }
    }

    private static IEnumerable<Objection> OfDays(AuditContext context, PassageClaims passage)
    {
        foreach (var (length, from, to, days) in LengthAgainstDates.Wrong(passage))
        {
            context.Compared(length, from, to);
            yield return At(
                length,
                $"'{length.Text}' is not the time from {from.Text} to {to.Text}",
                $"{days} day{(days == 1 ? "" : "s")}",
                $"{to.Text} less {from.Text}"
            );
        }
    }

    private static Objection? Against(AuditContext context, RangeClaim range, DurationClaim length)
    {
        var lengths = range.Lengths(length.Length);
        if (lengths.Count == 0)
            return null;
        context.Compared(range, length, range.From, range.To);
        return lengths.Any(l => length.Agrees(l, Durations.Slack(range.From, range.To)))
            ? null
            : Differs(length, range.From, range.To, lengths[0]);
    }

    private static Objection Differs(DurationClaim length, TimeClaim from, TimeClaim to, Duration actual) =>
        At(
            length,
            $"'{length.Text}' is not the time from {from.Text} to {to.Text}",
            Durations.Text(actual),
            $"{to.Text} less {from.Text}",
            fix: Durations.Text(actual)
        );

    private static IEnumerable<Objection> Rows(AuditContext context, ReportTable table)
    {
        int start = table.Column(h => Milestones.IsStart(Bare(h)) || Bare(h) == "from"),
            end = table.Column(h => Milestones.IsEnd(Bare(h)) || Bare(h) == "to"),
            length = table.Column(h => Milestones.IsDuration(Bare(h)));
        if (start < 0 || end < 0 || length < 0)
            yield break;
        foreach (var row in table.Body.Where(r => r.Cells.Count > Math.Max(start, Math.Max(end, length))))
        {
            if (
                Single(context, row, start) is { } from
                && Single(context, row, end) is { } to
                && context.Claims.Of(row.Cells[length])?.Durations is [var stated]
                && new RangeClaim(from, to) is { IsBackward: false } range
                && Against(context, range, stated) is { } objection
            )
                yield return objection;
        }
    }

    /// <summary>The only start, end and length that the fields of one section give: they are of one incident.</summary>
    private static IEnumerable<Objection> Records(AuditContext context)
    {
        foreach (
            var record in context
                .Document.Sections.Select(s => s.Incident)
                .Distinct()
                .SelectMany(context.Claims.Moments)
                .Where(m => m.Time is not null)
                .GroupBy(m => m.Field.Passage.Section)
        )
        {
            if (
                record.Where(m => m.Milestone == Milestone.Start).ToList() is [var start]
                && record.Where(m => m.Milestone is Milestone.End or Milestone.Resolved).ToList() is [var end]
                && context
                    .Claims.Fields(record.Key.Incident, Milestones.IsDuration)
                    .Where(f => f.Passage.Section == record.Key)
                    .Select(context.Claims.LengthOf)
                    .OfType<DurationClaim>()
                    .ToList()
                    is [var length]
                && new RangeClaim(start.Time!, end.Time!) is { IsBackward: false } range
                && Against(context, range, length) is { } objection
            )
                yield return objection;
        }
    }

    private static TimeClaim? Single(AuditContext context, ReportRow row, int column) =>
        context.Claims.Of(row.Cells[column])?.Times is [var time] ? time : null;

    /// <summary>
    /// The length of the whole incident against its milestones or its timeline; beside a range of its own it was compared with that.
    /// </summary>
    private static IEnumerable<Objection> Whole(AuditContext context) =>
        LengthAgainstMoments
            .Wrong(context, l => l.To is null && !IsBesideRange(context, l))
            .Select(w => Differs(w.Length.Length, w.From, w.To, w.Actual));

    private static bool IsBesideRange(AuditContext context, LengthClaim length)
    {
        var passage = context.Claims.Of(length.Length.Passage)!;
        return passage.Ranges.Count > 1 || passage.Ranges is [var only] && (passage.SentenceOf(length.Length)?.Holds(only) ?? true);
    }

    private static string Bare(string header)
    {
        var bracket = header.IndexOf('(', StringComparison.Ordinal);
        return (bracket > 0 ? header[..bracket] : header).Trim();
    }

    private static bool Ends(string text, int end) =>
        end == text.Length
        || text[end] is ')' or ',' or ';' or '.' or ']' or '\n'
        || (text[end] == ' ' && End().IsMatch(text.AsSpan(end, Math.Min(24, text.Length - end))));

    [GeneratedRegex(
        @"^\s{0,4}(?:[(,\[]|[–—-]\s)?\s{0,4}(?:(?:a )?(?:total|period|duration) (?:of|time of)|for|lasting|totalling|totaling"
            + @"|total|duration:?)?\s{0,4}(?:about|approximately|approx\.?|around|roughly|some|nearly|almost|over|under|just over"
            + @"|just under|more than|~|≈)?\s{0,4}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Leading();

    [GeneratedRegex(
        @"^\s{0,4}(?:total)?\s{0,4}(?:[(,])?\s{0,4}(?:from|between)?\s{0,4}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Between();

    [GeneratedRegex(
        @"\b(?:lasted|lasting|for|took|duration:?)\s{1,4}(?:a total of |about |approximately |around |roughly |nearly |almost |over )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Lasting();

    [GeneratedRegex(
        @"^ (?:total|in total|during|in all|altogether|of (?:total )?(?:outage|downtime|disruption|unavailability))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex End();

    [GeneratedRegex(@"\b(?:from|between)\b[^.;,]{0,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex FromBefore();

    [GeneratedRegex(@"^[^.;]{0,12}\b(?:to|until|till|and)\b[^.;]{0,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex ToBetween();
}
