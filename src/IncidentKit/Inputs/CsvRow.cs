using System.Globalization;
using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Inputs;

/// <summary>One row of a <see cref="CsvFile"/>.</summary>
public sealed class CsvRow
{
    private static readonly OffsetDateTimePattern[] Moments =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFFFFFFFFo<G>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"),
    ];

    private readonly CsvFile _file;

    internal CsvRow(CsvFile file, int line, string[] cells) => (_file, Line, Cells) = (file, line, cells);

    /// <summary>The line the row begins on, from 1.</summary>
    public int Line { get; }

    /// <summary>The cells in the order of the columns, without white space around them.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>The text of a required cell.</summary>
    /// <exception cref="InputException">It is empty.</exception>
    public string Text(string column) => Find(column) is { Length: > 0 } text ? text : throw Mistake(column, "is empty");

    /// <summary>A number with a point for decimals, <c>-12.5</c>.</summary>
    /// <exception cref="InputException">It is not one.</exception>
    public decimal Number(string column)
    {
        var text = Text(column);
        return decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : throw Mistake(column, $"'{text}' is not a number such as 1234.5");
    }

    /// <summary>An instant with an offset, <c>2026-01-29T14:30:00Z</c>.</summary>
    /// <exception cref="InputException">It is not one.</exception>
    public Instant Moment(string column)
    {
        var text = Text(column);
        foreach (var pattern in Moments)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
                return parsed.Value.ToInstant();
        }

        throw Mistake(column, $"'{text}' is not an instant with an offset such as 2026-01-29T14:30:00Z");
    }

    /// <summary>A mistake about one cell.</summary>
    public InputException Mistake(string column, string message) => _file.Mistake(Line, $"column '{column}': {message}");

    private string Find(string column) => Cells[_file.IndexOf(column)];
}
