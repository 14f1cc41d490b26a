namespace IncidentKit.Schedules;

/// <summary>A schedule expression that EventBridge Scheduler would refuse. The message is one line with the field and the column.</summary>
public sealed class ScheduleExpressionException : FormatException
{
    private const int MaxShown = 256;

    internal ScheduleExpressionException(string expression, string field, int position, string problem)
        : base($"{OneLine(expression)}: {field} {OneLine(problem)}; column {position}") => (Field, Position) = (field, position);

    /// <summary>The field that is wrong: <c>minutes</c>, <c>hours</c>, <c>day-of-month</c>, <c>month</c>, <c>day-of-week</c>, <c>year</c>,
    /// <c>value</c> or <c>unit</c> of a rate, <c>date-time</c> of an at, or <c>expression</c> when it is the whole.</summary>
    public string Field { get; }

    /// <summary>Column in the expression where the mistake is, 0-based.</summary>
    public int Position { get; }

    private static string OneLine(string text)
    {
        var shown = text.Length <= MaxShown ? text : text[..MaxShown] + "...";
        return string.Create(
            shown.Length,
            shown,
            static (line, from) =>
            {
                for (var i = 0; i < line.Length; i++)
                    line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
            }
        );
    }
}
