using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>A Chromium, Chrome or Edge of the machine, which prints a page.</summary>
/// <param name="path">Its program.</param>
/// <param name="limit">How long it may take.</param>
internal sealed class Browser(string path, TimeSpan limit)
{
    private const int MostErrorText = 4_096;

    /// <summary>A page of text has some hundred kilobytes.</summary>
    private const int LargestDocument = 256 << 20;

    /// <summary>How long the streams of an ended browser are still read: a process that it has left may hold them open.</summary>
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(1);

    /// <summary>Prints a page that loads nothing. The browser has a profile of its own, which is removed, and no network.</summary>
    /// <returns>The PDF.</returns>
    /// <exception cref="InputException">The browser cannot be started, fails, takes too long, or prints nothing.</exception>
    public async Task<byte[]> PrintAsync(byte[] page, CancellationToken ct)
    {
        using var scratch = ScratchFolder.Create("pdf");
        var (source, printed) = (Path.Combine(scratch.FullPath, "report.html"), Path.Combine(scratch.FullPath, "report.pdf"));
        WholeFile.Write(source, page);
        var (code, said) = await RunAsync(scratch.FullPath, [.. Options(scratch.FullPath, printed), new Uri(source).AbsoluteUri], ct);
        if (code != 0)
            throw Failed($"it ended with exit code {code}{said}");
        if (!File.Exists(printed))
            throw Failed($"it wrote nothing{said}; one of Snap sees no temporary files: set TMPDIR to a folder that it sees");
        try
        {
            var document = InputFile.ReadAll(printed, LargestDocument);
            return IsWhole(document) ? document : throw Failed($"what it wrote is no whole PDF{said}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed($"what it wrote cannot be read: {e.Message}", e);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> document) =>
        document.StartsWith("%PDF-"u8) && document[Math.Max(0, document.Length - 1_024)..].IndexOf("%%EOF"u8) >= 0;

    private static IEnumerable<string> Options(string scratch, string printed)
    {
        yield return "--headless";
        yield return "--disable-gpu";
        yield return $"--user-data-dir={Path.Combine(scratch, "profile")}";
        yield return "--no-first-run";
        yield return "--no-default-browser-check";
        // No name is found and nothing is asked in the background: what a report says stays on the machine.
        yield return "--host-resolver-rules=MAP * ~NOTFOUND";
        yield return "--disable-background-networking";
        yield return "--disable-component-update";
        yield return "--disable-domain-reliability";
        yield return "--disable-sync";
        yield return "--disable-extensions";
        yield return "--disable-breakpad";
        // Containers give /dev/shm 64 MB, which a long report exceeds.
        yield return "--disable-dev-shm-usage";
        // The sandbox refuses to start as root. The page is the tool's own: it runs no script and loads nothing.
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
            yield return "--no-sandbox";
        // The option had another name before Chrome 112.
        yield return "--no-pdf-header-footer";
        yield return "--print-to-pdf-no-header";
        yield return "--generate-pdf-document-outline";
        yield return $"--print-to-pdf={printed}";
    }

    private async Task<(int Code, string Said)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            CreateNoWindow = true,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is ExternalException or IOException)
        {
            throw Failed($"it cannot be started: {e.Message}", e);
        }

        process.StandardInput.Close();
        var output = LastAsync(process.StandardOutput);
        var error = LastAsync(process.StandardError);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timer.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Failed($"it took longer than {limit.TotalSeconds:0.#} s");
        }
        finally
        {
            // Whatever happened, nothing of it goes on: its profile is about to be removed.
            Kill(process);
        }

        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(TimeToRead, CancellationToken.None));
        return (process.ExitCode, error.IsCompletedSuccessfully ? Said(await error) : "");
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeToRead);
        }
        catch (Exception e) when (e is InvalidOperationException or ExternalException or AggregateException or NotSupportedException)
        {
            // It ended by itself.
        }
    }

    private static async Task<string> LastAsync(StreamReader stream)
    {
        var last = new StringBuilder();
        var buffer = new char[MostErrorText];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0; )
        {
            last.Append(buffer, 0, read);
            if (last.Length > MostErrorText)
                last.Remove(0, last.Length - MostErrorText);
        }

        return last.ToString();
    }

    private static string Said(string error) =>
        error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() is { } line
            ? $" ({VisibleText.Line(line[..Math.Min(line.Length, 200)])})"
            : "";

    private InputException Failed(string why, Exception? inner = null) =>
        new(
            InputProblem.Output,
            $"no PDF was made, {path} did not print: {why}; name another browser with --browser, or print the .html from one",
            inner
        );
}
