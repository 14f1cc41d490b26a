using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Cli;
using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Faults.Secrets;

/// <summary>
/// Puts each kind of secret in each place, takes everything through the command line, and looks for it in every file that was written and
/// in everything that was printed.
/// </summary>
public static class SecretsCampaign
{
    private static readonly Instant At = Instant.FromUtc(2026, 1, 29, 16, 36);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tries as many kinds as the budget has.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, CancellationToken ct)
    {
        var began = SystemClock.Instance.GetCurrentInstant();
        var wrong = new List<string>();
        var stays = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var rows = new SortedDictionary<KnownBy, (int Cases, int Found)>();
        var cases = 0;
        for (var round = 0; cases < budget.Cases && SystemClock.Instance.GetCurrentInstant() - began < budget.Time; round++)
        {
            var found = await FoundAsync(SecretKinds.All, budget.Seed + round, ct);
            foreach (var (kind, place, where) in found.Where(f => f.Where is not null))
            {
                if (kind.MayStay is null)
                    wrong.Add($"{kind.Name} in {place} is kept in {where} (seed {budget.Seed + round})");
                else
                    stays[$"{kind.Name}: {kind.MayStay}"] = 1;
            }

            foreach (var (kind, _, where) in found)
            {
                var (count, kept) = rows.GetValueOrDefault(kind.KnownBy);
                rows[kind.KnownBy] = (count + 1, kept + (where is null ? 0 : 1));
            }

            cases += found.Count;
        }

        return new(
            ["known by", "kinds", "cases", "kept"],
            [
                .. rows.Select(r =>
                    (IReadOnlyList<string>)
                        [$"{r.Key}", $"{SecretKinds.All.Count(k => k.KnownBy == r.Key)}", $"{r.Value.Cases}", $"{r.Value.Found}"]
                ),
                .. stays.Keys.Select(reason => (IReadOnlyList<string>)[$"may stay: {reason}", "", "", ""]),
            ],
            cases,
            wrong
        );
    }

    /// <summary>For each kind and place, a file or a stream in which the secret was found; null where it was not.</summary>
    public static async Task<IReadOnlyList<(SecretKind Kind, Place Place, string? Where)>> FoundAsync(
        IReadOnlyList<SecretKind> kinds,
        int seed,
        CancellationToken ct
    )
    {
        InProcess.UseNoRealAccount();
        var random = new Random(seed);
        var drawn = Enum.GetValues<Place>().ToDictionary(place => place, _ => kinds.Select(kind => kind.Draw(random)).ToList());
        using var folder = new TemporaryFolder();
        var seen = new List<(string Where, string Text)>();
        await using var account = await SecretAccount.StartAsync(Texts, At);
        string[] window = ["--from", "2026-01-29T16:00Z", "--to", "2026-01-29T18:00Z"];
        string[] whose = ["--region", "us-west-2", "--account", "123456789012", "--log-group", "/ecs/job"];

        var bundle = folder.PathOf("bundle");
        string[] collect = ["collect", .. window, "--region", "us-west-2", "--endpoint-url", account.Endpoint.AbsoluteUri, "--read-dlq"];
        await RunAsync("collect", [.. collect, "--out", bundle]);
        await File.WriteAllTextAsync(folder.PathOf("incident.yaml"), Notes(), ct);
        await RunAsync("report", ["report", bundle, "--incident", folder.PathOf("incident.yaml"), "--out", folder.PathOf("documents")]);
        await RunAsync("daily", ["daily", bundle, "--date", "2026-01-29", "--out", folder.PathOf("daily")]);
        await RunAsync("fix", ["fix", bundle]);
        await RunAsync("runbook", ["runbook", bundle, "--incident", folder.PathOf("incident.yaml")]);

        await File.WriteAllTextAsync(folder.PathOf("filtered.json"), Messages(), ct);
        await RunAsync("import", ["import", folder.PathOf("filtered.json"), .. window, .. whose, "--out", folder.PathOf("imported")]);
        foreach (var (i, (under, text)) in Texts(Place.ShownLine).Index())
        {
            var log = folder.PathOf($"{i.ToString(CultureInfo.InvariantCulture)}.log");
            // A line without a time is shown.
            var line = SecretAccount.Sentence(under, text).ReplaceLineEndings(" ");
            await File.WriteAllTextAsync(log, $"{line}\n2026-01-29T16:36:40.000Z start\n2026-01-29T16:37:40.000Z end\n", ct);
            await RunAsync(
                "import of a log",
                ["import", log, .. window, .. whose, "--out", folder.PathOf($"log-{i.ToString(CultureInfo.InvariantCulture)}")]
            );
        }

        foreach (var (under, text) in Texts(Place.Refusal))
        {
            account.Refusal = SecretAccount.Sentence(under, text);
            await RunAsync("collect that is refused", [.. collect, "--out", folder.PathOf("refused")]);
        }

        var audited = folder.PathOf("postmortem.md");
        await File.WriteAllTextAsync(audited, Report(), ct);
        foreach (var format in new[] { "text", "json", "sarif" })
            await RunAsync($"audit --format {format}", ["audit", audited, "--format", format]);
        foreach (var made in new[] { bundle, folder.PathOf("documents"), folder.PathOf("daily"), folder.PathOf("imported") })
        {
            // A run that failed makes nothing, and then nothing was tried.
            foreach (var file in Directory.EnumerateFiles(made))
                seen.Add((Path.GetRelativePath(folder.FullPath, file), await File.ReadAllTextAsync(file, ct)));
        }

        return
        [
            .. drawn.SelectMany(place =>
                place.Value.Select(
                    (secret, i) =>
                        (
                            kinds[i],
                            place.Key,
                            seen.Where(s => s.Text.Contains(secret.Core, StringComparison.Ordinal)).Select(s => s.Where).FirstOrDefault()
                        )
                )
            ),
        ];

        IReadOnlyList<(string?, string)> Texts(Place place) => [.. drawn[place].Select((secret, i) => (kinds[i].Under, secret.Value))];

        async Task RunAsync(string name, IEnumerable<string> args)
        {
            using var output = new StringWriter { NewLine = "\n" };
            using var error = new StringWriter { NewLine = "\n" };
            var code = await CommandLine.RunAsync(
                [.. args],
                new CliHost(output, error, new FakeClock(At + Duration.FromHours(2)), false),
                ct
            );
            if (code is ExitCode.Bug or ExitCode.CommandLine)
                throw new InvalidOperationException($"{name} ends with {code}: {error}");
            seen.Add(($"the output of {name}", output.ToString()));
            seen.Add(($"the error stream of {name}", error.ToString()));
        }

        string Notes()
        {
            var notes = Texts(Place.Note).Select(t => SecretAccount.Sentence(t.Item1, t.Item2));
            return $"title: Jobs stood still\nnotes:\n"
                + string.Concat(
                    notes.Select(n => $"  - at: 2026-01-29T16:40:00Z\n    by: ops\n    text: {JsonSerializer.Serialize(n, Plain)}\n")
                );
        }

        string Messages()
        {
            var events = Texts(Place.LogMessage)
                .Select(
                    (t, i) =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["logStreamName"] = "ecs/job/0a",
                                ["timestamp"] = At.ToUnixTimeMilliseconds() + i,
                                ["message"] = StoppedTask(SecretAccount.Sentence(t.Item1, t.Item2)),
                                ["eventId"] = $"{i}",
                            }
                );
            return new JsonObject { ["events"] = new JsonArray([.. events]), ["searchedLogStreams"] = new JsonArray() }.ToJsonString(Plain);
        }

        static string StoppedTask(string reason) =>
            new JsonObject
            {
                ["detail-type"] = "ECS Task State Change",
                ["source"] = "aws.ecs",
                ["detail"] = new JsonObject
                {
                    ["taskArn"] = "arn:aws:ecs:us-west-2:123456789012:task/jobs/0a",
                    ["taskDefinitionArn"] = "arn:aws:ecs:us-west-2:123456789012:task-definition/job:1",
                    ["lastStatus"] = "STOPPED",
                    ["createdAt"] = "2026-01-29T16:36:40Z",
                    ["stoppedReason"] = reason,
                },
            }.ToJsonString(Plain);

        string Report()
        {
            var text = new StringBuilder("# Incident\n\nThe outage lasted 5 minutes, from 10:00 to 11:00 UTC on 2026-01-29.\n\n");
            foreach (var (under, value) in Texts(Place.AuditedReport))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"It lasted 5 minutes, from 10:00 to 11:00 UTC, {SecretAccount.Sentence(under, value)}\n\n"
                );
            }

            return text.ToString();
        }
    }
}
