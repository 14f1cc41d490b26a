using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using NodaTime;

namespace IncidentKit.Evidence.Shapes;

/// <summary>Tells an answer from what only came in its place: a proxy's login page, an empty or torn body, the answer of something
/// else.</summary>
public static class WholeAnswer
{
    /// <summary>Holds a body against what the operation answers.</summary>
    /// <param name="operation">The operation; one that is not on the list may answer anything.</param>
    /// <param name="body">The body as a record has it: JSON, or XML as a JSON string.</param>
    /// <param name="askedAt">When it was asked for: what an answer tells of is past.</param>
    public static AnswerCheck Check(OperationName operation, ReadOnlySpan<byte> body, Instant askedAt) =>
        Check(operation, body, askedAt, out _);

    /// <summary>The same, and the body without the items that could not be read; null where it is to be taken as it is.</summary>
    internal static AnswerCheck Check(OperationName operation, ReadOnlySpan<byte> body, Instant askedAt, out byte[]? readable)
    {
        readable = null;
        if (AnswerShapes.Of(operation) is not { } shape)
            return default;
        try
        {
            if (!WellFormed.Is(body))
                return No(operation, "with text that is not valid UTF-8", "");
            if (shape.IsXml)
                return Xml(operation, shape, body, askedAt);
            var match = new JsonMatch(body, askedAt);
            if (match.Problem(shape.Result) is { } problem)
                return No(operation, Came(body), problem);
            if (match.Unread > 0)
                readable = match.Readable(body);
            return new AnswerCheck(
                null,
                match.Unread,
                match.FirstUnread is { } first ? $"{operation.Operation}'s {first.TrimStart('.')}" : null
            );
        }
        catch (JsonException)
        {
            return No(operation, "with text that is not JSON", "");
        }
    }

    private static AnswerCheck Xml(OperationName operation, AnswerShape shape, ReadOnlySpan<byte> body, Instant askedAt)
    {
        using var json = JsonDocument.Parse(body.ToArray());
        if (json.RootElement.AsXml() is not { } xml)
            return No(operation, Came(body), "");
        if (xml.Name.LocalName != $"{operation.Operation}Response")
            return No(operation, Came(body), $" is {xml.Name.LocalName}");
        if (json.RootElement.GetString()!.Contains('\uFFFD', StringComparison.Ordinal))
            return No(operation, "with text that is not valid UTF-8", "");
        XElement? result = xml;
        if (shape.HasResult && (result = xml.Elements().FirstOrDefault(e => e.Name.LocalName == $"{operation.Operation}Result")) is null)
            return No(operation, Came(body), $".{operation.Operation}Result is missing");
        var match = new XmlMatch(askedAt);
        return match.Problem(result, shape.Result) is { } problem
            ? No(operation, Came(body), problem)
            : new AnswerCheck(null, match.Unread, match.FirstUnread is { } first ? $"{operation.Operation}'s {first}" : null);
    }

    private static AnswerCheck No(OperationName operation, string came, string problem) =>
        new(
            came is "with HTML" || problem.Length == 0
                ? $"{came}, not {operation.Operation}'s answer"
                : $"{came} that is not {operation.Operation}'s answer: {problem.TrimStart('.', ' ')}",
            0,
            null
        );

    private static string Came(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        // What is not JSON stands in a record as a JSON string.
        var text = !body.IsEmpty && body[0] == (byte)'"' && json.Read() ? json.GetString()! : Encoding.UTF8.GetString(body);
        return "with " + BodyForm.Of(text);
    }
}
