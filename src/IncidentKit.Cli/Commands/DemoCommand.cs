using System.CommandLine;
using System.Text;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Reports;

namespace IncidentKit.Cli.Commands;

/// <summary><c>demo</c>: the whole pipeline on the recordings that ship with the tool.</summary>
internal static class DemoCommand
{
    public static Command Create(CliHost host)
    {
        var output = new Option<string>("--out") { Description = "The folder to write to.", HelpName = "DIR", DefaultValueFactory = _ => "incidentkit-demo" };
        var command = new Verb("demo", "Makes the reports of one incident from two recordings that ship with the tool; needs nothing.", "incidentkit demo --out out") { output };
        command.SetAction(parsed => Run(host, parsed.GetValue(output)!));
        return command;
    }

    private static int Run(CliHost host, string folder)
    {
        var settings = Settings.Parse("incidentkit.yaml", Encoding.UTF8.GetString(Resource("incidentkit.yaml")));
        var incident = IncidentFile.Parse("incident.yaml", Encoding.UTF8.GetString(Resource("incident.yaml")));
        var during = Analyse("freeze-open", settings, null);
        var after = Analyse("freeze-closed", settings, incident);
        string[] inputs = ["freeze-open.zip", "freeze-closed.zip", "incidentkit.yaml", "incident.yaml"];
        WholeFile.WriteAll([.. inputs.Select(name => (Path.Combine(folder, "bundles", name), Resource(name)))]);
        foreach (var path in during.WriteTo(Path.Combine(folder, "during")).Concat(after.WriteTo(Path.Combine(folder, "after"))))
            host.Output.WriteLine(path);
        var bundles = Path.Combine(folder, "bundles");
        host.Tell($"Read {Path.Combine(folder, "after", "incident-report.html")} first. The same again, from the recording:");
        host.Tell($"  incidentkit report {Path.Combine(bundles, "freeze-closed.zip")} --incident {Path.Combine(bundles, "incident.yaml")} --config {Path.Combine(bundles, "incidentkit.yaml")} --out again");
        return ExitCode.Done;
    }

    private static IncidentDocumentSet Analyse(string bundle, Settings settings, IncidentFile? incident)
    {
        using var reader = BundleReader.Open(new MemoryStream(Resource(bundle + ".zip")), bundle + ".zip");
        return IncidentDocumentSet.Of(reader, new ReportRequest { Settings = settings, Incident = incident, ToolVersion = CliHost.Version }, templates: null);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(DemoCommand).Assembly.GetManifestResourceStream($"demo/{name}") ?? throw new InvalidOperationException($"the tool was built without demo/{name}");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
