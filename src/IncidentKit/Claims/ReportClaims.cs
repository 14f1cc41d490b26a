using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims.Placing;
using IncidentKit.Claims.Reading;
using NodaTime;

namespace IncidentKit.Claims;

/// <summary>What a report states. It never changes: what is placed are new claims in the place of those that were read.</summary>
internal sealed partial class ReportClaims
{
    private readonly Dictionary<Passage, PassageClaims> _of;
    private readonly Dictionary<int, Interval?> _windows = [];
    private readonly Lazy<ILookup<int, PassageClaims>> _byIncident;
    private readonly Lazy<ILookup<int, FieldClaim>> _fields;
    private readonly Dictionary<int, IReadOnlyList<MomentClaim>> _moments = [];
    private readonly Dictionary<int, IReadOnlyList<LengthClaim>> _lengths = [];
    private readonly Lazy<bool> _hasZone;
    private readonly Lazy<IReadOnlyList<Timeline>> _timelines;

    private ReportClaims(ReportDocument document, IReadOnlyList<PassageClaims> all)
    {
        (Document, All) = (document, all);
        _of = all.ToDictionary<PassageClaims, Passage>(p => p.Passage, ReferenceEqualityComparer.Instance);
        _byIncident = new(() => All.ToLookup(p => p.Passage.Section.Incident));
        _fields = new(() => All.SelectMany(p => p.Fields).ToLookup(f => f.Passage.Section.Incident));
        _hasZone = new(() => NamedZones.AnyIn(this));
        _timelines = new(() => TimelineReader.Read(this));
    }

    public ReportDocument Document { get; }

    /// <summary>Whether any time zone is named anywhere.</summary>
    public bool HasZone => _hasZone.Value;

    /// <summary>What happened, entry by entry.</summary>
    public IReadOnlyList<Timeline> Timelines => _timelines.Value;

    /// <summary>What each passage states, in order.</summary>
    public IReadOnlyList<PassageClaims> All { get; }

    /// <summary>What a passage states; null for code.</summary>
    public PassageClaims? Of(Passage passage) => _of.GetValueOrDefault(passage);

    /// <summary>What the passages of one incident of the report state, in order.</summary>
    /// <param name="incident">See <see cref="Section.Incident"/>.</param>
    public IEnumerable<PassageClaims> OfIncident(int incident) => _byIncident.Value[incident];

    /// <summary>Reads a report and places its claims: each time gets its day and zone, each statement about the market its times.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Markdown.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static ReportClaims Read(string name, string text) => Of(ReportReader.Read(name, text));

    /// <summary>Reads a note of a few lines and places its claims. All of it is said: nothing is a comment, code or a quotation.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Plain text, in which emphasis and lists may be marked as in Markdown.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static ReportClaims ReadNote(string name, string text) => Of(ReportReader.ReadNote(name, text));

    private static ReportClaims Of(ReportDocument document)
    {
        var read = new ReportClaims(document, PassageReader.Read(document));
        var timed = TimePlacing.Of(read);
        return StatementPlacing.Of(timed);
    }

    /// <summary>The same report with other claims in each passage.</summary>
    public ReportClaims With(Func<PassageClaims, PassageClaims> place) => new(Document, [.. All.Select(place)]);

    /// <summary>The fields with one of these labels, in order.</summary>
    /// <param name="incident">The incident of the report, see <see cref="Section.Incident"/>.</param>
    /// <param name="label">A condition on the label.</param>
    public IEnumerable<FieldClaim> Fields(int incident, Func<string, bool> label) => _fields.Value[incident].Where(f => label(f.Label));

    /// <summary>The milestones of one incident that fields tell, in order.</summary>
    /// <param name="incident">See <see cref="Section.Incident"/>.</param>
    public IReadOnlyList<MomentClaim> Moments(int incident) =>
        ByIncident(_moments, incident, () => _fields.Value[incident].SelectMany(ReadMoments));

    /// <summary>What is said of how long one incident took, in order.</summary>
    /// <param name="incident">See <see cref="Section.Incident"/>.</param>
    public IReadOnlyList<LengthClaim> Lengths(int incident) =>
        ByIncident(_lengths, incident, () => OfIncident(incident).SelectMany(p => LengthReader.Read(this, p)));

    private static IReadOnlyList<T> ByIncident<T>(Dictionary<int, IReadOnlyList<T>> known, int incident, Func<IEnumerable<T>> read)
    {
        if (!known.TryGetValue(incident, out var claims))
            known[incident] = claims = [.. read()];
        return claims;
    }

    /// <summary>
    /// The time a field's value begins with, but for a mark or a word like "about"; null if it begins with something else.
    /// </summary>
    public TimeClaim? TimeOf(FieldClaim field)
    {
        if (_of[field.ValuePassage].Times.From(field.ValueStart) is not { } time || time.Start >= field.ValueStart + field.Value.Length)
            return null;
        var start = time.WrittenDate is { } date && date.Start >= field.ValueStart && date.Start < time.Start ? date.Start : time.Start;
        return Begins().IsMatch(field.ValuePassage.Text.AsSpan(field.ValueStart, start - field.ValueStart)) ? time : null;
    }

    /// <summary>The date a field's value begins with; null if it begins with something else.</summary>
    public DateClaim? DateOf(FieldClaim field) =>
        _of[field.ValuePassage].Dates.From(field.ValueStart) is { } date
        && date.Start < field.ValueStart + field.Value.Length
        && Begins().IsMatch(field.ValuePassage.Text.AsSpan(field.ValueStart, date.Start - field.ValueStart))
            ? date
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

    private IEnumerable<MomentClaim> ReadMoments(FieldClaim field)
    {
        var milestone =
            Milestones.Of(field.Label) ?? (field.Passage.Section.IsFrontMatter && field.Label == "date" ? Milestone.Start : null);
        if (milestone is null || _of[field.ValuePassage].Passage.Quoted)
            yield break;
        if (TimeOf(field) is { } time)
            yield return new MomentClaim(field, milestone.Value, time, null);
        else if (DateOf(field) is { } date && !_of[field.ValuePassage].Times.Between(date.Start, date.End + 12).Any())
            yield return new MomentClaim(field, milestone.Value, null, date);
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

    [GeneratedRegex(
        @"^[^\p{L}\p{Nd}]{0,6}(?:(?:at|on|about|around|approx|approximately|circa|ca)[^\p{L}\p{Nd}]{0,3}){0,2}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Begins();

    [GeneratedRegex(
        @"^ (?:after|from|since) (?:the |our |first |initial ){0,3}(?:detect|alert|alarm|pag|acknowledg|report|escalat|diagnos)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex FromLater();
}
