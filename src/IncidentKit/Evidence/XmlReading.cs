using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace IncidentKit.Evidence;

/// <summary>Lenient reading of the XML answers of IAM, EC2 and STS, which a bundle keeps as one JSON string. Name spaces are not looked
/// at.</summary>
public static class XmlReading
{
    /// <summary>The answer's root element; null when the body is no string or no well-formed XML. No document type is read.</summary>
    public static XElement? AsXml(this JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            using var text = new StringReader(body.GetString()!);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The JSON of a policy document, which comes URL-encoded (IAM API reference, GetRole); emulators send it as it is.</summary>
    internal static string DocumentText(string text) => text.TrimStart().StartsWith('{') ? text : Uri.UnescapeDataString(text);

    /// <summary>Every element of that name, however deep, in document order.</summary>
    public static IEnumerable<XElement> All(this XElement element, string name) =>
        element.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>The text of the first element of that name, however deep; null when there is none or it is empty.</summary>
    public static string? First(this XElement element, string name) =>
        element.All(name).Select(e => e.Value.Trim()).FirstOrDefault(text => text.Length > 0);
}
