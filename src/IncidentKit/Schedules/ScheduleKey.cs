namespace IncidentKit.Schedules;

/// <summary>What names a schedule in an account: its region, group and name. Ordered ordinally by name, group, region.</summary>
internal readonly record struct ScheduleKey(string Region, string Group, string Name) : IComparable<ScheduleKey>
{
    /// <inheritdoc/>
    public int CompareTo(ScheduleKey other)
    {
        var order = string.CompareOrdinal(Name, other.Name);
        if (order == 0)
            order = string.CompareOrdinal(Group, other.Group);
        return order == 0 ? string.CompareOrdinal(Region, other.Region) : order;
    }

    /// <summary>
    /// Whether a person who wrote this may mean the schedule: by its name alone, or by all of it as <see cref="ToString"/> writes it.
    /// </summary>
    public bool IsNamed(string text) =>
        string.Equals(text, Name, StringComparison.Ordinal) || string.Equals(text, ToString(), StringComparison.Ordinal);

    /// <summary><c>REGION/GROUP/NAME</c>; <see cref="ScheduleNames"/> says when the name alone is enough.</summary>
    public override string ToString() => $"{Region}/{Group}/{Name}";
}
