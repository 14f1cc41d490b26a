using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Rendering.Templates;

namespace IncidentKit.Tests.Rendering;

public sealed class TemplateRendererTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("incidentkit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void AFolderReplacesATemplate() => Assert.Equal("# ours\n", Render("runbook.md.sbn", "# ours\n\n\n"));

    [Fact]
    public void ReplacedPartialsAreIncluded()
    {
        Write("partials/summary.md.sbn", "## In short\n");
        Assert.Contains(
            "## In short",
            new TemplateRenderer(_folder.FullName).Render("incident-report.md.sbn", SampleModel.Closed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TheSameModelGivesTheSameText() =>
        Assert.Equal(
            new TemplateRenderer().Render("incident-report.md.sbn", SampleModel.Closed),
            new TemplateRenderer().Render("incident-report.md.sbn", SampleModel.Closed)
        );

    [Theory]
    [InlineData("{{ n }} {{ d }} {{ b }} {{ nothing }}|", "42 1.50 true |")]
    [InlineData("{{ include 'partials/summary.md.sbn' }}", "a\\|b")]
    [InlineData("{{ evil | code }}", "`a|b`")]
    [InlineData("{{ evil | code_cell }} {{ 'x`y' | code_cell }}", "a\\|b ``x`y``")]
    [InlineData("{{ '2026-01-29T16:37:00Z' | utc }} {{ '2026-01-29T16:37:00Z' | clock }}", "2026-01-29 16:37:00 UTC 16:37:00")]
    [InlineData(
        "{{ 'PT6H24M40S' | duration }}, {{ 'PT27H5M' | duration }}, {{ 'PT0S' | duration }}, {{ nothing | duration | or_unknown '/x/y' }}",
        "6 h 24 min 40 s, 27 h 5 min, 0 s, unknown: denied (to know: ask)"
    )]
    [InlineData("{{ nothing | or_unknown '/z' }}", "unknown: no reason is recorded")]
    [InlineData("{{ nothing | or_unknown '/x/deep/er' }}", "unknown: deeper")]
    [InlineData("{{ nothing | or_unknown '/xy' }}", "unknown: no reason is recorded")]
    [InlineData(
        "{{ ['e1', 'input:a b.yaml:3'] | cite }}{{ for c in cited }} {{ c.label }}={{ c.record ? c.record.service : c.id }}{{ end }}",
        "[^e1] [^input:a-b.yaml:3] e1=ecs input:a-b.yaml:3=input:a b.yaml:3"
    )]
    [InlineData("{{ 'dataCollection' | words }} {{ 'Not ours' | words }}", "data collection Not ours")]
    [InlineData("{{ {a: 1} | json | fence 'json' }}", "```json\n{\n  \"a\": 1\n}\n```")]
    public void Writes(string template, string expected)
    {
        Write("partials/summary.md.sbn", "{{ evil }}");
        Assert.Equal(expected + "\n", Render("runbook.md.sbn", template));
    }

    [Theory]
    [InlineData("x\n{{ missing }}", "(2,4): The variable or function `missing` was not found")]
    [InlineData("{{ n.deep }}", "")]
    [InlineData("{{ empty.missing }}", "")]
    [InlineData("{{ if }}", "")]
    [InlineData("{{ date.now }}", "(1,4): The variable or function `date` was not found")]
    [InlineData("{{ timespan.zero }}", "")]
    [InlineData("{{ math.uuid }}", "")]
    [InlineData("{{ regex.match 'a' 'b' }}", "")]
    [InlineData("{{ 'x' | object.eval }}", "")]
    [InlineData("{{ 'x' | object.eval_template }}", "")]
    [InlineData("{{ include '/etc/passwd' }}", "(1,4): there is no template of that name")]
    [InlineData("{{ include 'partials/sumary.md.sbn' }}", "did you mean 'partials/summary.md.sbn'?")]
    [InlineData("{{ include 'fix.sh.sbn' }}", "writes another language")]
    [InlineData("{{ include 'runbook.md.sbn' }}", "")]
    [InlineData("{{ func f; f; end; f }}", "")]
    [InlineData("{{ evil.x = 1 }}", "")]
    [InlineData("{{ empty.x = 1 }}", "")]
    [InlineData("{{ while true; end }}", "")]
    [InlineData("{{ 'yesterday' | utc }}", "'yesterday' is not an instant")]
    [InlineData("{{ 'x' * 2000000000 }}", "")]
    [InlineData("{{ x = 'x'; for i in 1..40; x = x + x; end; x }}", "")]
    [InlineData("{{ x = 'x' * 1000; for i in 1..900000; x; end }}", "")]
    [InlineData("{{ 1..2000000000 | array.join ',' }}", "")]
    [InlineData("{{ 1..2000000000 | array.size }}", "")]
    public void AMistakeIsOneLineWithItsPlace(string template, string expected)
    {
        var e = Assert.Throws<InputException>(() => Render("runbook.md.sbn", template));
        Assert.Equal(InputProblem.Content, e.Problem);
        Assert.Matches(@"^template runbook\.md\.sbn\(\d+,\d+\): .*[^\n]$", e.Message);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMistakeInAPartialNamesThePartial()
    {
        Write("partials/summary.md.sbn", "\n  {{ missing }}");
        Assert.StartsWith(
            "template partials/summary.md.sbn(2,6): ",
            Assert
                .Throws<InputException>(() => new TemplateRenderer(_folder.FullName).Render("incident-report.md.sbn", SampleModel.Closed))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TimeIsLimited()
    {
        Write("runbook.md.sbn", "{{ for a in 1..100000; for b in 1..100000; end; end }}");
        var e = Assert.Throws<InputException>(() =>
            new TemplateRenderer(_folder.FullName, TimeSpan.FromSeconds(0.02)).Render("runbook.md.sbn", SampleModel.Closed)
        );
        Assert.Matches(@"^template runbook\.md\.sbn\(1,\d+\): took longer than 0\.02 s$", e.Message);
    }

    [Fact]
    public void AnUnknownTemplateInTheFolderIsRefused()
    {
        Write("incident-reprt.md.sbn", "");
        Assert.Equal(
            "template incident-reprt.md.sbn: there is no template of that name; did you mean 'incident-report.md.sbn'?",
            Assert.Throws<InputException>(() => new TemplateRenderer(_folder.FullName)).Message
        );
    }

    [Fact]
    public void AMissingFolderIsRefused() =>
        Assert.Throws<InputException>(() => new TemplateRenderer(Path.Combine(_folder.FullName, "none")));

    [Fact]
    public void ALargeReportIsNotCut()
    {
        string rows = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"row {i} of many\""));
        Write("runbook.md.sbn", "{{ for r in rows }}* {{ r }}\n{{ end }}");
        string text = new TemplateRenderer(_folder.FullName).Render(
            "runbook.md.sbn",
            JsonDocument.Parse($"{{\"rows\":[{rows}]}}").RootElement
        );
        Assert.EndsWith("* row 99999 of many\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTemplateIsDocumented()
    {
        string readme = File.ReadAllText(Path.Combine(SampleModel.Folder, "../../../templates/README.md"));
        Assert.True(TemplateRenderer.Names.Count > 20);
        Assert.DoesNotContain(
            TemplateRenderer.Names,
            n => !n.StartsWith("rules/", StringComparison.Ordinal) && !readme.Contains($"`{n}`", StringComparison.Ordinal)
        );
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Render(string name, string template)
    {
        Write(name, template);
        using var model = JsonDocument.Parse(
            """
            {"n":42,"d":1.50,"b":true,"nothing":null,"evil":"a|b","empty":{},
             "evidence":[{"id":"e1","service":"ecs"}],
             "basis":[{"pointer":"/x","kind":"unknown","evidence":[],"by":null,"reason":"denied","toKnow":"ask"},
                      {"pointer":"/x/deep","kind":"unknown","evidence":[],"by":null,"reason":"deeper","toKnow":null}]}
            """
        );
        return new TemplateRenderer(_folder.FullName).Render(name, model.RootElement);
    }
}
