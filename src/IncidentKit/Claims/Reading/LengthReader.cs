using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds what is said of how long the incident took: in fields (<c>Duration: 45 minutes</c>), and in sentences whose subject is the
/// incident
/// (<c>the outage lasted 45 minutes</c>, <c>45 minutes of downtime</c>) or whose verb is a milestone's (<c>took half an hour to
/// mitigate</c>,
/// <c>detected after 5 minutes</c>).
/// </summary>
internal static partial class LengthReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Whole = @"(?:incident|outage|disruption|interruption|downtime|unavailability)";

    /// <summary>What lasts, as the incident does, where its length is given.</summary>
    private const string Lasting = @"(?:issue|problem|degradation|gap|blackout|slowdown|freeze|event)";

    /// <summary>What stands between a verb and its length.</summary>
    private const string About =
        @"(?: (?:a total of|in total|about|approximately|approx\.?|around|roughly|nearly|almost|over|under|some|just|more than|less than"
        + @"|up to|circa|~|≈|only)){0,2} ?[~≈]?$";

    /// <summary>The lengths that fields and sentences of a passage tell.</summary>
    public static IEnumerable<LengthClaim> Read(ReportClaims claims, PassageClaims passage)
    {
        if (passage.Durations.Count == 0 || passage.Passage.Quoted)
            yield break;
        var ofFields = new HashSet<DurationClaim>(ReferenceEqualityComparer.Instance);
        foreach (var field in passage.Fields.Where(f => Milestones.IsLength(f.Label) || Milestones.Of(f.Label) is not null))
        {
            if (claims.LengthOf(field) is not { } length)
                continue;
            ofFields.Add(length);
            yield return new LengthClaim(length, Milestones.TimeTo(field.Label) ?? Milestones.Of(field.Label), field.Label, field);
        }

        foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion))
        {
            var lengths = passage.Durations.Between(sentence.Start, sentence.End).Where(d => !ofFields.Contains(d)).ToList();
            // Of two lengths in a sentence each may be of a part.
            if (lengths is [var only] && !Unsettled().IsMatch(sentence.Lower) && Of(sentence, only) is { } claim)
                yield return claim with
                {
                    Day = passage.Dates.Between(sentence.Start, sentence.End).FirstOrDefault()?.Days[0],
                };
        }
    }

    private static LengthClaim? Of(Sentence sentence, DurationClaim length)
    {
        int start = length.Start - sentence.Start,
            end = Math.Min(length.End - sentence.Start, sentence.Lower.Length);
        var before = sentence.Lower.AsSpan(Math.Max(0, start - 80), Math.Min(80, start)).ToString();
        var after = sentence.Lower.AsSpan(end, Math.Min(60, sentence.Lower.Length - end)).ToString();
        if (Lasted().Match(before) is { Success: true } lasted)
            return new LengthClaim(length, null, lasted.Groups["what"].Value, null);
        if (WasDown().Match(before) is { Success: true } state && !Narrow().IsMatch(sentence.Lower))
            return new LengthClaim(length, null, state.Groups["what"].Value, null) { IsOfState = true };
        if (
            UntilVerb().Match(after) is { Success: true } noticed
            && Took().IsMatch(before)
            && Milestones.OfVerb(noticed.Groups["verb"].Value) is { } seen and > Milestone.Start
        )
            return new LengthClaim(length, seen, $"the time until {noticed.Groups["verb"].Value}", null);
        if (OfDowntime().Match(after) is { Success: true } downtime && Had().IsMatch(before))
            return new LengthClaim(length, null, downtime.Groups["what"].Value, null);
        if (
            ToVerb().Match(after) is { Success: true } to
            && Took().IsMatch(before)
            && Milestones.OfVerb(to.Groups["verb"].Value) is { } later
        )
            return new LengthClaim(length, later, $"the time to {to.Groups["verb"].Value}", null);
        if (
            VerbIn().Match(before) is { Success: true } did
            && Milestones.OfVerb(did.Groups["verb"].Value) is { } until
            && until > Milestone.Start
        )
            return new LengthClaim(length, until, did.Groups["verb"].Value, null);
        return null;
    }

    [GeneratedRegex(
        @"\b(?:will|would|should|could|might|may|if|each|every|per|average|mean|typically|usually|normally|previous|last time|expected"
            + @"|target|sla|slo|goal)\b",
        Options
    )]
    private static partial Regex Unsettled();

    [GeneratedRegex(
        $@"\b(?:the|this|our|total|entire|whole|full) (?<what>{Whole}|{Lasting})(?: window| period)? (?:lasted|took|persisted"
            + $@"|continued|went on"
            + $@"|spanned)(?: for)?{About}"
            + $@"|\b(?:the |this |our |an? )(?:total |complete |full |partial )?(?<what>{Whole})"
            + $@"(?: that lasted|,? lasting| of)(?: for)?{About}"
            + $@"|\btotal (?<what>{Whole}|duration)(?: time)? (?:was|of|is){About}|\b(?<what>duration|length) of the {Whole} (?:was"
            + $@"|is){About}",
        Options
    )]
    private static partial Regex Lasted();

    [GeneratedRegex(
        $@"^(?: of (?:total |complete |full )?(?<what>downtime|unavailability)| ?-?(?:long )?(?:[a-z-]{{3,16}} ){{0,2}}?(?<what>outage"
            + $@"|downtime|incident|disruption|interruption|failure|blackout))\b(?! (?:budget|window|allowance|rate|mode"
            + $@"|report|channel|page|bridge|call))",
        Options
    )]
    private static partial Regex OfDowntime();

    /// <summary>What says that there was so much of it, or that this one was so long.</summary>
    [GeneratedRegex(
        @"\b(?:caused|causing|resulted in|resulting in|led to|leading to|suffered|experienced|saw|had|totall?ing|totall?ed|total of|was"
            + @"|were|the|this|our|an?)(?: an?)?"
            + About,
        Options
    )]
    private static partial Regex Had();

    [GeneratedRegex(
        $@"\b(?:was|were|went|been|remained|stayed) (?:completely |fully |entirely )?(?<what>down|unavailable|unreachable"
            + $@"|offline|inaccessible"
            + $@"|out of service|interrupted) for(?: a total of| the)?{About}",
        Options
    )]
    private static partial Regex WasDown();

    /// <summary>What makes a state that of a part, or of a part of the time.</summary>
    [GeneratedRegex(
        @"\b(?:during|while|some|each|per|restart\w{0,4}|reboot\w{0,4}|in (?:one|two|three)|of (?:this|that) time|at a time|only"
            + @"|maintenance"
            + @"|briefly|another|again|after|later|customers?|users?)\b",
        Options
    )]
    private static partial Regex Narrow();

    [GeneratedRegex(
        @"^ (?:before|until) (?:[a-z-]{1,14} ){1,4}?(?<verb>noticed|detected|discovered|spotted|acknowledged|mitigated|resolved)\b",
        Options
    )]
    private static partial Regex UntilVerb();

    [GeneratedRegex(@"\b(?:it was|took|taking|needed)(?: us| the team| engineers| the on-?call)?" + About, Options)]
    private static partial Regex Took();

    [GeneratedRegex(
        @"^ (?:for (?:us|the team|engineers|the on-?call) )?to (?:fully |completely |finally )?(?<verb>[a-z]{3,20})\b",
        Options
    )]
    private static partial Regex ToVerb();

    [GeneratedRegex(
        $@"\b(?:incident|outage|issue|problem|it|service|impact)(?: was| had been| were)?(?: fully| completely| only"
            + $@"| first)? (?<verb>[a-z]{{3,20}}) (?:after|in|within|took){About}"
            + $@"|\b(?<verb>detection|mitigation|resolution|recovery|restoration) took{About}",
        Options
    )]
    private static partial Regex VerbIn();
}
