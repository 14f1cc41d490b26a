using System.CommandLine;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Options;

/// <summary>The options <c>--pdf</c> and <c>--browser</c>: the HTML printed by a browser of the machine.</summary>
internal sealed class PdfOptions
{
    /// <summary>The name of the PDF of an incident's report.</summary>
    public const string Name = "incident-report.pdf";

    private readonly Option<bool> _pdf = new("--pdf") { Description = "Print the .html too, with Chromium, Chrome or Edge." };
    private readonly Option<string?> _browser = new("--browser")
    {
        Description = $"The browser that prints; default: {BrowserPlaces.Variable}, or the first that is found.",
        HelpName = "PATH",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_pdf);
        command.Add(_browser);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_pdf) && result.GetResult(_browser) is not null)
                result.AddError("--browser is for --pdf");
        });
    }

    /// <summary>Whether a PDF is asked for.</summary>
    public bool Asked(ParseResult parsed) => parsed.GetValue(_pdf);

    /// <summary>The browser to print with; null when nobody asks for a PDF.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public Browser? Find(CliHost host, ParseResult parsed) =>
        parsed.GetValue(_pdf) ? new Browser(BrowserPlaces.Find(parsed.GetValue(_browser), host.Environment), host.PrintLimit) : null;

    /// <summary>
    /// Prints the page among documents that are written, beside it. When that fails, a PDF of an earlier run does not stay
    /// beside them.
    /// </summary>
    /// <exception cref="InputException">It cannot be printed or written.</exception>
    public static async Task PrintAsync(
        CliHost host,
        Browser browser,
        IReadOnlyList<(string Path, byte[] Content)> documents,
        CancellationToken ct
    )
    {
        var (page, content) = documents.Single(d => d.Path.EndsWith(".html", StringComparison.Ordinal));
        var path = Path.ChangeExtension(page, ".pdf");
        try
        {
            host.Output.WriteLine(WholeFile.Write(path, await browser.PrintAsync(content, ct)));
        }
        catch when (File.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            Remove(path);
            throw;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the PDF fail is told; this would hide it.
        }
    }
}
