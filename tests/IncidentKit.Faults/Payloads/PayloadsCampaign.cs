using System.Diagnostics;
using System.Text;
using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Payloads;

/// <summary>
/// Puts text that means to be obeyed into each field of a recording and of what people write, makes every document and every print of it,
/// and judges each: no character that cannot be seen, no markup, no command.
/// </summary>
public static class PayloadsCampaign
{
    private const string Canary = "ik-canary";

    /// <summary>What the terminal obeys, the eye does not see, a browser or a shell runs.</summary>
    private static readonly (string Name, string Text)[] Payloads =
    [
        ("escape", "\u001B[31m\u001B]0;x\u0007"),
        ("control", "\u0001\u0008\u007F\u009B1m"),
        ("lines", "\r\nsecond\n# third\n\u2028fourth\u0085fifth"),
        ("bidi", "\u202Ecod.\u2066x\u2069\u200F"),
        ("invisible", "\u200B\u2060\uFEFF\u00AD\U000E0041"),
        ("html", "\"'><img src=x onerror=ikx()><script>ikx()</script><!--"),
        ("markdown", "](javascript:ikx()) ![x](https://ikx.example/p) | a | <b>ikx</b> `x` [y]: https://ikx.example"),
        ("shell", $"';touch {Canary}; $(touch {Canary}) `touch {Canary}`\ntouch {Canary}\n#\" \\"),
        ("here-document", $"\nUSAGE\ntouch {Canary}\nEOF\n"),
        ("template", "{{ 1 + 1 }}{{ include 'x' }}%}"),
        ("json", "\",\"ikx\":{\"a\":[1\\u0000"),
        ("format", "%s%n%d{0}$1${IFS}"),
    ];

    /// <summary>What people write: each line of incident.yaml and incidentkit.yaml, and the report that is audited.</summary>
    private static readonly string[] Inputs =
    [
        "incident title",
        "incident status",
        "note text",
        "note author",
        "service name",
        "audited report",
    ];

    /// <summary>Tries as many as the budget has, in an order that its seed draws.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, CancellationToken ct)
    {
        InProcess.UseNoRealAccount();
        var began = Stopwatch.GetTimestamp();
        var bundle = new PayloadBundle();
        var cases = bundle.Fields.Concat(Inputs).SelectMany(field => Payloads.Select(payload => (field, payload))).ToArray();
        new Random(budget.Seed).Shuffle(cases);
        var (wrong, tried) = (new List<string>(), new SortedDictionary<string, (int Cases, int Wrong)>(StringComparer.Ordinal));
        foreach (var (field, payload) in cases.Take(budget.Cases))
        {
            if (Duration.FromTimeSpan(Stopwatch.GetElapsedTime(began)) > budget.Time)
                break;
            var found = await TryAsync(bundle, field, payload.Text, ct);
            wrong.AddRange(found.Select(what => $"{payload.Name} in {field}: {what}"));
            var (count, bad) = tried.GetValueOrDefault(payload.Name);
            tried[payload.Name] = (count + 1, bad + (found.Count > 0 ? 1 : 0));
        }

        return new(
            ["payload", "fields", "wrong"],
            [.. tried.Select(row => (IReadOnlyList<string>)[row.Key, $"{row.Value.Cases}", $"{row.Value.Wrong}"])],
            tried.Values.Sum(row => row.Cases),
            wrong
        );
    }

    private static async Task<IReadOnlyList<string>> TryAsync(PayloadBundle recording, string field, string payload, CancellationToken ct)
    {
        using var folder = new TemporaryFolder();
        var texts = new List<(string Name, string Text)>();
        var wrong = new List<string>();
        var (bundle, incident, settings) = (folder.PathOf("bundle"), folder.PathOf("incident.yaml"), folder.PathOf("incidentkit.yaml"));
        recording.Write(bundle, field, payload);
        await File.WriteAllTextAsync(
            incident,
            $"title: {In("incident title", "Jobs stood still")}\nstatus: {In("incident status", "open")}\nnotes:\n"
                + $"  - at: 2026-01-29T23:03:00Z\n    by: {In("note author", "ops")}\n    text: {In("note text", "All 13 schedules froze.")}\n",
            ct
        );
        await File.WriteAllTextAsync(
            settings,
            $"market: XNYS\nservices:\n  {In("service name", "dispatcher")}:\n    role: trading\n    schedules: [ops-pipeline-dispatcher]\n",
            ct
        );
        var report = folder.PathOf("postmortem.md");
        await File.WriteAllTextAsync(
            report,
            $"# Incident {(field == "audited report" ? payload : "")}\n\nIt lasted 5 minutes, from 10:00 to 11:00 UTC{(field == "audited report" ? payload : "")}.\n",
            ct
        );

        string[] inputs = ["--incident", incident, "--config", settings];
        await RunAsync(["report", bundle, .. inputs, "--out", folder.PathOf("documents")]);
        await RunAsync(["daily", bundle, "--date", "2026-01-29", "--config", settings, "--out", folder.PathOf("daily")]);
        await RunAsync(["fix", bundle, .. inputs]);
        await RunAsync(["runbook", bundle, .. inputs]);
        await RunAsync(["check", bundle, "--config", settings]);
        foreach (var format in new[] { "text", "json", "sarif" })
            await RunAsync(["audit", report, bundle + payload.ReplaceLineEndings(""), "--format", format, "--bundle", bundle]);
        foreach (var made in new[] { "documents", "daily" }.Select(folder.PathOf).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(made))
                texts.Add((Path.GetFileName(file), await File.ReadAllTextAsync(file, ct)));
        }

        foreach (var (name, text) in texts)
            wrong.AddRange(Judge(name, text).Select(what => $"{name} {what}"));
        if (File.Exists(Path.Combine(folder.PathOf("documents"), "fix.sh")))
            wrong.AddRange(await RunScriptAsync(folder, ct));
        return [.. wrong.Distinct(StringComparer.Ordinal)];

        string In(string input, string text) => JsonSerializer.Serialize(input == field ? text + payload : text);

        async Task RunAsync(string[] args)
        {
            var ending = await InProcess.RunAsync(args);
            if (ending.Wrong(Duration.FromSeconds(20)) is { } why)
                wrong.Add($"{args[0]}: {why}");
            texts.Add(($"output of {string.Join(' ', args.Where(arg => !arg.Contains('/', StringComparison.Ordinal)))}", ending.Output));
            texts.Add(($"error stream of {args[0]}", ending.Error));
        }
    }

    private static IEnumerable<string> Judge(string name, string text)
    {
        if (text.EnumerateRunes().FirstOrDefault(IsHidden) is { Value: not 0 } hidden)
            yield return $"holds U+{hidden.Value:X4}";
        if (name.EndsWith(".html", StringComparison.Ordinal) && Markup(text) is { } markup)
            yield return $"holds {markup}";
        if (
            name.EndsWith(".json", StringComparison.Ordinal)
            || name.Contains("json", StringComparison.Ordinal)
            || name.Contains("sarif", StringComparison.Ordinal)
        )
        {
            if (text.Length > 0 && !IsJson(text))
                yield return "is no JSON";
        }
    }

    private static string? Markup(string html) =>
        new[] { "<img src=x", "<script>ikx", "href=\"javascript:", "src=\"https://ikx", "<b>ikx" }.FirstOrDefault(html.Contains);

    /// <summary>What a terminal obeys or what nobody sees (Unicode TR 36), in a list of its own.</summary>
    private static bool IsHidden(Rune rune) =>
        rune.Value is (< 0x20 and not ('\n' or '\t')) or (>= 0x7F and < 0xA0) or (>= 0x200B and <= 0x200F and not (0x200C or 0x200D))
        || rune.Value is (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF or 0x61C or (>= 0xE0000 and <= 0xE007F);

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Runs the script with tools that only say that they were called: no word of it may be a command.</summary>
    private static async Task<IReadOnlyList<string>> RunScriptAsync(TemporaryFolder folder, CancellationToken ct)
    {
        var tools = Directory.CreateDirectory(folder.PathOf("tools")).FullName;
        foreach (var tool in new[] { "aws", "diff" })
        {
            await File.WriteAllTextAsync(Path.Combine(tools, tool), "#!/bin/sh\necho '{}'\n", ct);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(tools, tool), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = folder.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(folder.PathOf("documents"), "fix.sh"));
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        using var script = Process.Start(start)!;
        script.StandardInput.Close();
        var (output, error) = (script.StandardOutput.ReadToEndAsync(ct), script.StandardError.ReadToEndAsync(ct));
        await script.WaitForExitAsync(ct);
        var printed = await output + await error;
        return
        [
            .. File.Exists(folder.PathOf(Canary)) ? ["fix.sh runs a command of the payload"] : Array.Empty<string>(),
            .. printed.Contains("syntax error", StringComparison.Ordinal) ? ["fix.sh is no script"] : Array.Empty<string>(),
            .. printed.EnumerateRunes().Any(IsHidden) ? ["fix.sh prints what nobody sees"] : Array.Empty<string>(),
        ];
    }
}
