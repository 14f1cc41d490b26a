using System.Globalization;

namespace IncidentKit.Basics;

/// <summary>Numbers of things in words.</summary>
public static class Counted
{
    /// <summary><c>1 report</c>, <c>2 reports</c>.</summary>
    public static string Of(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
