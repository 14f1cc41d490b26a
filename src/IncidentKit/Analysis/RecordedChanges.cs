using IncidentKit.Diagnosis;
using IncidentKit.Schedules;

namespace IncidentKit.Analysis;

/// <summary>The changes that a report tells of.</summary>
internal static class RecordedChanges
{
    /// <summary>Those of the schedules, and those of other resources that findings blame or thank; by time, subject and field.</summary>
    public static IReadOnlyList<ConfigurationChange> Of(DiagnosisContext context, IReadOnlyList<Finding> findings) =>
        [
            .. context
                .Runs.SelectMany(r => r.History.Changes)
                .Concat(findings.SelectMany(f => f.Causes.Concat(f.Recoveries)).Where(c => c.Schedule is null).Distinct())
                .OrderBy(c => c.At)
                .ThenBy(c => c.Subject, StringComparer.Ordinal)
                .ThenBy(c => c.Field, StringComparer.Ordinal),
        ];
}
