using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IncidentKit.Rendering.Drawing;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Rendering;

/// <summary>A page has its drawing in two forms, of which its style shows one.</summary>
public sealed partial class DrawingTests
{
    private static readonly string[] Elements = ["svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "path", "text"];

    public static TheoryData<string> Names => ["sample hostile", .. IncidentKinds.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void IdsOfAPageAreUnique(string name)
    {
        var report = Named(name);
        var page = HtmlRenderer.ToHtml(new TemplateRenderer().Render("incident-report.md.sbn", report), "Incident", report);
        var ids = Id().Matches(page).Select(m => m.Value).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoTextIsBeyondAPicture(string name)
    {
        foreach (var picture in Pictures(Named(name)))
            Assert.All(picture.Descendants("text"), t => AssertInside(t, Width(picture)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & \"quoted\" 'names'")]
    [InlineData("a-schedule-whose-name-is-as-long-as-a-name-of-a-schedule-may-be-64ab")]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")]
    [InlineData("早盘行情采集任务早盘行情采集任务早盘行情采集任务早盘行情采集任务早盘行情采集任务")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void NameOfAnySortIsTextThatFits(string name)
    {
        var json = Named("logs").GetRawText();
        var known = Named("logs").GetProperty("lanes")[0].GetProperty("schedule").GetString()!;
        var group = Named("logs").GetProperty("logActivity")[0].GetProperty("logGroup").GetString()!;
        var text = JsonSerializer.Serialize(name);
        json = json.Replace($"\"schedule\": \"{known}\"", $"\"schedule\": {text}", StringComparison.Ordinal)
            .Replace($"\"schedule\":\"{known}\"", $"\"schedule\":{text}", StringComparison.Ordinal)
            .Replace($"\"logGroup\": \"{group}\"", $"\"logGroup\": {text}", StringComparison.Ordinal)
            .Replace($"\"logGroup\":\"{group}\"", $"\"logGroup\":{text}", StringComparison.Ordinal);
        foreach (var picture in Pictures(JsonDocument.Parse(json).RootElement))
        {
            Assert.Empty(picture.DescendantsAndSelf().Select(e => e.Name.LocalName).Except(Elements));
            var labels = picture.Descendants("text").Where(t => t.Element("title")?.Value == name).ToList();
            Assert.Equal(2, labels.Count);
            Assert.All(
                labels.Select(l => l.Nodes().OfType<XText>().Single().Value),
                l =>
                    Assert.True(
                        l == name || name.StartsWith(l[..^1], StringComparison.Ordinal) || name.EndsWith(l[1..], StringComparison.Ordinal)
                    )
            );
            Assert.All(picture.Descendants("text"), t => AssertInside(t, Width(picture)));
        }
    }

    /// <summary>Wherever four milestones lie, no label meets another or leaves the picture.</summary>
    [Fact]
    public void LabelsOfMilestonesNeverMeet()
    {
        var report = Named("single");
        var (start, end) = (Time(report, "start"), Time(report, "end"));
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            // Far apart, close together, and all at one end.
            var (from, spread) = (random.NextDouble(), i % 3 == 0 ? 1 : Math.Pow(random.NextDouble(), 3));
            var incident = new[] { "onset", "detected", "resolved", "mitigated" }.ToDictionary(
                m => m,
                _ =>
                    (object)
                        (start + ((end - start) * Math.Min(1, from + (random.NextDouble() * spread)))).ToString(
                            "uuuu-MM-dd'T'HH:mm:ss'Z'",
                            CultureInfo.InvariantCulture
                        )
            );
            var moved = report.EnumerateObject().ToDictionary(p => p.Name, p => p.Name == "incident" ? incident : (object)p.Value);
            foreach (var picture in Pictures(JsonSerializer.SerializeToElement(moved)))
            {
                var labels = picture
                    .Descendants("text")
                    .Where(t => t.Attribute("class")!.Value.Contains("strong", StringComparison.Ordinal))
                    .ToList();
                Assert.Equal(4, labels.Count);
                Assert.All(labels, l => AssertInside(l, Width(picture)));
                foreach (var (a, b) in labels.SelectMany((a, j) => labels.Skip(j + 1).Select(b => (a, b))))
                    Assert.True(Number(a, "y") != Number(b, "y") || Span(a).To < Span(b).From || Span(b).To < Span(a).From, $"{a} {b}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NarrowPictureHasFewTicks(string name)
    {
        var narrow = Pictures(Named(name))[1];
        Assert.InRange(Width(narrow), 340, 420);
        var ticks = narrow.Descendants("text").Count(t => t.Attribute("text-anchor")?.Value == "middle" && Tick().IsMatch(t.Value));
        Assert.InRange(ticks, 2, 10);
    }

    private static JsonElement Named(string name) => name == "sample hostile" ? SampleModel.Hostile : IncidentKinds.Report(name);

    private static NodaTime.Instant Time(JsonElement report, string edge) =>
        NodaTime.Text.InstantPattern.ExtendedIso.Parse(report.GetProperty("window").GetProperty(edge).GetString()!).Value;

    /// <summary>The wide and the narrow picture; none where there is nothing to draw.</summary>
    private static List<XElement> Pictures(JsonElement report)
    {
        var figure = TimelineDrawing.Figure(report);
        return figure.Length == 0 ? [] : [.. XElement.Parse(figure).Elements("svg")];
    }

    private static double Width(XElement picture) =>
        double.Parse(picture.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);

    private static void AssertInside(XElement text, double width)
    {
        var (from, to) = Span(text);
        Assert.True(from >= 0 && to <= width, $"{from} to {to} of {width}: {text}");
    }

    /// <summary>By a width of characters that is not the drawing's own.</summary>
    private static (double From, double To) Span(XElement text)
    {
        var size = text.Attribute("class")?.Value.Contains("small", StringComparison.Ordinal) == true ? 10 : 12;
        var shown = text.Nodes().OfType<XText>().Single().Value;
        var width =
            shown
                .EnumerateRunes()
                .Sum(r =>
                    r.IsAscii
                        ? "ilI.,:'| ".Contains((char)r.Value)
                            ? 0.3
                            : 0.52
                        : r.Value < 0x2000
                            ? 0.6
                            : 1
                ) * size;
        var x = Number(text, "x");
        return text.Attribute("text-anchor")?.Value switch
        {
            "middle" => (x - (width / 2), x + (width / 2)),
            "end" => (x - width, x),
            _ => (x, x + width),
        };
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(" id=\"[^\"]{1,300}\"", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex("^[0-9]{2}[:-][0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Tick();
}
