namespace IncidentKit.Basics;

/// <summary>Values that may be unknown, as C# writes them.</summary>
internal static class KnownValues
{
    /// <summary>The value; null where it is unknown.</summary>
    public static T? OrNull<T>(this Known<T> known)
        where T : struct => known.IsKnown ? known.Value : null;
}
