using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Placing;

/// <summary>The time zone of what stands in a report, where none stands beside it.</summary>
internal sealed partial class ReportZones
{
    private readonly ZoneMark? _statedZone;
    private readonly ZoneMark? _onlyZone;

    public ReportZones(ReportClaims claims)
    {
        var prose = claims.Document.Prose;
        _statedZone = prose.Select(StatedZone).FirstOrDefault(z => z is not null);
        var zones = Written(claims.All.SelectMany(p => p.Times));
        _onlyZone =
            zones.Count == 1 ? zones[0]
            : zones.Count == 0 ? prose.Where(p => claims.Of(p)!.Times.Count == 0).Select(ZoneAtEnd).FirstOrDefault(z => z is not null)
            : null;
    }

    /// <summary>The only zone written in a passage, or that of its column, of what stands above it, of the report.</summary>
    public ZoneMark? Around(PassageClaims claims) => Told(claims) ?? _onlyZone;

    /// <summary>The same, but for what the report says nowhere and only seems to hold for all of it.</summary>
    public ZoneMark? Told(PassageClaims claims)
    {
        if (Written(claims.Times) is [var only])
            return only;
        var passage = claims.Passage;
        if (
            passage.Row is { } row
            && passage.Column < row.Table.Header.Cells.Count
            && NamedZone(row.Table.Header.Cells[passage.Column].Text) is { } column
        )
            return column;
        var intro = passage.Item?.List.Intro ?? passage.Row?.Table.Intro;
        return new[] { intro }
                .Concat(passage.Section.Path().Select(s => s.Heading))
                .OfType<Passage>()
                .Select(p => NamedZone(p.Text))
                .FirstOrDefault(z => z is not null)
            ?? _statedZone;
    }

    /// <summary>The first two zones that are written.</summary>
    private static List<ZoneMark> Written(IEnumerable<TimeClaim> times) =>
        [.. times.Select(t => t.WrittenZone).OfType<ZoneMark>().DistinctBy(z => z.Text.ToUpperInvariant()).Take(2)];

    private static ZoneMark? StatedZone(Passage passage)
    {
        var match = TimesAre().Match(passage.Text);
        return match.Success
            ? NamedZone(passage.Text.Substring(match.Index + match.Length, Math.Min(24, passage.Text.Length - match.Index - match.Length)))
            : null;
    }

    /// <summary>The zone in brackets with which a line above a log ends.</summary>
    private static ZoneMark? ZoneAtEnd(Passage passage) =>
        passage.Text.TrimEnd() is { } text && text.EndsWith(')') && text.LastIndexOf('(') is >= 0 and var open && text.Length - open <= 24
            ? NamedZone(text[open..])
            : null;

    private static ZoneMark? NamedZone(string text) =>
        Named().Match(text) is { Success: true } match ? ZoneMark.Of(match.Groups["z"].Value) : null;

    [GeneratedRegex(
        @"\b(?<z>UTC(?:[+\-][0-9]{1,2})?|utc|GMT|ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|CET|CEST|BST|JST|IST|HKT|SGT|KST"
            + @"|AEST|AEDT|NZST|NZDT|(?:Eastern|Pacific|Central|Mountain)(?:\s(?:[Ss]tandard|[Dd]aylight))?(?:\s[Tt]ime)?)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:[Aa]ll )?[Tt]ime(?:s|stamps)\b(?: (?:here|below|given|listed|shown)){0,4}(?: (?:are|is))?(?: (?:in|given in"
            + @"|stated in|listed in|shown in))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TimesAre();
}
