using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Options;

/// <summary>
/// The option <c>--ping</c>: tells an outside watchdog that a command ran, and how it ended. The
/// watchdog alarms when nothing came. Exit code 0 asks for the URL itself, 1 for <c>URL/fail</c>, any
/// other for <c>URL/CODE</c>, as healthchecks.io has it (https://healthchecks.io/docs/http_api/).
/// </summary>
internal static class PingOption
{
    private const string Name = "--ping";

    /// <summary>How long the watchdog has to answer, from the first packet to the head of its answer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static Option<Uri?> Create() =>
        new(Name)
        {
            Description =
                "Tell a watchdog how it ended: GET URL at exit code 0, URL/fail "
                + "at 1, URL/CODE at any other. It never changes the exit code.",
            HelpName = "URL",
            CustomParser = Url,
        };

    /// <summary>
    /// Asks for the URL of an exit code where the command line names one. A watchdog that cannot be reached is one line on standard error.
    /// </summary>
    /// <param name="host">Where to tell.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="code">How the command ended.</param>
    /// <param name="ct">Cancels the wait.</param>
    public static async Task TellAsync(CliHost host, ParseResult parsed, int code, CancellationToken ct)
    {
        if (parsed.CommandResult.Command.Options.OfType<Option<Uri?>>().SingleOrDefault(o => o.Name == Name) is not { } option)
            return;
        // The help of a command is no run of it.
        if (parsed.GetValue(option) is not { } url || parsed.Action != parsed.CommandResult.Command.Action)
            return;
        try
        {
            // A host that hangs while its name is looked up must not hold the command either.
            using var client = new HttpClient { Timeout = Limit };
            using var answer = await client.GetAsync(For(url, code), HttpCompletionOption.ResponseHeadersRead, ct).WaitAsync(Limit, ct);
            if (!answer.IsSuccessStatusCode)
                host.Tell($"incidentkit: {Name}: {url.Host} answered {(int)answer.StatusCode}");
        }
        catch (Exception e)
        {
            var why = e is OperationCanceledException or TimeoutException ? $"no answer within {Limit.TotalSeconds:0} s" : e.Message;
            host.Tell($"incidentkit: {Name}: {url.Host} was not reached: {why}");
        }
    }

    /// <summary>The URL of an exit code; a query stays behind the path.</summary>
    internal static Uri For(Uri url, int code)
    {
        if (code == ExitCode.Done)
            return url;
        var at = new UriBuilder(url);
        at.Path = $"{at.Path.TrimEnd('/')}/{(code == ExitCode.Findings ? "fail" : $"{code}")}";
        return at.Uri;
    }

    private static Uri? Url(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        given.AddError($"{Name} '{VisibleText.Line(text)}' is not a URL: write https://host/path");
        return null;
    }
}
