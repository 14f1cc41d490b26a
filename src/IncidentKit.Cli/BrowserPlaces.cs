using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>Finds a browser that prints: Chromium, Chrome or Edge.</summary>
internal static class BrowserPlaces
{
    /// <summary>The variable of the environment that names one.</summary>
    public const string Variable = "INCIDENTKIT_BROWSER";

    private static readonly string[] Names =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
        "microsoft-edge-stable",
        "msedge",
        "chrome-headless-shell",
    ];

    private static readonly string[] OnLinux =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/microsoft-edge",
        "/usr/lib/chromium/chromium",
        "/usr/lib64/chromium-browser/chromium-browser",
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
        "/snap/bin/chromium",
    ];

    private static readonly string[] OnMac =
    [
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static readonly string[] OnWindows =
    [
        @"Google\Chrome\Application\chrome.exe",
        @"Chromium\Application\chrome.exe",
        @"Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>The program of a browser.</summary>
    /// <param name="named">The one that the command line names; null when it names none.</param>
    /// <param name="environment">The environment's variables by name.</param>
    /// <exception cref="InputException">The named one is not there, or none is found.</exception>
    public static string Find(string? named, Func<string, string?> environment)
    {
        if (named is not null)
            return Named(named, "--browser", environment);
        if (environment(Variable) is { Length: > 0 } variable)
            return Named(variable, Variable, environment);
        return InPath(Names, environment).Concat(Usual(environment)).FirstOrDefault(File.Exists)
            ?? throw new InputException(
                InputProblem.CommandLine,
                "--pdf needs Chromium, Chrome or Edge, and none is found: install one, name it with --browser PATH or "
                    + $"{Variable}, or leave --pdf out and print the .html from any browser"
            );
    }

    private static string Named(string named, string by, Func<string, string?> environment)
    {
        var isName = Path.GetFileName(named) == named && !File.Exists(named);
        return (isName ? InPath([named], environment) : [Path.GetFullPath(named)]).FirstOrDefault(File.Exists)
            ?? throw new InputException(InputProblem.CommandLine, $"{by}: there is no program {named}");
    }

    private static IEnumerable<string> InPath(IReadOnlyList<string> names, Func<string, string?> environment)
    {
        var folders = (environment("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        // A relative folder would run what lies where somebody happens to stand.
        return names
            .SelectMany(_ => folders.Where(Path.IsPathFullyQualified), (name, folder) => Path.Combine(folder, name))
            .SelectMany(path =>
                ending.Length > 0 && !path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? [path + ending] : new[] { path }
            );
    }

    private static IEnumerable<string> Usual(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
            return Within(OnWindows, environment("ProgramFiles"), environment("ProgramFiles(x86)"), environment("LocalAppData"));
        return OperatingSystem.IsMacOS()
            ? Within(OnMac, "/Applications", environment("HOME") is { } home ? Path.Combine(home, "Applications") : null)
            : OnLinux;
    }

    private static IEnumerable<string> Within(string[] places, params string?[] folders) =>
        folders.OfType<string>().SelectMany(folder => places.Select(place => Path.Combine(folder, place)));
}
