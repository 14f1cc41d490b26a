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

    /// <summary>The name alone, as documents print it.</summary>
    public override string ToString() => Name;
}
