namespace IncidentKit.Basics;

/// <summary>Binary search in lists that are in order.</summary>
internal static class SortedItems
{
    /// <summary>
    /// How many items at the beginning of a list fulfil a condition that all after them do not; so also the index of the first that does
    /// not, which is the list's length when there is none.
    /// </summary>
    /// <param name="items">The list.</param>
    /// <param name="place">What the items are compared with.</param>
    /// <param name="isBefore">Whether an item is before the place.</param>
    public static int CountBefore<T, TPlace>(this IReadOnlyList<T> items, TPlace place, Func<T, TPlace, bool> isBefore)
    {
        int low = 0,
            high = items.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (isBefore(items[middle], place))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
