using System.Text;
using System.Text.Json;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;
using IncidentKit.Testing;
using IncidentKit.Tests.Rendering;

namespace IncidentKit.Tests.Reports;

public sealed class IncidentKindTests
{
    public static TheoryData<string> Kinds => [.. IncidentKinds.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Documents(string kind)
    {
        var document = IncidentKinds.Document(kind);
        var report = document.Model;
        var markdown = new TemplateRenderer().Render("incident-report.md.sbn", report);
        Assert.Empty(await ReportSchema.OffencesAsync(report.GetRawText()));
        Assert.Multiple(
            () => Snapshot.Verify(Encoding.UTF8.GetString(document.ToFile()), "json", $"kind={kind}"),
            () => Snapshot.Verify(markdown, "md", $"kind={kind}"),
            () => Snapshot.Verify(HtmlRenderer.ToHtml(markdown, document.Title, report), "html", $"kind={kind}")
        );
    }

    /// <summary>Each null of the report is unknown by its basis, or its description in the schema says what null means.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void NoNullIsWithoutItsReason(string kind)
    {
        var report = IncidentKinds.Report(kind);
        var unknown = report
            .GetProperty("basis")
            .EnumerateArray()
            .ToDictionary(
                b => b.GetProperty("pointer").GetString()!,
                b => b.GetProperty("kind").GetString() == "unknown",
                StringComparer.Ordinal
            );
        var nulls = Nulls(report, "").Where(p => !p.StartsWith("/basis/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(nulls);
        Assert.DoesNotContain(nulls, p => !IsUnknown(p) && !ReportSchema.SaysWhatNullMeans(p));

        bool IsUnknown(string pointer)
        {
            for (var prefix = pointer; ; prefix = prefix[..prefix.LastIndexOf('/')])
            {
                if (unknown.TryGetValue(prefix, out var answer))
                    return answer;
            }
        }
    }

    [Theory]
    [InlineData("single")]
    [InlineData("none")]
    [InlineData("unknown")]
    public void TheDraftOfAnIncidentFileIsOne(string kind)
    {
        var document = IncidentKinds.Document(kind);
        var (report, draft) = (document.Model, document.IncidentFile);
        var file = IncidentKit.Inputs.IncidentFile.Parse("incident.yaml", draft);
        Assert.Equal(report.GetProperty("incident").GetProperty("title").GetString(), file.Title);
        Assert.Equal(report.GetProperty("actionItems").GetArrayLength(), file.ActionItems.Count);
        Snapshot.Verify(draft, "yaml", $"kind={kind}");
    }

    private static IEnumerable<string> Nulls(JsonElement value, string pointer) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => [pointer],
            JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Nulls(m.Value, $"{pointer}/{m.Name}")),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Nulls(item, $"{pointer}/{i}")),
            _ => [],
        };
}
