namespace IncidentKit.Auditing;

/// <summary>What a finding is known by. The claim is for people: it is in the fingerprint too.</summary>
internal sealed record BaselineEntry(string File, string Id, string Claim, string Fingerprint) : IComparable<BaselineEntry>
{
    /// <inheritdoc/>
    public int CompareTo(BaselineEntry? other)
    {
        if (other is null)
            return 1;
        ReadOnlySpan<(string Mine, string Theirs)> parts =
        [
            (File, other.File),
            (Id, other.Id),
            (Fingerprint, other.Fingerprint),
            (Claim, other.Claim),
        ];
        foreach (var (mine, theirs) in parts)
        {
            if (string.CompareOrdinal(mine, theirs) is not 0 and var order)
                return order;
        }

        return 0;
    }
}
