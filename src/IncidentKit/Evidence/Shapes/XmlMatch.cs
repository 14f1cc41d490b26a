using System.Globalization;
using System.Xml.Linq;
using NodaTime;

namespace IncidentKit.Evidence.Shapes;

/// <summary>Holds an XML answer of the query protocol against its shape. Items stand in elements <c>member</c> (IAM) or <c>item</c>
/// (EC2).</summary>
/// <param name="askedAt">When it was asked for.</param>
internal sealed class XmlMatch(Instant askedAt)
{
    private readonly PastTimes _past = new(askedAt);

    /// <summary>How many items could not be read.</summary>
    public int Unread { get; private set; }

    /// <summary>What is wrong with the first of them.</summary>
    public string? FirstUnread { get; private set; }

    /// <summary>Why an element is not what it should be; null when it is.</summary>
    public string? Problem(XElement element, Shape shape)
    {
        if (shape.Kind == ShapeKind.Object)
            return Members(element, shape);
        if (shape.Kind == ShapeKind.List)
            return Items(element, shape.Item!);
        var text = element.Value;
        if (shape.Kind == ShapeKind.Json && !element.HasElements)
            return JsonMatch.Inside(XmlReading.DocumentText(text), shape.Item, askedAt);
        var fits =
            !element.HasElements
            && shape.Kind switch
            {
                ShapeKind.Text => text.Length > 0,
                ShapeKind.Flag => text is "true" or "false",
                ShapeKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
                ShapeKind.Time => _past.Holds(text),
                ShapeKind.Json => false,
                _ => true,
            };
        return fits ? null : $" is '{(text.Length > 40 ? text[..37] + "…" : text)}', not {shape.Word}";
    }

    private string? Members(XElement element, Shape shape)
    {
        foreach (var member in shape.Members)
        {
            var found = element.Elements().Where(e => e.Name.LocalName == member.Name).Take(2).ToList();
            if (found.Count == 0 && !member.Optional)
                return $".{member.Name} is missing";
            if (found.Count == 2)
                return $".{member.Name} is there twice";
            if (found is [var only] && Problem(only, member.Shape) is { } problem)
                return $".{member.Name}{problem}";
        }

        return null;
    }

    private string? Items(XElement list, Shape shape)
    {
        if (list.Nodes().OfType<XText>().Any(t => !string.IsNullOrWhiteSpace(t.Value)))
            return " is a text, not a list";
        foreach (var (index, item) in list.Elements().Index())
        {
            var problem = item.Name.LocalName is "member" or "item" ? Problem(item, shape) : $" is {item.Name.LocalName}";
            if (problem is null)
                continue;
            Unread++;
            FirstUnread ??= $"[{index}]{problem}";
        }

        return null;
    }
}
