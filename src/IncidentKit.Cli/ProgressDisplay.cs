using System.Collections.Concurrent;
using IncidentKit.Aws;
using IncidentKit.Basics;
using Spectre.Console;

namespace IncidentKit.Cli;

/// <summary>
/// Shows how a recording goes. A terminal sees it in place. Elsewhere it
/// is plain lines: one for each source, then one for each hundred calls.
/// </summary>
internal sealed class ProgressDisplay : IProgress<CollectionProgress>, IAsyncDisposable
{
    private const int CallsPerLine = 100;
    private readonly CliHost _host;
    private readonly ConcurrentDictionary<string, CollectionProgress> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Source, int Calls), bool> _throttled = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _shown;
    private volatile StatusContext? _status;

    private ProgressDisplay(CliHost host)
    {
        _host = host;
        _shown = host.Interactive ? ShowAsync() : Task.CompletedTask;
    }

    /// <summary>Begins to show progress on standard error.</summary>
    public static ProgressDisplay Start(CliHost host) => new(host);

    /// <inheritdoc/>
    public void Report(CollectionProgress value)
    {
        _latest[value.Source] = value;
        if (_host.Interactive)
            _status?.Status(
                Markup.Escape(VisibleText.Line($"{value.Source}: {Calls(value)}; {_latest.Values.Sum(p => p.Calls)} calls in all"))
            );
        else if (value.Throttled ? _throttled.TryAdd((value.Source, value.Calls), true) : value.Calls % CallsPerLine == 1)
            _host.Tell($"{value.Source}: {Calls(value)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _shown;
    }

    private static string Calls(CollectionProgress value) =>
        $"{value.Calls} calls"
        + (value.Throttled ? ", throttled, waiting" : "")
        + (value.Failed > 0 ? $", {value.Failed} failed" : "")
        + (value.Resumed ? ", going on from the interrupted recording" : "");

    private Task ShowAsync()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_host.Cursor) });
        return console
            .Status()
            .StartAsync(
                "recording",
                async context =>
                {
                    _status = context;
                    await _ended.Task;
                }
            );
    }
}
