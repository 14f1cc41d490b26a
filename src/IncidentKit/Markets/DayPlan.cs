namespace IncidentKit.Markets;

/// <summary>What the entries make of one day.</summary>
internal sealed class DayPlan
{
    public DayEntry? ClosedBy { get; private set; }
    public DayEntry? Merged { get; private set; }
    public DayEntry? Extra { get; private set; }
    public DayEntry? Open { get; private set; }
    public DayEntry? Close { get; private set; }
    public List<DayEntry> Halts { get; } = [];
    public List<string> Names { get; } = [];
    public bool Unconfirmed { get; private set; }
    public bool HoursUnknown => ClosedBy is { Effect: DayEffect.Unknown };
    public bool IsClosed => ClosedBy is not null || Merged is not null;

    /// <summary>The last entry that says when the session is.</summary>
    public DayEntry? Origin { get; private set; }

    public void Add(DayEntry entry)
    {
        switch (entry.Effect)
        {
            case DayEffect.Closed when ClosedBy is null:
            case DayEffect.Lost:
            case DayEffect.Unknown:
                ClosedBy = entry;
                return;
            case DayEffect.Closed:
                return;
            case DayEffect.Merged:
                Merged = entry;
                return;
            case DayEffect.Extra:
                (Extra, ClosedBy) = (entry, null);
                break;
            case DayEffect.Open:
                Open = entry;
                break;
            case DayEffect.Close:
                Close = entry;
                break;
            case DayEffect.Halt:
                Halts.Add(entry);
                break;
        }

        Origin = entry.Effect == DayEffect.Note ? Origin : entry;
        Unconfirmed |= entry.Unconfirmed;
        Names.Add(entry.Name);
    }
}
