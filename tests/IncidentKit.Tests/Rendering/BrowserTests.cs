using System.Text.Json;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Rendering;

/// <summary>The page and the diagrams in a browser.</summary>
public sealed class BrowserTests
{
    /// <summary>Measures the page from inside: what is wider than the page, too faint, or without a name.</summary>
    private const string Probe = """
        <script>
        addEventListener('load', () => {
          document.querySelectorAll('details').forEach(d => d.open = true);
          const rgb = c => c.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
          const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > .9) return c; } return [255, 255, 255]; };
          const faint = [...document.querySelectorAll('p,td,th,li,h1,h2,h3,a,code,summary,text')].filter(e => e.textContent.trim()).filter(e => {
            const style = getComputedStyle(e), a = light(rgb(e instanceof SVGElement ? style.fill : style.color)), b = light(back(e));
            return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5; });
          const inside = e => { for (e = e.parentElement; e; e = e.parentElement) if (['auto', 'hidden', 'scroll'].includes(getComputedStyle(e).overflowX)) return true; return false; };
          const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !inside(e));
          const shown = [...document.querySelectorAll('svg')].filter(e => e.getClientRects().length), texts = shown.flatMap(s => [...s.querySelectorAll('text')]);
          const box = e => e.getBoundingClientRect(), label = e => e.lastChild.textContent.slice(0, 60);
          const outside = texts.filter(t => box(t).left < box(t.ownerSVGElement).left - 1 || box(t).right > box(t.ownerSVGElement).right + 1);
          const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
          const met = texts.flatMap((a, i) => texts.slice(i + 1).filter(b => meet(box(a), box(b))).map(b => label(a) + ' / ' + label(b)));
          document.body.innerHTML = '<pre id="answer">' + JSON.stringify({ width: document.documentElement.scrollWidth - innerWidth, wide: wide.map(e => e.tagName + ' ' + e.textContent.slice(0, 60)),
            faint: faint.map(e => e.tagName + ' ' + e.textContent.slice(0, 60)), pictures: shown.map(s => s.getAttribute('class')), outside: outside.map(label), met,
            lanes: shown[0].querySelectorAll('g:not(.log)').length, logs: shown[0].querySelectorAll('g.log').length, errors: window.failures }).replace(/&/g, '&amp;').replace(/</g, '&lt;') + '</pre>';
        });
        window.failures = []; addEventListener('error', e => failures.push(e.message));
        </script>
        """;

    [Theory]
    [InlineData("sample hostile", 1280, false)]
    [InlineData("sample hostile", 390, false)]
    [InlineData("single", 1280, true)]
    [InlineData("single", 390, false)]
    [InlineData("month", 390, true)]
    [InlineData("several", 1280, true)]
    [InlineData("several", 390, false)]
    [InlineData("logs", 1280, false)]
    [InlineData("logs", 390, true)]
    public async Task PageFitsAndCanBeRead(string name, int width, bool dark)
    {
        var report = name == "sample hostile" ? SampleModel.Hostile : IncidentKinds.Report(name);
        var page = HtmlRenderer.ToHtml(new TemplateRenderer().Render("incident-report.md.sbn", report), "Incident", report);
        // The page forbids scripts; the copy that is measured carries one.
        page =
            page[..page.IndexOf("<meta http-equiv", StringComparison.Ordinal)]
            + Probe
            + page[page.IndexOf("<meta name=\"viewport\"", StringComparison.Ordinal)..];
        var answer = await AskAsync(page, width, dark);
        Assert.Equal(report.GetProperty("lanes").GetArrayLength(), answer.GetProperty("lanes").GetInt32());
        Assert.Equal(report.GetProperty("logActivity").GetArrayLength(), answer.GetProperty("logs").GetInt32());
        Assert.Equal([width > 1_000 ? "wide" : "narrow"], answer.GetProperty("pictures").EnumerateArray().Select(e => e.GetString()));
        Assert.Empty(answer.GetProperty("outside").EnumerateArray().Select(e => e.GetString()));
        Assert.Empty(answer.GetProperty("met").EnumerateArray().Select(e => e.GetString()));
        Assert.Empty(answer.GetProperty("errors").EnumerateArray());
        Assert.Empty(answer.GetProperty("wide").EnumerateArray().Select(e => e.GetString()));
        Assert.Empty(answer.GetProperty("faint").EnumerateArray().Select(e => e.GetString()));
        Assert.True(answer.GetProperty("width").GetInt32() <= 0);
    }

    /// <summary>The package from npm is fetched by .ci/run; without it the test says so.</summary>
    [Fact]
    public async Task DiagramsRender()
    {
        var mermaid =
            Environment.GetEnvironmentVariable("INCIDENTKIT_MERMAID")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/incidentkit/mermaid.min.js");
        Assert.SkipUnless(File.Exists(mermaid), "the mermaid package is not there; .ci/run fetches it from npm");
        string[] diagrams =
        [
            .. IncidentKinds.Names.Select(IncidentKinds.Report).Append(SampleModel.Hostile).Select(Diagram).OfType<string>(),
        ];
        Assert.True(diagrams.Length >= 6);
        var answer = await AskAsync(
            $$"""
            <!DOCTYPE html><meta charset="utf-8"><body><script src="file://{{mermaid}}"></script><script>
            (async () => {
              mermaid.initialize({ startOnLoad: false });
              const out = [];
              for (const [i, d] of {{JsonSerializer.Serialize(diagrams)}}.entries())
                try { const { svg } = await mermaid.render('d' + i, d); out.push(svg.includes('<rect') ? 'drawn' : 'empty'); } catch (e) { out.push(e.message); }
              document.body.innerHTML = '<pre id="answer">' + JSON.stringify({ out }).replace(/</g, '&lt;') + '</pre>';
            })();
            </script>
            """,
            1280,
            dark: false
        );
        Assert.All(answer.GetProperty("out").EnumerateArray(), o => Assert.Equal("drawn", o.GetString()));
    }

    private static string? Diagram(JsonElement report)
    {
        var markdown = new TemplateRenderer().Render("incident-report.md.sbn", report);
        var start = markdown.IndexOf("```mermaid\n", StringComparison.Ordinal);
        return start < 0 ? null : markdown[(start + 11)..markdown.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private static async Task<JsonElement> AskAsync(string page, int width, bool dark)
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("page.html");
        await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);
        string[] arguments =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            $"--user-data-dir={folder.PathOf("profile")}",
            $"--window-size={width},2000",
            "--virtual-time-budget=20000",
            .. dark ? ["--blink-settings=preferredColorScheme=0"] : Array.Empty<string>(),
            "--dump-dom",
            $"file://{file}",
        ];
        var html = await InstalledProgram.OutputAsync("chromium", arguments);
        // The script that writes the answer stands in the page too, before it.
        var start = html.LastIndexOf("<pre id=\"answer\">", StringComparison.Ordinal);
        Assert.True(start >= 0, html.Length > 2_000 ? html[..2_000] : html);
        return JsonDocument
            .Parse(System.Net.WebUtility.HtmlDecode(html[(start + 17)..html.IndexOf("</pre>", start, StringComparison.Ordinal)]))
            .RootElement;
    }
}
