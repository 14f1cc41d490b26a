using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>What people say about one incident, <c>incident.yaml</c>. Everything is optional; nothing of it is measured.</summary>
public sealed record IncidentFile
{
    /// <summary>The incident's title; null when not given.</summary>
    public string? Title { get; init; }

    /// <summary>Its severity in the team's own words; null when not given.</summary>
    public string? Severity { get; init; }

    /// <summary>Moments of the response.</summary>
    public AttestedMilestones Milestones { get; init; } = new();

    /// <summary>What people said, in the order given.</summary>
    public IReadOnlyList<IncidentNote> Notes { get; init; } = [];

    /// <summary>What a person says the incident cost; null when nobody says.</summary>
    public IncidentNote? FinancialImpact { get; init; }

    /// <summary>The line of the file on which a value stands, from 1, by its key: <c>title</c>, <c>milestones.detected</c>.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The file's name without its folder; null when there was none.</summary>
    public string? Name { get; init; }

    /// <summary>SHA-256 of the text in lower-case hex; null when there was none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path; messages name the file only.</param>
    /// <exception cref="InputException">It cannot be read, or its content is wrong: <c>incident.yaml:4:13: '22:30' is not an instant …</c></exception>
    public static IncidentFile Load(string path) => Read(YamlSource.Load(path));

    /// <summary>Reads a text.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">YAML.</param>
    /// <exception cref="InputException">The content is wrong.</exception>
    public static IncidentFile Parse(string name, string text) => Read(YamlSource.Of(name, text));

    private static IncidentFile Read(YamlSource source)
    {
        YamlFields root = source.Root("title", "severity", "milestones", "financialImpact", "notes");
        YamlFields? milestones = root.Child("milestones");
        milestones?.Allow("detected", "diagnosisStarted", "causeFound", "verified");
        return new IncidentFile
        {
            Title = root.Text("title"),
            Severity = root.Text("severity"),
            Milestones = new AttestedMilestones
            {
                Detected = Moment(milestones, "detected"),
                DiagnosisStarted = Moment(milestones, "diagnosisStarted"),
                CauseFound = Moment(milestones, "causeFound"),
                Verified = Moment(milestones, "verified"),
            },
            FinancialImpact = root.Child("financialImpact") is { } cost ? Note(cost) : null,
            Notes = root.Items("notes", (y, n) => Note(y.Fields(n))),
            Lines = root.Lines("").Concat(milestones?.Lines("milestones.") ?? []).ToDictionary(l => l.Key, l => l.Line, StringComparer.Ordinal),
            Name = source.Name,
            Sha256 = source.Sha256,
        };
    }

    private static IncidentNote Note(YamlFields fields)
    {
        fields.Allow("at", "by", "text");
        return new IncidentNote(Moment(fields, "at"), fields.Text("by"), fields.Required("text"), fields.Line);
    }

    private static Instant? Moment(YamlFields? fields, string key) => fields?.Value(key, (y, n) => y.Moment(n));
}
