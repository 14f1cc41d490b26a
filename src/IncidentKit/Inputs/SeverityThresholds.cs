using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>From when on an incident is how severe, where nobody says. Times are tradable time, summed up over the outage.</summary>
internal sealed record SeverityThresholds
{
    /// <summary>Critical: so long no service of trading and none of position monitoring ran.</summary>
    public Duration Critical { get; init; } = Duration.FromMinutes(15);

    /// <summary>High: so long a service of trading or of position monitoring did not run.</summary>
    public Duration High { get; init; } = Duration.FromMinutes(15);

    /// <summary>High as well: so long no service of another role ran.</summary>
    public Duration RoleDown { get; init; } = Duration.FromHours(1);

    /// <summary>Medium: so many percent of the schedules lost runs, in an outage of <see cref="Length"/> or more; 1 to 100.</summary>
    public int Share { get; init; } = 50;

    /// <summary>How long such an outage lasts, tradable or not.</summary>
    public Duration Length { get; init; } = Duration.FromHours(1);

    /// <summary>Reads them; what is not given keeps its default.</summary>
    public static SeverityThresholds Read(YamlFields fields)
    {
        fields.Allow("critical", "high", "roleDown", "share", "length");
        var given = new SeverityThresholds();
        var share = fields.Value("share", (y, n) => y.Whole(n, least: 1)) ?? given.Share;
        if (share > 100)
            throw fields.Mistake("share", $"{share} is more than 100 percent");
        return given with
        {
            Critical = Length("critical") ?? given.Critical,
            High = Length("high") ?? given.High,
            RoleDown = Length("roleDown") ?? given.RoleDown,
            Share = share,
            Length = Length("length") ?? given.Length,
        };

        Duration? Length(string key) => fields.Value(key, (y, n) => y.Length(n, allowZero: false));
    }
}
