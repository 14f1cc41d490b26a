using IncidentKit.Schedules.Cron;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>
/// When a schedule of EventBridge Scheduler is due: <c>cron(…)</c>, <c>rate(…)</c> or <c>at(…)</c>. Immutable; two are equal if they are
/// written alike.
/// </summary>
public abstract class ScheduleExpression : IEquatable<ScheduleExpression>
{
    private const int MaxLength = 256;

    private protected ScheduleExpression(string text, IReadOnlyList<string> notices) => (Text, Notices) = (text, notices);

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>
    /// What a reader should know although the expression is accepted: forms on which AWS's documents disagree. One line each.
    /// </summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Reads an expression of at most 256 characters.</summary>
    /// <exception cref="ScheduleExpressionException">It is none; the message says which field is wrong and where.</exception>
    public static ScheduleExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
            throw new ScheduleExpressionException(text, "expression", MaxLength, $"is longer than {MaxLength} characters");
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || text[^1] != ')')
            throw new ScheduleExpressionException(text, "expression", 0, "is not of the form cron(...), rate(...) or at(...)");
        return text[..open] switch
        {
            "cron" => CronParser.Parse(text),
            "rate" => RateExpression.ParseRate(text),
            "at" => AtExpression.ParseAt(text),
            var kind => throw new ScheduleExpressionException(text, "expression", 0, $"kind '{kind}' is not cron, rate or at"),
        };
    }

    /// <summary>
    /// Reads the expression of a rule: <c>cron</c> with all six fields, or <c>rate</c> with the singular for 1 alone. Source: facts II §1.
    /// </summary>
    /// <exception cref="ScheduleExpressionException">It is none that a rule may have.</exception>
    internal static ScheduleExpression ParseOfRule(string text)
    {
        var expression = Parse(text);
        if (expression is AtExpression)
            throw new ScheduleExpressionException(text, "expression", 0, "kind 'at' is not cron or rate, as a rule has");
        if (expression is CronExpression && ExpressionPart.Inside(text).Fields() is { Count: not 6 } fields)
            throw new ScheduleExpressionException(text, "expression", 0, $"has {fields.Count} fields; a rule has six");
        if (
            expression is RateExpression
            && ExpressionPart.Inside(text).Fields() is [var value, var unit]
            && unit.Text.EndsWith('s') == (value.Text.TrimStart('0') == "1")
        )
            throw new ScheduleExpressionException(
                text,
                "unit",
                unit.Start,
                $"'{unit.Text}' after {value.Text}: a rule has the singular for 1 alone"
            );
        return expression;
    }

    /// <summary>
    /// The fire times in [from, to), strictly increasing. None if <paramref name="from"/> is not before <paramref name="to"/>.
    /// </summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="zone">The zone of a cron or at expression; a rate ignores it.</param>
    /// <param name="anchor">The first fire time of a rate, from which it counts; cron and at ignore it.</param>
    /// <exception cref="ArgumentException">A rate without an anchor.</exception>
    public abstract FireTimes Between(Instant from, Instant to, DateTimeZone zone, Instant? anchor = null);

    /// <summary><see cref="Notices"/> and what is remarkable about the expression in this zone. One line each.</summary>
    public virtual IReadOnlyList<string> NoticesIn(DateTimeZone zone) => Notices;

    /// <inheritdoc/>
    public bool Equals(ScheduleExpression? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as ScheduleExpression);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The expression as written.</summary>
    public sealed override string ToString() => Text;
}
