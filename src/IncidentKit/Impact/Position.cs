using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Impact;

/// <summary>An open position.</summary>
/// <param name="Symbol">What is held.</param>
/// <param name="Quantity">How many; negative when short, never zero.</param>
/// <param name="AveragePrice">What one cost on average.</param>
/// <param name="Line">The line of the file it stands on.</param>
internal sealed record Position(string Symbol, decimal Quantity, decimal AveragePrice, int Line)
{
    /// <summary>The columns of a file of positions.</summary>
    internal static readonly string[] Columns = ["symbol", "quantity", "averagePrice"];

    /// <summary>Reads a file of positions; what is held none of is left out.</summary>
    /// <exception cref="InputException">A row cannot be read, or a symbol stands in two.</exception>
    public static IReadOnlyList<Position> ReadAll(CsvFile file)
    {
        var positions = new Dictionary<string, Position>(StringComparer.Ordinal);
        foreach (var row in file.Rows())
        {
            var position = new Position(row.Text("symbol"), row.Number("quantity"), row.Number("averagePrice"), row.Line);
            if (!positions.TryAdd(position.Symbol, position))
                throw row.Mistake(
                    "symbol",
                    $"'{position.Symbol}' stands on line {positions[position.Symbol].Line} too; give one row a symbol"
                );
        }

        return [.. positions.Values.Where(p => p.Quantity != 0).OrderBy(p => p.Symbol, StringComparer.Ordinal)];
    }
}
