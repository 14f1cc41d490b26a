using IncidentKit.Basics;
using IncidentKit.Executions.Reading;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Slots;

/// <summary>
/// A schedule of which nothing recorded its configuration before its first known change: it is taken as it was after the change where its
/// runs bear that out. Where they do not, its runs tell what was changed: the zone, where the later expression read in UTC explains them,
/// else the expression, of which their cadence is the earlier value.
/// </summary>
internal static class EarlierConfiguration
{
    /// <summary>A run this long after a fire time, and the flexible window, is of that fire time.</summary>
    private static readonly Duration InTime = Duration.FromMinutes(5);

    /// <summary>Of ten runs, and of ten fire times, so many have to be of each other.</summary>
    private const int OfTen = 8;

    /// <summary>The history with the earlier configuration that its runs show.</summary>
    /// <param name="history">The configurations as recorded.</param>
    /// <param name="executions">Its executions, by start.</param>
    public static ScheduleHistory Of(ScheduleHistory history, IEnumerable<Execution> executions)
    {
        if (history.Key.IsRule)
            history = SinceItsFirstRun(history, executions);
        if (history.Epochs is not [{ Known: false, To: { } changed } first, ..] || first.Configuration.Expression is UnknownExpression)
            return history;
        var starts = executions.Where(e => !e.Manual && e.StartedAt < changed && first.Contains(e.StartedAt)).Select(e => e.StartedAt);
        var runs = starts.Order().ToList();
        if (ObservedSchedule.Cadence(runs) is not { } cadence || Explains(first.Configuration, runs))
            return history;
        var later = first.Configuration;
        var utc = later with { TimeZone = DateTimeZone.Utc };
        var earlier = Explains(utc, runs)
            ? utc
            : later with
            {
                Expression = ObservedSchedule.Rate(cadence),
                TimeZone = DateTimeZone.Utc,
                Start = WholeMinute.Of(runs[0]),
                End = null,
            };
        var field = earlier.Expression.Equals(later.Expression) ? ScheduleFields.TimeZone : ScheduleFields.Expression;
        return history with
        {
            Epochs = [first with { Configuration = earlier }, .. history.Epochs.Skip(1)],
            Changes = [.. history.Changes.SelectMany(c => Told(c, changed, field, earlier, later))],
        };
    }

    /// <summary>
    /// PutRule and PutTargets make a thing or replace it, and do not say which. What was never seen to run before it was put,
    /// and was after, was made by the call.
    /// </summary>
    private static ScheduleHistory SinceItsFirstRun(ScheduleHistory history, IEnumerable<Execution> executions)
    {
        var runs = executions.Where(e => !e.Manual).Select(e => e.StartedAt).ToList();
        var epochs = history.Epochs.SkipWhile(e => !e.Known && IsPut(e.To) && !runs.Exists(e.Contains)).ToList();
        return epochs.Count > 0 && epochs.Count < history.Epochs.Count && runs.Count > 0 ? history with { Epochs = epochs } : history;

        bool IsPut(Instant? at) =>
            history.Changes.Any(c => c.At == at && c.Succeeded && c.Action.StartsWith("Put", StringComparison.Ordinal));
    }

    /// <summary>Whether the runs are those of a configuration: nearly every run has a fire time and nearly every fire time a run.</summary>
    private static bool Explains(Schedule configuration, List<Instant> runs)
    {
        // The phase of a rate is taken from its runs.
        if (configuration.Expression is RateExpression rate && configuration.Start is null)
            return ObservedSchedule.Cadence(runs) == (long)rate.Period.TotalMinutes;
        var limit = configuration.FlexibleWindow + InTime;
        var due = configuration.FireTimes(runs[0] - limit, runs[^1] + Duration.Epsilon).Where(f => !f.Optional).ToList();
        var found = due.Count(f => HasRun(f.At));
        var expected = due.Count(f => f.At >= runs[0] - limit);
        return found * 10 >= runs.Count * OfTen && found * 10 >= expected * OfTen;

        bool HasRun(Instant at)
        {
            var i = runs.BinarySearch(at);
            i = i < 0 ? ~i : i;
            return i < runs.Count && runs[i] <= at + limit;
        }
    }

    /// <summary>The change, and of the one that ended the earlier configuration what it changed.</summary>
    private static IEnumerable<ConfigurationChange> Told(
        ConfigurationChange change,
        Instant at,
        string field,
        Schedule earlier,
        Schedule later
    )
    {
        yield return change;
        if (change is { Succeeded: true, Field: null } && change.At == at)
            yield return change with
            {
                Field = field,
                Before = ValueOf(field, earlier),
                After = ValueOf(field, later),
            };
    }

    private static string? ValueOf(string field, Schedule schedule) => ScheduleFields.Of(schedule).First(f => f.Name == field).Value;
}
