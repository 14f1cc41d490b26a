using System.Collections.Concurrent;
using System.Text.Json;
using IncidentKit.Rendering.Templates;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Auditing;

/// <summary>The incidents of the tests that have a bundle: the two recordings that ship with the tool, and those of different kinds. Each is made once.</summary>
internal static class MeasuredIncidents
{
    public static readonly string[] Names = ["closed", "open", .. IncidentKinds.Names];

    private static readonly ConcurrentDictionary<string, Lazy<(JsonElement Report, string Markdown)>> Made = new(StringComparer.Ordinal);

    /// <summary>incident-report.json.</summary>
    public static JsonElement Report(string name) => Of(name).Report;

    /// <summary>incident-report.md.</summary>
    public static string Markdown(string name) => Of(name).Markdown;

    private static (JsonElement Report, string Markdown) Of(string name) =>
        Made.GetOrAdd(
            name,
            n => new Lazy<(JsonElement, string)>(() =>
            {
                if (n is "closed" or "open")
                    return (Freeze.Named(n).Report, Freeze.Named(n).Markdown);
                var report = IncidentKinds.Report(n);
                return (report, new TemplateRenderer().Render("incident-report.md.sbn", report));
            })
        ).Value;
}
