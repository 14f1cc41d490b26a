using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Reports.Daily;
using IncidentKit.Reports.Incident;
using NodaTime;

namespace IncidentKit.Cli;

/// <summary>A recording that a team's templates are rendered on, with the two models made from it.</summary>
internal sealed class TemplateFixture
{
    /// <summary>The version that models name: a new version of the tool changes no document by itself.</summary>
    private const string Version = "0.0.0";

    private static readonly string[] Demo = ["freeze-closed", "freeze-open"];

    private TemplateFixture(string name, IncidentDocument incident, DailyDocument daily) =>
        (Name, Incident, Daily) = (name, incident, daily);

    /// <summary>The bundle's name.</summary>
    public string Name { get; }

    /// <summary>The report of its incident.</summary>
    public IncidentDocument Incident { get; }

    /// <summary>The report of the UTC date on which the bundle begins.</summary>
    public DailyDocument Daily { get; }

    /// <summary>The demo's recordings, and the bundles in a folder if there is one, by name.</summary>
    /// <exception cref="InputException">A bundle or a file beside it is not usable, or two bundles have one name.</exception>
    public static IReadOnlyList<TemplateFixture> All(string folder)
    {
        var demo = Demo.Select(name =>
            Of(
                name,
                () => BundleReader.Open(new MemoryStream(DemoFile.Read(name + ".zip")), name + ".zip"),
                DemoFile.Settings(),
                IncidentFile.Parse("incident.yaml", Encoding.UTF8.GetString(DemoFile.Read("incident.yaml")))
            )
        );
        var own = Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).Where(IsBundle).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var all = demo.Concat(own.Select(Of)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        return all.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InputException(InputProblem.CommandLine, $"there are two fixtures named '{twice.Key}': rename the one in {folder}")
            : all;
    }

    private static bool IsBundle(string path) => Directory.Exists(path) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private static TemplateFixture Of(string path)
    {
        var name = path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileNameWithoutExtension(path)
            : Path.GetFileName(path);
        var folder = Path.GetDirectoryName(path)!;
        return Of(
            name,
            () => BundleReader.Open(path),
            Beside(folder, name, "incidentkit.yaml") is { } settings ? Settings.Load(settings) : null,
            Beside(folder, name, "incident.yaml") is { } incident ? IncidentFile.Load(incident) : null
        );
    }

    private static string? Beside(string folder, string name, string file) =>
        new[] { Path.Combine(folder, $"{name}.{file}"), Path.Combine(folder, file) }.FirstOrDefault(File.Exists);

    private static TemplateFixture Of(string name, Func<BundleReader> open, Settings? settings, IncidentFile? incident)
    {
        var request = new AnalysisInputs
        {
            ToolVersion = Version,
            Settings = settings,
            Incident = incident,
        };
        using var first = open();
        var report = BundleAnalyses.Run(first, () => IncidentDocument.Of(first, request));
        using var second = open();
        var day = ReportDay.OfCalendar(second.Manifest.Window.Start.InUtc().Date, DateTimeZone.Utc);
        return new TemplateFixture(
            name,
            report,
            BundleAnalyses.Run(second, () => DailyDocument.Of(second, request with { Incident = null }, day, history: null))
        );
    }
}
