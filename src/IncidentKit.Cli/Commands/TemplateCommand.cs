using System.CommandLine;
using System.Text;
using System.Text.Json;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using IncidentKit.Basics;
using IncidentKit.Rendering.Templates;

namespace IncidentKit.Cli.Commands;

/// <summary><c>template test</c>: a team's own templates against their verified output.</summary>
internal sealed class TemplateCommand
{
    private const int LinesAround = 2;

    /// <summary>The templates that write a whole document, and from which model.</summary>
    private static readonly (string Template, Func<TemplateFixture, JsonElement> Model)[] Documents =
    [
        ("daily-gap-report.md.sbn", f => f.Daily.Model),
        ("fix.sh.sbn", f => f.Incident.Model),
        ("incident-report.md.sbn", f => f.Incident.Model),
        ("runbook.md.sbn", f => f.Incident.Model),
    ];

    private readonly CliHost _host;
    private readonly string _folder;
    private readonly bool _accept;
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private int _different;
    private int _same;

    private TemplateCommand(CliHost host, string folder, bool accept) => (_host, _folder, _accept) = (host, folder, accept);

    public static Command Create(CliHost host)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of templates, as --templates takes it." };
        var accept = new Option<bool>("--accept") { Description = "Take what is rendered as verified." };
        var test = new Verb(
            "test",
            "Renders a folder's templates on recordings and compares with the verified files "
                + "beside them (NAME.FIXTURE.verified.md). Exits with 1 when something differs.",
            "incidentkit template test templates --accept"
        )
        {
            folder,
            accept,
        };
        test.SetAction(parsed => new TemplateCommand(host, parsed.GetValue(folder)!, parsed.GetValue(accept)).Run());
        var command = new Verb("template", "Tests a team's own templates.", "incidentkit template test templates") { test };
        command.SetAction(_ =>
        {
            host.Tell("incidentkit: what of the templates? test; see template --help");
            return ExitCode.CommandLine;
        });
        return command;
    }

    private int Run()
    {
        if (!Directory.Exists(_folder))
            throw new InputException(InputProblem.CommandLine, $"there is no folder '{_folder}' of templates");
        var overrides = new TemplateRenderer(_folder).Overrides;
        if (overrides.Count == 0)
            throw new InputException(
                InputProblem.CommandLine,
                $"{_folder} holds no template: copy one of the tool's into it, such as incident-report.md.sbn"
            );
        foreach (var fixture in TemplateFixture.All(Path.Combine(_folder, "fixtures")))
        {
            foreach (var (template, model) in Documents)
                Compare(template, fixture.Name, model(fixture));
        }

        foreach (var unused in overrides.Except(_used))
            _host.Tell($"{unused} takes part in no document of these fixtures: it is not tested");
        foreach (var dangling in Dangling())
        {
            _different++;
            _host.Output.WriteLine($"{dangling} belongs to no template and fixture any more: remove it");
        }

        _host.Tell($"{_same} the same, {_different} different");
        return _different == 0 ? ExitCode.Done : ExitCode.Findings;
    }

    private void Compare(string template, string fixture, JsonElement model)
    {
        var renderer = new TemplateRenderer(_folder);
        var text = renderer.Render(template, model);
        if (renderer.OverridesRead.Count == 0)
            return;
        _used.UnionWith(renderer.OverridesRead);
        var (name, extension) = (template.Split('.')[0], template.Split('.')[1]);
        var verified = $"{name}.{fixture}.verified.{extension}";
        var received = Path.Combine(_folder, $"{name}.{fixture}.received.{extension}");
        _expected.Add(verified);
        var path = Path.Combine(_folder, verified);
        var expected = File.Exists(path) ? File.ReadAllText(path, Encoding.UTF8) : null;
        if (expected != text && !_accept)
        {
            _different++;
            WholeFile.Write(received, Encoding.UTF8.GetBytes(text));
            _host.Output.WriteLine(
                expected is null ? $"{verified} is not there yet; {Path.GetFileName(received)} is what it would be" : $"{verified} differs:"
            );
            if (expected is not null)
                Show(expected, text);
            return;
        }

        _same++;
        if (expected != text)
            _host.Output.WriteLine(WholeFile.Write(path, Encoding.UTF8.GetBytes(text)));
        File.Delete(received);
    }

    /// <summary>The lines that differ, with some around them and the number of the first in the verified file.</summary>
    private void Show(string expected, string actual)
    {
        var lines = InlineDiffBuilder.Diff(expected, actual, ignoreWhiteSpace: false).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type is ChangeType.Unchanged)
                continue;
            for (var near = Math.Max(0, i - LinesAround); near <= Math.Min(lines.Count - 1, i + LinesAround); near++)
                shown[near] = true;
        }

        var number = 1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (shown[i] && (i == 0 || !shown[i - 1]))
                _host.Output.WriteLine($"  line {number}:");
            if (shown[i])
            {
                var sign = lines[i].Type switch
                {
                    ChangeType.Inserted => '+',
                    ChangeType.Deleted => '-',
                    _ => ' ',
                };
                _host.Output.WriteLine($"  {sign} {VisibleText.Line(lines[i].Text)}".TrimEnd());
            }

            if (lines[i].Type is not ChangeType.Inserted)
                number++;
        }
    }

    /// <summary>Verified files of documents that these templates and fixtures do not make.</summary>
    private IEnumerable<string> Dangling() =>
        Directory
            .EnumerateFiles(_folder, "*.verified.*")
            .Select(path => Path.GetFileName(path))
            .Where(name =>
                Documents.Any(d => name.StartsWith(d.Template.Split('.')[0] + ".", StringComparison.Ordinal)) && !_expected.Contains(name)
            )
            .Order(StringComparer.Ordinal);
}
