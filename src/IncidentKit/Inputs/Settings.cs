using System.Text.Json;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>What people say about their system, <c>incidentkit.yaml</c>. Everything is optional.</summary>
public sealed record Settings
{
    /// <summary>How much later than scheduled a run may start when the settings do not say: 120 s.</summary>
    public static readonly Duration DefaultAllowance = Duration.FromSeconds(120);

    /// <summary>Ids of the market calendars, in the order given; empty when no market matters.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>The phases in which the user trades; the regular session unless said.</summary>
    public IReadOnlyList<TradablePhase> TradablePhases { get; init; } = [TradablePhase.Regular];

    /// <summary>
    /// How much later than scheduled a run may start before it is late. Zero or more. AWS's own 60 s and the flexible window come on top.
    /// </summary>
    public Duration Allowance { get; init; } = DefaultAllowance;

    /// <summary>The services by name.</summary>
    public IReadOnlyDictionary<string, ServiceSettings> Services { get; init; } =
        new Dictionary<string, ServiceSettings>(StringComparer.Ordinal);

    /// <summary>The log groups of all services, each once.</summary>
    public IReadOnlyList<string> LogGroups => [.. Services.Values.SelectMany(s => s.LogGroups).Distinct(StringComparer.Ordinal)];

    /// <summary>What people take the risk of, so that readiness does not wait for it; in the order given.</summary>
    internal IReadOnlyList<AcceptedRisk> Accepted { get; init; } = [];

    /// <summary>Who decides about the services of a role, such as a team's name; empty where nobody is named.</summary>
    internal IReadOnlyDictionary<ServiceRole, string> Owners { get; init; } = new Dictionary<ServiceRole, string>();

    /// <summary>From when on an incident is how severe.</summary>
    internal SeverityThresholds Severity { get; init; } = new();

    /// <summary>How reports are audited.</summary>
    public AuditSettings Audit { get; init; } = new();

    /// <summary>File of open positions, as given, relative to the settings file; null when not given.</summary>
    public string? Positions { get; init; }

    /// <summary>File of prices, as given, relative to the settings file; null when not given.</summary>
    public string? Prices { get; init; }

    /// <summary>The folder that files named in the settings are looked for in; empty for the working directory.</summary>
    internal string Folder { get; init; } = "";

    /// <summary>Files that the settings name and that are in memory, by their name there.</summary>
    internal IReadOnlyDictionary<string, byte[]> Beside { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>The file's name without its folder; null when there was none.</summary>
    public string? Name { get; init; }

    /// <summary>SHA-256 of the text in lower-case hex; null when there was none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path; messages name the file only.</param>
    /// <exception cref="InputException">
    /// It cannot be read, or its content is wrong: <c>incidentkit.yaml:3:1: unknown key 'alowance'; did you mean 'allowance'?</c>
    /// </exception>
    public static Settings Load(string path) => Read(YamlSource.Load(path)) with { Folder = Path.GetDirectoryName(path) ?? "" };

    /// <summary>Reads a text.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">YAML.</param>
    /// <exception cref="InputException">The content is wrong.</exception>
    public static Settings Parse(string name, string text) => Read(YamlSource.Of(name, text));

    /// <summary>Reads a text that names files which are in memory.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">YAML.</param>
    /// <param name="beside">The content of the files, by the name that the text gives them.</param>
    /// <exception cref="InputException">The content is wrong.</exception>
    public static Settings Parse(string name, string text, IReadOnlyDictionary<string, byte[]> beside) =>
        Parse(name, text) with
        {
            Beside = beside,
        };

    private static Settings Read(YamlSource source)
    {
        YamlFields root = source.Root(
            "market",
            "tradablePhases",
            "allowance",
            "services",
            "owners",
            "severity",
            "accept",
            "audit",
            "positions",
            "prices"
        );
        var markets = root.Items("market", (y, n) => y.Text(n), orOne: true);
        IReadOnlyList<TradablePhase> phases = root.Items("tradablePhases", (y, n) => y.OneOf<TradablePhase>(n));
        return new Settings
        {
            Markets = markets,
            TradablePhases = phases.Count == 0 ? [TradablePhase.Regular] : phases,
            Allowance = root.Value("allowance", (y, n) => y.Length(n, allowZero: true)) ?? DefaultAllowance,
            Services = root.Named("services", f => Service(f, markets)),
            Accepted = root.Items("accept", (y, n) => Accept(y.Fields(n))),
            Owners = OwnersOf(root.Child("owners")),
            Severity = root.Child("severity") is { } severity ? SeverityThresholds.Read(severity) : new(),
            Audit = root.Child("audit") is { } audit ? AuditSettings.Read(audit) : new(),
            Positions = root.Text("positions"),
            Prices = root.Text("prices"),
            Name = source.Name,
            Sha256 = source.Sha256,
        };
    }

    private static ServiceSettings Service(YamlFields fields, IReadOnlyList<string> markets)
    {
        fields.Allow("name", "role", "market", "requiredForOpen", "maxDuration", "accept", "schedules", "logGroups", "datasets");
        var role = fields.Value("role", (y, n) => y.OneOf<ServiceRole>(n)) ?? ServiceRole.Other;
        if (fields.Text("market") is { } market && !markets.Contains(market, StringComparer.Ordinal))
            throw fields.Mistake("market", $"'{market}' is not among the markets of the settings: {string.Join(", ", markets)}");
        return new ServiceSettings
        {
            Name = fields.Text("name"),
            Role = role,
            Market = fields.Text("market"),
            RequiredForOpen = fields.Value("requiredForOpen", (y, n) => y.Truth(n)) ?? (role != ServiceRole.Other),
            MaxDuration = fields.Value("maxDuration", (y, n) => y.Length(n, allowZero: false)),
            Accept = fields.Value("accept", (y, n) => y.OneOf<AcceptedEvidence>(n)),
            Schedules = fields.Items("schedules", (y, n) => y.Text(n)),
            LogGroups = fields.Items("logGroups", (y, n) => y.Text(n)),
            Datasets = fields.Items("datasets", (y, n) => Dataset(y.Fields(n))),
            Line = fields.Line,
        };
    }

    private static Dictionary<ServiceRole, string> OwnersOf(YamlFields? fields)
    {
        var roles = Enum.GetValues<ServiceRole>().ToDictionary(r => JsonNamingPolicy.CamelCase.ConvertName(r.ToString()));
        fields?.Allow([.. roles.Keys]);
        return roles
            .Select(r => (Role: r.Value, Owner: fields?.Text(r.Key)))
            .Where(r => r.Owner is not null)
            .ToDictionary(r => r.Role, r => r.Owner!);
    }

    private static AcceptedRisk Accept(YamlFields fields)
    {
        fields.Allow("schedule", "reason", "by", "until");
        return new AcceptedRisk(
            fields.Required("schedule"),
            fields.Required("reason"),
            fields.Required("by"),
            fields.Value("until", (y, n) => y.Moment(n))
                ?? throw fields.Mistake("until", "'until' is missing: a risk is accepted for a time")
        );
    }

    private static DatasetSettings Dataset(YamlFields fields)
    {
        fields.Allow("name", "kind", "interval", "symbols", "phase", "market", "barOffset", "recoverable", "file");
        IReadOnlyList<string> names = fields.Items("symbols", (y, n) => y.Text(n), orOne: true);
        var number = names.Count == 1 && int.TryParse(names[0], out _) ? fields.Value("symbols", (y, n) => y.Whole(n, least: 1)) : null;
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            throw fields.Mistake("symbols", "a symbol is given twice");
        var dataset = new DatasetSettings
        {
            Name = fields.Required("name"),
            Kind = fields.Required("kind"),
            Interval = fields.Value("interval", (y, n) => y.Length(n, allowZero: false)),
            Symbols = number ?? (names.Count > 0 ? names.Count : null),
            SymbolNames = number is null ? names : [],
            Phase = fields.Value("phase", (y, n) => y.OneOf<TradablePhase>(n)),
            Market = fields.Text("market"),
            BarOffset = fields.Value("barOffset", (y, n) => y.Whole(n, least: int.MinValue)) ?? 0,
            Recoverable = fields.Value("recoverable", (y, n) => y.Truth(n)),
            File = fields.Text("file"),
            Line = fields.Line,
        };
        return dataset is { HoldsBars: true, Interval: null }
            ? throw fields.Mistake("kind", "bars need an 'interval', such as PT1M")
            : dataset;
    }
}
