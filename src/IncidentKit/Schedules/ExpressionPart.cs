namespace IncidentKit.Schedules;

/// <summary>A piece of an expression's text that knows its 0-based column.</summary>
internal readonly record struct ExpressionPart(string Text, int Start)
{
    /// <summary>What stands between the outer brackets.</summary>
    public static ExpressionPart Inside(string expression)
    {
        var start = expression.IndexOf('(', StringComparison.Ordinal) + 1;
        return new(expression[start..^1], start);
    }

    /// <summary>The pieces between white space.</summary>
    public IReadOnlyList<ExpressionPart> Fields()
    {
        var fields = new List<ExpressionPart>();
        for (var start = 0; start < Text.Length; start++)
        {
            var end = start;
            while (end < Text.Length && !char.IsWhiteSpace(Text[end]))
                end++;
            if (end > start)
                fields.Add(Slice(start, end));
            start = end;
        }

        return fields;
    }

    /// <summary>The pieces between separators, empty ones too.</summary>
    public IReadOnlyList<ExpressionPart> Split(char separator)
    {
        var pieces = new List<ExpressionPart>();
        var start = 0;
        for (var end = 0; end <= Text.Length; end++)
        {
            if (end < Text.Length && Text[end] != separator)
                continue;
            pieces.Add(Slice(start, end));
            start = end + 1;
        }

        return pieces;
    }

    /// <summary>What stands before and after the first separator; null after if there is none.</summary>
    public (ExpressionPart Before, ExpressionPart? After) Cut(char separator) =>
        Text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at ? (Slice(0, at), Slice(at + 1, Text.Length)) : (this, null);

    /// <summary>All but the last character.</summary>
    public ExpressionPart WithoutLast() => Slice(0, Text.Length - 1);

    private ExpressionPart Slice(int start, int end) => new(Text[start..end], Start + start);
}
