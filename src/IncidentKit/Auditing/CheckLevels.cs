using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Auditing;

/// <summary>Which checks run, and how severe what they find is.</summary>
internal sealed class CheckLevels
{
    private readonly Dictionary<string, AuditLevel> _levels = new(StringComparer.Ordinal);

    /// <summary>Reads those of settings.</summary>
    /// <exception cref="InputException">There is no check of an id.</exception>
    public CheckLevels(AuditSettings settings)
    {
        foreach (var (written, level, place) in settings.Levels)
        {
            var id = written.ToUpperInvariant();
            if (!AuditChecks.Exists(id))
                throw new InputException(InputProblem.Content, $"{place}: there is no check '{written}'{Hint(written)}");
            if (!_levels.TryAdd(id, level))
                throw new InputException(InputProblem.Content, $"{place}: {id} is given twice");
        }
    }

    /// <summary>How severe what a check finds is; null when it does not run.</summary>
    public AuditSeverity? Of(AuditCheck check) =>
        !_levels.TryGetValue(check.Id, out var level) ? check.Severity
        : level == AuditLevel.Off ? null
        : SeverityOf(level);

    /// <summary>The severity of a level that is not off.</summary>
    public static AuditSeverity SeverityOf(AuditLevel level) => Enum.Parse<AuditSeverity>(level.ToString());

    /// <summary>A check is also known by its name.</summary>
    private static string Hint(string written) =>
        AuditChecks.All.FirstOrDefault(c => c.Name.Equals(written, StringComparison.OrdinalIgnoreCase)) is { } named
            ? $"; did you mean '{named.Id}'?"
            : NearName.Hint(written, AuditChecks.All.Select(c => c.Id));
}
