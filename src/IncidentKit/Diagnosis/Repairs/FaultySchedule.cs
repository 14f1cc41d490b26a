using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Repairs;

/// <summary>A schedule that a finding holds for, as it was recorded last. A rule says from it what can be put right.</summary>
/// <param name="Context">The evidence.</param>
/// <param name="Finding">The finding.</param>
/// <param name="Runs">The schedule's runs.</param>
/// <param name="Now">Its present configuration.</param>
internal readonly record struct FaultySchedule(DiagnosisContext Context, Finding Finding, ScheduleRuns Runs, Schedule Now)
{
    /// <summary>The schedule's region.</summary>
    public string Region => Runs.History.Key.Region;

    /// <summary>One field, from one value to another.</summary>
    /// <param name="field">The field.</param>
    /// <param name="from">The faulty value.</param>
    /// <param name="to">The value to put; null when the user must give it.</param>
    /// <param name="why">Why that value; null without a reason.</param>
    public FieldRepair Change(string field, string from, string? to, string? why) =>
        new()
        {
            Schedule = Runs.History.Key,
            Field = field,
            ExpectedValue = from,
            NewValue = to,
            NewValueSource = why,
            // A rule has no such date: its live value alone says that it is as it was recorded.
            LastModified = Runs.History.Key.IsRule ? null : Now.LastModified,
            NextFireTime = Runs.Next,
        };

    /// <summary>The last recorded change that gave a field a value; null without one.</summary>
    public ConfigurationChange? LastChange(string field, string? after) =>
        Runs.History.Changes.LastOrDefault(c => c.Succeeded && c.Field == field && c.After == after);

    /// <summary>The fields whose present value a recorded change set, back to the value before it, where that is known and whole.</summary>
    public IEnumerable<FieldRepair> PutBack(params IReadOnlyList<string> fields) => PutBackWhere(_ => true, fields);

    /// <summary>The same, where the value before also is sound now.</summary>
    public IEnumerable<FieldRepair> PutBackWhere(Func<string, bool> isSound, params IReadOnlyList<string> fields)
    {
        var present = ScheduleFields.Of(Now).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var value = present[field];
            if (
                Runs.History.Changes.LastOrDefault(c => c.Succeeded && c.Field == field) is { Before: { } before } change
                && change.After == value
                && isSound(before)
                && IsWhole(before)
                && IsWhole(value ?? "")
            )
                yield return Change(field, value ?? "", before, Replaced(change));
        }
    }

    /// <summary>
    /// The target that a rule lost, as the last recorded call put it; null where none did, or where it is not whole.
    /// </summary>
    public FieldRepair? PutTargetBack()
    {
        var key = Runs.History.Key;
        if (
            Runs.History.Changes.LastOrDefault(c => c is { Succeeded: true, Field: ScheduleFields.TargetArn, After: null })
                is not { } removal
            || removal.Before is not { } arn
            || Context
                .EventsOf(ChangeEvents.PutTargets)
                .LastOrDefault(e =>
                    e.ErrorCode is null
                    && e.At <= removal.At
                    && e.Region == key.Region
                    && e.Request.Text("Rule") == key.Name
                    && e.Request.Items("Targets").Any(t => t.Text("Id") == key.Target)
                )
                is not { } put
        )
            return null;
        var body = RuleTargetBody.Of(put.Request.Items("Targets").First(t => t.Text("Id") == key.Target));
        return body is not null && IsWhole(body)
            ? Change(ScheduleFields.TargetArn, "", arn, Replaced(removal)) with
            {
                Target = body,
            }
            : null;
    }

    /// <summary>Why the value before a change is the one to put.</summary>
    public static string Replaced(ConfigurationChange change) => $"it was so until {change.By} changed it at {change.At.ToIso()}";

    /// <summary>Whether a script can hold the value as it was: nothing was redacted, and every character is written as itself.</summary>
    private static bool IsWhole(string value) =>
        !value.Contains(RedactionMarks.Prefix, StringComparison.Ordinal) && !value.Any(char.IsControl);
}
