namespace IncidentKit.Evidence.Shapes;

/// <summary>Tells people what came in place of an answer.</summary>
public static class BodyForm
{
    /// <summary>In words what a body is: <c>HTML</c>, <c>nothing</c>.</summary>
    public static string Of(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.IsEmpty ? "nothing"
            : start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                ? "HTML"
            : start[0] == '<' ? "XML"
            : start[0] is '{' or '[' ? "JSON"
            : "something else";
    }
}
