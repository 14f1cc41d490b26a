namespace IncidentKit.Rendering.Templates;

/// <summary>The rows of a report's <c>basis</c>, by the JSON pointer of the value that each is about.</summary>
internal static class BasisRows
{
    /// <summary>The row of a value, else of the nearest value that it is part of; null without any.</summary>
    public static TRow? Nearest<TRow>(IReadOnlyDictionary<string, TRow> rows, string pointer)
        where TRow : class
    {
        for (int end = pointer.Length; end > 0; end = pointer.LastIndexOf('/', end - 1))
        {
            if (rows.TryGetValue(pointer[..end], out TRow? row))
                return row;
        }

        return null;
    }
}
