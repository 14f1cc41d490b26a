namespace IncidentKit.Inputs;

/// <summary>How a team wants its reports to be audited: <c>audit:</c> in incidentkit.yaml.</summary>
public sealed record AuditSettings
{
    /// <summary>The least level that makes an audit fail; <see cref="AuditLevel.Off"/> when nothing does.</summary>
    public AuditLevel FailOn { get; init; } = AuditLevel.Error;

    /// <summary>What is not audited unless it is named: patterns as in .gitignore, from the folder of the settings.</summary>
    public IgnorePatterns Ignore { get; init; } = IgnorePatterns.None;

    /// <summary>The level of checks, by id, as written; whoever knows the checks refuses other ids.</summary>
    internal IReadOnlyList<(string Id, AuditLevel Level, string Place)> Levels { get; init; } = [];

    /// <summary>Reads them.</summary>
    internal static AuditSettings Read(YamlFields fields)
    {
        fields.Allow("levels", "failOn", "ignore");
        var given = new AuditSettings();
        IReadOnlyList<string> ignored = fields.Items("ignore", (y, n) => y.Text(n), orOne: true);
        return new AuditSettings
        {
            FailOn = fields.Value("failOn", (y, n) => y.OneOf<AuditLevel>(n)) ?? given.FailOn,
            Ignore = ignored.Count == 0 ? given.Ignore : IgnorePatterns.Of(ignored),
            Levels = fields.Child("levels")?.Each((y, k, v) => (y.Text(k), y.OneOf<AuditLevel>(v), y.PlaceOf(k))) ?? [],
        };
    }
}
