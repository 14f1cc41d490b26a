using IncidentKit.Basics;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Inputs;

/// <summary>What people say about one incident, <c>incident.yaml</c>. Everything is optional; nothing of it is measured.</summary>
public sealed record IncidentFile
{
    /// <summary>The incident's title; null when not given.</summary>
    public string? Title { get; init; }

    /// <summary>Its severity in the team's own words; null when not given.</summary>
    public string? Severity { get; init; }

    /// <summary>Its status in the team's own words; null when not given.</summary>
    public string? Status { get; init; }

    /// <summary>How it was noticed; null when not given.</summary>
    public string? DetectedBy { get; init; }

    /// <summary>Who took part, in the order given.</summary>
    public IReadOnlyList<IncidentPerson> People { get; init; } = [];

    /// <summary>Moments of the response.</summary>
    public AttestedMilestones Milestones { get; init; } = new();

    /// <summary>What people said, in the order given.</summary>
    public IReadOnlyList<IncidentNote> Notes { get; init; } = [];

    /// <summary>What a person says the incident cost; null when nobody says.</summary>
    public IncidentNote? FinancialImpact { get; init; }

    /// <summary>What people state that nobody measured, in the order given.</summary>
    public IReadOnlyList<IncidentNote> Statements { get; init; } = [];

    /// <summary>What contributed, in the judgement of people.</summary>
    public IReadOnlyList<IncidentNote> ContributingFactors { get; init; } = [];

    /// <summary>Why it was not caught earlier.</summary>
    public IReadOnlyList<IncidentNote> WhyNotCaught { get; init; } = [];

    /// <summary>The five whys, from the symptom down.</summary>
    public IReadOnlyList<IncidentNote> FiveWhys { get; init; } = [];

    /// <summary>What people learnt.</summary>
    public IncidentLessons Lessons { get; init; } = new();

    /// <summary>What people decided to do, in the order given.</summary>
    public IReadOnlyList<IncidentAction> ActionItems { get; init; } = [];

    /// <summary>What people decided not to do, and why.</summary>
    public IReadOnlyList<IncidentNote> Decisions { get; init; } = [];

    /// <summary>When which schedule was meant not to run, in the order given.</summary>
    internal IReadOnlyList<IntendedPause> Intended { get; init; } = [];

    /// <summary>Who has approved the report.</summary>
    public IReadOnlyList<IncidentNote> SignOff { get; init; } = [];

    /// <summary>The line of the file on which a value stands, from 1, by its key: <c>title</c>, <c>milestones.detected</c>.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The file's name without its folder; null when there was none.</summary>
    public string? Name { get; init; }

    /// <summary>SHA-256 of the text in lower-case hex; null when there was none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path; messages name the file only.</param>
    /// <exception cref="InputException">
    /// It cannot be read, or its content is wrong: <c>incident.yaml:4:13: '22:30' is not an instant …</c>
    /// </exception>
    public static IncidentFile Load(string path) => Read(YamlSource.Load(path));

    /// <summary>Reads a text.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">YAML.</param>
    /// <exception cref="InputException">The content is wrong.</exception>
    public static IncidentFile Parse(string name, string text) => Read(YamlSource.Of(name, text));

    private static IncidentFile Read(YamlSource source)
    {
        YamlFields root = source.Root(
            "title",
            "severity",
            "status",
            "detectedBy",
            "people",
            "milestones",
            "financialImpact",
            "notes",
            "statements",
            "contributingFactors",
            "whyNotCaught",
            "fiveWhys",
            "lessons",
            "actionItems",
            "decisions",
            "intended",
            "signOff"
        );
        YamlFields? milestones = root.Child("milestones");
        return new IncidentFile
        {
            Title = root.Text("title"),
            Severity = root.Text("severity"),
            Status = root.Text("status"),
            DetectedBy = root.Text("detectedBy"),
            People = root.Items("people", (y, n) => Person(y.Fields(n))),
            Milestones = MilestonesOf(milestones),
            FinancialImpact = root.Child("financialImpact") is { } cost ? Note(cost) : null,
            Notes = NoteList(root, "notes"),
            Statements = NoteList(root, "statements"),
            ContributingFactors = NoteList(root, "contributingFactors"),
            WhyNotCaught = NoteList(root, "whyNotCaught"),
            FiveWhys = NoteList(root, "fiveWhys"),
            Lessons = root.Child("lessons") is { } lessons ? LessonsOf(lessons) : new IncidentLessons(),
            ActionItems = root.Items("actionItems", (y, n) => Action(y.Fields(n))),
            Decisions = NoteList(root, "decisions"),
            Intended = root.Items("intended", (y, n) => Pause(y.Fields(n))),
            SignOff = NoteList(root, "signOff"),
            Lines = root.Lines("")
                .Concat(milestones?.Lines("milestones.") ?? [])
                .ToDictionary(l => l.Key, l => l.Line, StringComparer.Ordinal),
            Name = source.Name,
            Sha256 = source.Sha256,
        };
    }

    /// <summary>Refuses what cannot be, whatever was measured. What the measurement contradicts is for the report to tell.</summary>
    private static AttestedMilestones MilestonesOf(YamlFields? fields)
    {
        if (fields is null)
            return new AttestedMilestones();
        fields.Allow("detected", "diagnosisStarted", "causeFound", "verified");
        Order("detected", "diagnosisStarted");
        Order("detected", "causeFound");
        Order("diagnosisStarted", "causeFound");
        Order("detected", "verified");
        return new AttestedMilestones
        {
            Detected = Moment(fields, "detected"),
            DiagnosisStarted = Moment(fields, "diagnosisStarted"),
            CauseFound = Moment(fields, "causeFound"),
            Verified = Moment(fields, "verified"),
        };

        void Order(string first, string second)
        {
            if (Moment(fields, first) is { } earlier && Moment(fields, second) is { } later && later < earlier)
                throw fields.Mistake(second, $"'{second}' {later.ToIso()} is before '{first}' {earlier.ToIso()}");
        }
    }

    private static IReadOnlyList<IncidentNote> NoteList(YamlFields fields, string key) =>
        fields.Items(key, (y, n) => n is YamlScalarNode ? new IncidentNote(null, null, y.Text(n), (int)n.Start.Line) : Note(y.Fields(n)));

    private static IncidentNote Note(YamlFields fields)
    {
        fields.Allow("at", "by", "text");
        return new IncidentNote(Moment(fields, "at"), fields.Text("by"), fields.Required("text"), fields.Line);
    }

    private static IncidentPerson Person(YamlFields fields)
    {
        fields.Allow("name", "role");
        return new IncidentPerson(fields.Required("name"), fields.Text("role"), fields.Line);
    }

    private static IncidentLessons LessonsOf(YamlFields fields)
    {
        fields.Allow("wentWell", "wentBadly", "lucky");
        return new IncidentLessons
        {
            WentWell = NoteList(fields, "wentWell"),
            WentBadly = NoteList(fields, "wentBadly"),
            Lucky = NoteList(fields, "lucky"),
        };
    }

    private static IncidentAction Action(YamlFields fields)
    {
        fields.Allow("text", "type", "owner", "due", "priority", "finding");
        return new IncidentAction
        {
            Text = fields.Required("text"),
            Type = fields.Value("type", (y, n) => y.OneOf<ActionType>(n)),
            Owner = fields.Text("owner"),
            Due = fields.Value("due", (y, n) => y.Date(n)),
            Priority = fields.Value("priority", (y, n) => y.OneOf<ActionPriority>(n)),
            Finding = fields.Text("finding"),
            Line = fields.Line,
        };
    }

    private static IntendedPause Pause(YamlFields fields)
    {
        fields.Allow("schedule", "from", "to", "reason", "by");
        fields.Required("from");
        fields.Required("to");
        var (from, to) = (Moment(fields, "from")!.Value, Moment(fields, "to")!.Value);
        return from < to
            ? new IntendedPause(
                fields.Required("schedule"),
                new Interval(from, to),
                fields.Required("reason"),
                fields.Required("by"),
                fields.Line
            )
            : throw fields.Mistake("to", $"'to' is not later than 'from', {from.ToIso()}");
    }

    private static Instant? Moment(YamlFields? fields, string key) => fields?.Value(key, (y, n) => y.Moment(n));
}
