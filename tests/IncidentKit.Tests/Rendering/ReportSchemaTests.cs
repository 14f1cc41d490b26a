using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Tests.Rendering;

/// <summary>The published schema of incident-report.json describes the whole model and nothing else.</summary>
public sealed class ReportSchemaTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    [InlineData("hostile")]
    public async Task SampleIsValid(string model) => Assert.Empty(await ReportSchema.OffencesAsync(SampleModel.Named(model).GetRawText()));

    [Theory]
    [InlineData("freeze-open")]
    [InlineData("freeze-closed")]
    public async Task ReportOfARecordingIsValid(string recording)
    {
        using BundleReader bundle = BundleReader.Open(
            Path.Combine(SampleModel.Folder, "../../../src/IncidentKit.Cli/Demo", recording + ".zip")
        );
        JsonElement report = IncidentDocument.Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }).Model;
        Assert.NotEqual(JsonValueKind.Null, report.GetProperty("incident").GetProperty("trigger").ValueKind);
        Assert.Empty(await ReportSchema.OffencesAsync(report.GetRawText()));
        Assert.Contains(
            "At 16:36 platform-deploy pointed six schedules at cluster/ops-pipeline, which does not exist.",
            new TemplateRenderer().Render("incident-report.md.sbn", report),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/totals/missed", "\"385\"")]
    [InlineData("/totals/missed", "-1")]
    [InlineData("/incident/onset", "\"2026-01-29T08:37:00-08:00\"")]
    [InlineData("/incident/duration", "\"P1DT3H\"")]
    [InlineData("/gaps/0/layer", "\"NotInvoked\"")]
    [InlineData("/gaps/0/evidence/0", "\"bundle/logs.ndjson\"")]
    [InlineData("/coverage/0/status", "\"ok\"")]
    [InlineData("/impact/financial/status", "null")]
    [InlineData("/schemaVersion", "\"2.0.0\"")]
    public async Task WrongValueIsRefused(string at, string value)
    {
        JsonNode report = JsonNode.Parse(SampleModel.Closed.GetRawText())!;
        Follow(report, at).ReplaceWith(JsonNode.Parse(value));
        Assert.NotEmpty(await ReportSchema.OffencesAsync(report.ToJsonString()));
    }

    [Fact]
    public async Task NoFieldMayBeAbsent()
    {
        string[] paths = [.. Members(JsonNode.Parse(SampleModel.Closed.GetRawText())!)];
        Assert.True(paths.Length > 100);
        List<string> optional = [];
        foreach (string path in paths)
        {
            JsonNode report = JsonNode.Parse(SampleModel.Closed.GetRawText())!;
            JsonNode owner = Follow(report, path[..path.LastIndexOf('/')]);
            owner.AsObject().Remove(path[(path.LastIndexOf('/') + 1)..]);
            if ((await ReportSchema.OffencesAsync(report.ToJsonString())).Count == 0)
                optional.Add(path);
        }

        Assert.Empty(optional);
    }

    [Theory]
    [InlineData(ReportSchema.Incident)]
    [InlineData(ReportSchema.Daily)]
    public void EveryObjectIsClosedAndRequiresAllItsMembers(string report)
    {
        JsonElement[] objects = [.. Objects(JsonDocument.Parse(ReportSchema.TextOf(report)).RootElement)];
        Assert.True(objects.Length > 15);
        Assert.All(
            objects,
            o =>
            {
                Assert.False(o.GetProperty("additionalProperties").GetBoolean());
                Assert.Equal(
                    o.GetProperty("properties").EnumerateObject().Select(p => p.Name),
                    o.GetProperty("required").EnumerateArray().Select(r => r.GetString())
                );
            }
        );
    }

    private static JsonNode Follow(JsonNode root, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(root, (node, part) => (node is JsonArray array ? array[int.Parse(part)] : node[part])!);

    /// <summary>The members of every object, of the first element only where there are several.</summary>
    private static IEnumerable<string> Members(JsonNode node, string at = "") =>
        node switch
        {
            JsonObject o => o.SelectMany(p => (p.Value is null ? [] : Members(p.Value, $"{at}/{p.Key}")).Prepend($"{at}/{p.Key}")),
            JsonArray { Count: > 0 } a when a[0] is not null => Members(a[0]!, $"{at}/0"),
            _ => [],
        };

    private static IEnumerable<JsonElement> Objects(JsonElement schema) =>
        schema.ValueKind switch
        {
            JsonValueKind.Object => schema
                .EnumerateObject()
                .SelectMany(p => Objects(p.Value))
                .Concat(schema.TryGetProperty("properties", out JsonElement p) && p.ValueKind is JsonValueKind.Object ? [schema] : []),
            JsonValueKind.Array => schema.EnumerateArray().SelectMany(Objects),
            _ => [],
        };
}
