namespace IncidentKit.Schedules;

/// <summary>
/// What names a scheduled job in an account: a schedule of EventBridge Scheduler by region, group and name; what a rule of EventBridge
/// calls by region, event bus, the rule's name and the target's id in it. Ordered ordinally by name, group, region, target.
/// </summary>
/// <param name="Region">Its region.</param>
/// <param name="Group">The schedule group, or the event bus.</param>
/// <param name="Name">The name of the schedule or of the rule.</param>
/// <param name="Target">The id of the rule's target, empty while it has none; null for a schedule.</param>
internal readonly record struct ScheduleKey(string Region, string Group, string Name, string? Target = null) : IComparable<ScheduleKey>
{
    /// <summary>What stands in the place of the group where a rule is written out.</summary>
    private const string RuleWord = "rule";

    /// <summary>Whether it is what a rule calls.</summary>
    public bool IsRule => Target is not null;

    /// <summary>The name, and of a rule with several targets which of them: <c>nightly/t1</c>.</summary>
    public string NameAndTarget => Target is { Length: > 0 } id ? $"{Name}/{id}" : Name;

    /// <summary>The word for what it is: <c>rule</c> or <c>schedule</c>.</summary>
    public string Word => IsRule ? RuleWord : "schedule";

    /// <inheritdoc/>
    public int CompareTo(ScheduleKey other)
    {
        var order = string.CompareOrdinal(Name, other.Name);
        if (order == 0)
            order = string.CompareOrdinal(Group, other.Group);
        if (order == 0)
            order = string.CompareOrdinal(Region, other.Region);
        return order == 0 ? string.CompareOrdinal(Target, other.Target) : order;
    }

    /// <summary>
    /// Whether a person who wrote this may mean the job: by its name alone, by name and target, or by all of it as <see cref="ToString"/>
    /// writes it.
    /// </summary>
    public bool IsNamed(string text) =>
        string.Equals(text, Name, StringComparison.Ordinal)
        || string.Equals(text, NameAndTarget, StringComparison.Ordinal)
        || string.Equals(text, ToString(), StringComparison.Ordinal);

    /// <summary><c>REGION/GROUP/NAME</c>, or <c>REGION/rule/NAME/TARGET</c>; less is enough for <see cref="ScheduleNames"/>.</summary>
    public override string ToString() => $"{Region}/{(IsRule ? RuleWord : Group)}/{NameAndTarget}";
}
