using IncidentKit.Basics;

namespace IncidentKit.Claims;

/// <summary>Looks for claims by their place in a passage; the lists are in order and their claims do not overlap.</summary>
internal static class ClaimOrder
{
    /// <summary>The claims that begin in [start, end).</summary>
    public static IEnumerable<T> Between<T>(this IReadOnlyList<T> claims, int start, int end)
        where T : Claim
    {
        for (var i = IndexAt(claims, start); i < claims.Count && claims[i].Start < end; i++)
            yield return claims[i];
    }

    /// <summary>The last claim that begins before a place; null if there is none.</summary>
    public static T? Before<T>(this IReadOnlyList<T> claims, int place)
        where T : Claim => IndexAt(claims, place) is > 0 and var i ? claims[i - 1] : null;

    /// <summary>The first claim that begins at or after a place; null if there is none.</summary>
    public static T? From<T>(this IReadOnlyList<T> claims, int place)
        where T : Claim => IndexAt(claims, place) is var i && i < claims.Count ? claims[i] : null;

    /// <summary>Where the first claim stands that begins at or after a place.</summary>
    public static int IndexAt<T>(this IReadOnlyList<T> claims, int place)
        where T : Claim => claims.CountBefore(place, static (c, at) => c.Start < at);
}
