using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims.Reading;
using NodaTime;

namespace IncidentKit.Claims;

/// <summary>What a report states, with the day, the zone and the incident each time belongs to.</summary>
internal sealed partial class ReportClaims
{
    /// <summary>In wider tables only so many columns are searched for what belongs to a row.</summary>
    private const int MostColumns = 8;

    private readonly Dictionary<Passage, PassageClaims> _of = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, Interval?> _windows = [];
    private readonly ILookup<int, PassageClaims> _byIncident;
    private readonly ILookup<int, FieldClaim> _fields;
    private readonly ZoneMark? _statedZone;
    private readonly ZoneMark? _onlyZone;
    private readonly LocalDate? _day;

    private ReportClaims(ReportDocument document)
    {
        Document = document;
        Year = document.Prose.Select(p => DateReader.YearIn(p.Text)).FirstOrDefault(y => y is not null);
        var tableFields = document.Tables.SelectMany(FieldReader.Read).ToLookup(f => f.Passage, ReferenceEqualityComparer.Instance);
        foreach (var passage in document.Prose)
            _of[passage] = PassageClaims.Read(passage, Year, [.. FieldReader.Read(passage), .. tableFields[passage].Cast<FieldClaim>()]);
        All = [.. document.Prose.Select(p => _of[p])];
        _byIncident = All.ToLookup(p => p.Passage.Section.Incident);
        _fields = All.SelectMany(p => p.Fields).ToLookup(f => f.Passage.Section.Incident);
        HasZone = document.Passages.Any(p => AnyZone().IsMatch(p.Text)) || All.Any(p => p.Times.Any(t => t.WrittenZone is not null));
        _statedZone = document.Prose.Select(StatedZone).FirstOrDefault(z => z is not null);
        var zones = All.SelectMany(p => p.Times)
            .Select(t => t.WrittenZone)
            .OfType<ZoneMark>()
            .DistinctBy(z => z.Text.ToUpperInvariant())
            .Take(2)
            .ToList();
        _onlyZone =
            zones.Count == 1 ? zones[0]
            : zones.Count == 0 ? document.Prose.Where(p => _of[p].Times.Count == 0).Select(ZoneAtEnd).FirstOrDefault(z => z is not null)
            : null;
        _day = ReportDay();
        foreach (var claims in All)
            Place(claims);
        foreach (var claims in All)
            Anchor(claims);
    }

    public ReportDocument Document { get; }

    /// <summary>The year of dates that do not give one; null if no date does.</summary>
    public int? Year { get; }

    /// <summary>Whether any time zone is named anywhere.</summary>
    public bool HasZone { get; }

    /// <summary>What each passage states, in order.</summary>
    public IReadOnlyList<PassageClaims> All { get; }

    /// <summary>What a passage states; null for code.</summary>
    public PassageClaims? Of(Passage passage) => _of.GetValueOrDefault(passage);

    /// <summary>What the passages of one incident of the report state, in order.</summary>
    /// <param name="incident">See <see cref="Section.Incident"/>.</param>
    public IEnumerable<PassageClaims> OfIncident(int incident) => _byIncident[incident];

    /// <summary>Reads a report.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Markdown.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static ReportClaims Read(string name, string text) => new(ReportReader.Read(name, text));

    /// <summary>The fields with one of these labels, in order.</summary>
    /// <param name="incident">The incident of the report, see <see cref="Section.Incident"/>.</param>
    /// <param name="label">A condition on the label.</param>
    public IEnumerable<FieldClaim> Fields(int incident, Func<string, bool> label) => _fields[incident].Where(f => label(f.Label));

    /// <summary>The time a field's value begins with; null if it begins with something else.</summary>
    public TimeClaim? TimeOf(FieldClaim field) =>
        _of[field.ValuePassage].Times.From(field.ValueStart) is { } time
        && time.Start < field.ValueStart + field.Value.Length
        && (time.Start == field.ValueStart || (time.WrittenDate is { } date && date.Start == field.ValueStart))
            ? time
            : null;

    /// <summary>
    /// The length of time a field's value begins with; null if it begins with something else, or counts from a later moment than the
    /// incident's start.
    /// </summary>
    public DurationClaim? LengthOf(FieldClaim field)
    {
        var text = field.ValuePassage.Text;
        return
            _of[field.ValuePassage].Durations.From(field.ValueStart) is { } length
            && length.Start - field.ValueStart <= 14
            && length.Start < field.ValueStart + field.Value.Length
            && text.AsSpan(field.ValueStart, length.Start - field.ValueStart).IndexOfAnyInRange('0', '9') < 0
            && !FromLater().IsMatch(text.AsSpan(length.End, Math.Min(40, text.Length - length.End)))
            ? length
            : null;
    }

    /// <summary>
    /// When an incident was, by its fields for start and end or the range in its duration; null if the report does not say.
    /// </summary>
    public Interval? Window(int incident)
    {
        if (!_windows.TryGetValue(incident, out var window))
            _windows[incident] = window = FindWindow(incident);
        return window;
    }

    private Interval? FindWindow(int incident)
    {
        var start = Fields(incident, Milestones.IsStart).Select(TimeOf).FirstOrDefault(t => t is not null)?.Instant;
        var end = Fields(incident, l => Milestones.IsEnd(l) || Milestones.IsResolved(l))
            .Select(TimeOf)
            .FirstOrDefault(t => t is not null)
            ?.Instant;
        if (start < end)
            return new Interval(start, end);
        return Fields(incident, Milestones.IsDuration)
            .SelectMany(f => _of[f.ValuePassage].Ranges.Between(f.ValueStart, f.ValueStart + f.Value.Length + 1))
            .Select(r => r.Window)
            .FirstOrDefault(w => w is not null);
    }

    /// <summary>The day in the title, in a field, or the only one in the report but for what is planned.</summary>
    private LocalDate? ReportDay()
    {
        var first = Document.Headings.FirstOrDefault();
        var titled = first is null ? null : _of[first].Dates.From(0)?.Day;
        var field = All.SelectMany(p => p.Fields)
            .Where(f => f.Label is "date" or "incident date" or "date of incident")
            .Select(f => _of[f.ValuePassage].Dates.From(f.ValueStart)?.Day)
            .FirstOrDefault(d => d is not null);
        if ((titled ?? field) is { } day)
            return day;
        var days = All.Where(p => !p.Passage.Section.Path().Any(s => Plans().IsMatch(s.Title)))
            .SelectMany(p => p.Dates)
            .Select(d => d.Day)
            .Distinct()
            .Take(2)
            .ToList();
        return days.Count == 1 ? days[0] : null;
    }

    private void Place(PassageClaims claims)
    {
        var around = new Lazy<(LocalDate? Day, ZoneMark? Zone)>(() => (DayAround(claims.Passage), ZoneAround(claims)));
        var first = claims.Dates.Count > 0 && claims.Dates.Select(d => d.Day).Distinct().Take(2).Count() == 1 ? claims.Dates[0].Day : null;
        foreach (var time in claims.Times)
        {
            time.Zone ??= around.Value.Zone;
            time.Day =
                time.WrittenDate is { } written ? written.Day
                : claims.Dates.Before(time.Start) is { } before ? before.Day
                : first ?? around.Value.Day;
        }

        foreach (var range in claims.Ranges)
        {
            if (range.From.WrittenZone is null && range.To.WrittenZone is { } zone)
                range.From.Zone = zone;
            if (
                range.To.WrittenDate is null
                && range.From.Day is { } day
                && range.To.Day == day
                && range.From.HasHalf
                && range.To.HasHalf
                && range.To.Time < range.From.Time
            )
                range.To.Day = day.PlusDays(1);
        }
    }

    private LocalDate? DayAround(Passage passage)
    {
        if (
            passage.Row is { } row
            && row.Cells.Take(MostColumns).Select(c => Of(c)?.Dates.From(0)).FirstOrDefault(d => d is not null) is { } inRow
        )
            return inRow.Day;
        var intro = passage.Item?.List.Intro ?? passage.Row?.Table.Intro;
        foreach (var above in new[] { passage.Item?.First, intro }.Concat(passage.Section.Path().Select(s => s.Heading)).OfType<Passage>())
        {
            if (Of(above)?.Dates.From(0) is { } date)
                return date.Day;
        }

        return _day;
    }

    private ZoneMark? ZoneAround(PassageClaims claims)
    {
        var written = claims
            .Times.Select(t => t.WrittenZone)
            .OfType<ZoneMark>()
            .DistinctBy(z => z.Text.ToUpperInvariant())
            .Take(2)
            .ToList();
        if (written.Count == 1)
            return written[0];
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
            ?? _statedZone
            ?? _onlyZone;
    }

    /// <summary>
    /// What the statements about the market and its losses are about: the times of their sentence, its range, or the incident.
    /// </summary>
    private void Anchor(PassageClaims claims)
    {
        foreach (var claim in claims.Markets)
        {
            claim.Times = TimesOf(claims, claim.Sentence);
            claim.Window = WindowOf(claims, claim.Sentence);
            if (
                claim.Times.Count == 0
                && claim.OfTheIncident
                && !claims.Dates.Between(claim.Sentence.Start, claim.Sentence.End).Any()
                && !DayName().IsMatch(claim.Sentence.Lower)
            )
                claim.Window = Window(claim.Passage.Section.Incident);
        }

        foreach (var claim in claims.Impacts)
        {
            var times = TimesOf(claims, claim.Sentence).Select(t => t.Instant).ToList();
            claim.Window =
                WindowOf(claims, claim.Sentence)
                ?? (
                    times.Count > 1 && times.TrueForAll(t => t is not null) && times.Min() < times.Max()
                        ? new Interval(times.Min(), times.Max())
                        : (Interval?)null
                )
                ?? (times.Count == 0 ? Window(claim.Passage.Section.Incident) : null);
        }
    }

    /// <summary>The times of a sentence; in a row of a table those of the row.</summary>
    private List<TimeClaim> TimesOf(PassageClaims claims, Sentence sentence)
    {
        var times = claims.Times.Between(sentence.Start, sentence.End).ToList();
        if (times.Count == 0 && claims.Passage.Row is { } row)
            times = [.. row.Cells.Take(MostColumns).SelectMany(c => Of(c)?.Times ?? [])];
        if (
            times.Count == 0
            && ReferenceEquals(claims.Passage.Item?.First, claims.Passage)
            && claims.Times.Count > 0
            && claims.Times[0].Start < 24
        )
            times = [claims.Times[0]];
        return times;
    }

    private static Interval? WindowOf(PassageClaims claims, Sentence sentence) =>
        claims.Ranges.Between(sentence.Start, sentence.End).Select(r => r.Window).FirstOrDefault(w => w is not null);

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
        @"\b(?:UTC|utc|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST|JST|HKT|SGT|KST|AEST|AEDT|NZST|NZDT)\b|\b(?:ET|CT|MT"
            + @"|PT)\b|\b[Ll]ocal(?: time)?\b|\b[Tt]ime ?zone|\b(?:Eastern|Pacific|Central|Mountain)\b"
            + @"|[0-9][+\-][0-9][0-9]:[0-9][0-9]\b|[0-9][0-9]Z\b|(?:[0-9]|\b[AaPp][Mm])\s\(?(?:[A-Z]{2,3}T|MSK|WIB)\b|\b(?:Standard"
            + @"|Summer|Daylight|African|European|Moscow|China|Japan|Brasilia) Time\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AnyZone();

    [GeneratedRegex(
        @"\b(?:[Aa]ll )?[Tt]ime(?:s|stamps)\b(?: (?:here|below|given|listed|shown)){0,4}(?: (?:are|is))?(?: (?:in|given in"
            + @"|stated in|listed in|shown in))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TimesAre();

    [GeneratedRegex(
        @"action|follow-?up|next steps|remediation|corrective|improve",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Plans();

    [GeneratedRegex(
        @"^ (?:after|from|since) (?:the |our |first |initial ){0,3}(?:detect|alert|alarm|pag|acknowledg|report|escalat|diagnos)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex FromLater();

    [GeneratedRegex(@"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DayName();
}
