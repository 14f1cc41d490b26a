using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>"Nobody noticed until 22:58" where an alert or a detection is given for an earlier time.</summary>
internal sealed partial class NoticedEarlier() : AuditCheck(AuditFamily.Self, "IKA0305", "noticed-earlier", AuditSeverity.Error)
{
    private static readonly Duration Slack = Duration.FromMinutes(2);

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var detections = context
            .Claims.All.SelectMany(p => Detections(context, p))
            .Where(d => d.Instant is not null)
            .ToLookup(d => d.Passage.Section.Incident);
        foreach (var passage in context.Claims.All)
        {
            foreach (var sentence in passage.Sentences)
            {
                var match = Unnoticed().Match(sentence.Lower);
                if (
                    !match.Success
                    || Another().IsMatch(sentence.Lower)
                    || passage.Times.From(sentence.Start + match.Index + match.Length) is not { Instant: { } noticed } time
                    || time.Start > sentence.Start + match.Index + match.Length + 24
                    || time.Start >= sentence.End
                )
                    continue;
                var earliest = detections[passage.Passage.Section.Incident].Where(d => !sentence.Holds(d)).MinBy(d => d.Instant);
                if (earliest is null || context.Claims.Fields(passage.Passage.Section.Incident, Milestones.IsDetected).Skip(1).Any())
                    continue;
                context.Compared(time, earliest);
                if (earliest.Instant < noticed - Slack && noticed - earliest.Instant < Duration.FromDays(1))
                    yield return At(
                        time,
                        $"noticed at {earliest.Text} already",
                        $"a detection at {earliest.Text}",
                        $"line {context.Document.Source.PositionOf(earliest.Passage.OffsetOf(earliest.Start)).Line}"
                    );
            }
        }
    }

    /// <summary>
    /// The times of what is called a detection: by a field, or by the words of a sentence or row that begins with the time.
    /// </summary>
    private static IEnumerable<TimeClaim> Detections(AuditContext context, PassageClaims passage)
    {
        foreach (var field in passage.Fields.Where(f => Milestones.IsDetected(f.Label)))
        {
            if (context.Claims.TimeOf(field) is { } time)
                yield return time;
        }

        if (passage.Times.Count == 0 || passage.Times[0].Start > 24)
            yield break;
        var text = passage.Passage.Row is { } row ? string.Join(' ', row.Cells.Take(4).Select(c => c.Text)) : passage.Passage.Text;
        if (Detected().IsMatch(text) && !Ignored().IsMatch(text))
            yield return passage.Times[0];
    }

    [GeneratedRegex(
        @"\b(?:unnoticed|undetected|unseen|undiscovered|(?:not|n't|n’t|never|nobody|no one|noone|none)(?: [a-z]{1,12}){0,2} (?:noticed"
            + @"|detected|discovered|spotted|aware|saw|realised|realized|seen))\b[^.;]{0,24}\buntil\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unnoticed();

    [GeneratedRegex(@"\b(?:second|another|other|third|also)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Another();

    [GeneratedRegex(
        @"\b(?:detected|first alert|first alarm|alerts? fire[sd]?|alarm rang|(?:was|is|were|gets?|got) paged|first report|acknowledge[sd]?"
            + @"|(?:on-?call|engineers?|the team|support|customers?|users?|we|operator|somebody|someone)\b.{0,20}\b(?:notice[sd]?|reports?"
            + @"|reported|investigat\w{1,4}|complain(?:s|ed)?|see|sees|saw|asks?|asked|spotted|restart(?:s|ed)?|join(?:s|ed)?"
            + @"|escalate[sd]?))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Detected();

    [GeneratedRegex(
        @"\b(?:ignored|missed|unacknowledged|muted|nobody|no one|not seen|unseen|silenced|not detected|undetected|overlooked|misread)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Ignored();
}
