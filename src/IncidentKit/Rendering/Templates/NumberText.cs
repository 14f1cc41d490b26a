using System.Globalization;

namespace IncidentKit.Rendering.Templates;

/// <summary>Numbers as documents write them, on page one and in every table: thousands apart, <c>1,618</c> and <c>43,066.00</c>.</summary>
internal static class NumberText
{
    /// <summary>A number of a model; any other value as it is.</summary>
    public static string Of(object value) =>
        value switch
        {
            int whole => whole.ToString("N0", CultureInfo.InvariantCulture),
            long whole => whole.ToString("N0", CultureInfo.InvariantCulture),
            decimal number => Of(number),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    /// <summary>With all the places that it was given with.</summary>
    private static string Of(decimal number) => number.ToString($"N{number.Scale}", CultureInfo.InvariantCulture);
}
