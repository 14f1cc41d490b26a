using System.CommandLine;
using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands;

/// <summary><c>demo</c>: the whole pipeline on the recordings that ship with the tool.</summary>
internal static class DemoCommand
{
    public static Command Create(CliHost host)
    {
        var output = new Option<string>("--out")
        {
            Description = "The folder to write to.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "incidentkit-demo",
        };
        var command = new Verb(
            "demo",
            "Makes the reports of one incident from two recordings that ship with the tool; needs nothing.",
            "incidentkit demo --out out"
        )
        {
            output,
        };
        command.SetAction((parsed, _) => RunAsync(host, parsed.GetValue(output)!));
        return command;
    }

    private static async Task<int> RunAsync(CliHost host, string folder)
    {
        var settings = DemoFile.Settings();
        var incident = IncidentFile.Parse("incident.yaml", Encoding.UTF8.GetString(DemoFile.Read("incident.yaml")));
        var during = Task.Run(() => Documents("freeze-open", settings, null, Path.Combine(folder, "during")));
        var after = Task.Run(() => Documents("freeze-closed", settings, incident, Path.Combine(folder, "after")));
        IReadOnlyList<(string Path, byte[] Content)> documents = [.. await during, .. await after];
        WholeFile.WriteAll([.. documents, .. DemoFile.Names.Select(name => (Path.Combine(folder, "bundles", name), DemoFile.Read(name)))]);
        foreach (var (path, _) in documents)
            host.Output.WriteLine(path);
        var bundles = Path.Combine(folder, "bundles");
        host.Tell($"Read {Path.Combine(folder, "after", "incident-report.html")} first. The same again, from the recording:");
        host.Tell(
            $"  incidentkit report {Path.Combine(bundles, "freeze-closed.zip")} "
                + $"--incident {Path.Combine(bundles, "incident.yaml")} --config {Path.Combine(bundles, "incidentkit.yaml")} --out again"
        );
        return ExitCode.Done;
    }

    private static IReadOnlyList<(string Path, byte[] Content)> Documents(
        string bundle,
        Settings settings,
        IncidentFile? incident,
        string folder
    )
    {
        using var reader = BundleReader.Open(new MemoryStream(DemoFile.Read(bundle + ".zip")), bundle + ".zip");
        var request = new AnalysisInputs
        {
            Settings = settings,
            Incident = incident,
            ToolVersion = CliHost.Version,
        };
        return IncidentDocumentSet.Of(reader, request, templates: null).In(folder);
    }
}
