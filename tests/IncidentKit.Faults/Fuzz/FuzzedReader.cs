using System.Globalization;
using System.Text;
using IncidentKit.Cli;

namespace IncidentKit.Faults.Fuzz;

/// <summary>A way in for bytes from outside: good inputs to start from, and the command line that reads one.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Weight">How often it is tried, against the others: what is quick is tried more often.</param>
/// <param name="Seeds">Good inputs.</param>
/// <param name="Command">Puts an input into a folder, and gives the command line.</param>
sealed record FuzzedReader(string Name, int Weight, IReadOnlyList<byte[]> Seeds, Func<byte[], string, string[]> Command)
{
    /// <summary>Whether inputs are files of records, whose answers are changed more often than their form.</summary>
    bool HoldsRecords { get; init; }

    /// <summary>A spoiled input.</summary>
    public byte[] Draw(Random random)
    {
        var seed = Seeds[random.Next(Seeds.Count)];
        return HoldsRecords && random.Next(8) > 0 ? new JsonMutation(random).Of(seed) : new Mutation(random).Of(seed);
    }

    const string Out = "out";

    /// <summary>All of them.</summary>
    /// <param name="work">A folder for what they share.</param>
    public static IReadOnlyList<FuzzedReader> All(string work)
    {
        var bundle = new SmallBundle();
        var small = Path.Combine(work, "small");
        bundle.Write(small);
        var records = bundle.Files.Where(file => file.Key.EndsWith(".ndjson", StringComparison.Ordinal)).ToList();
        var kept = Kept(small, Path.Combine(work, "kept"));
        byte[] demo(string name) => DemoFile.Read(name);
        return
        [
            new("settings", 10, [demo("incidentkit.yaml")], Into("incidentkit.yaml", path => ["report", small, "--config", path])),
            new("incident", 10, [demo("incident.yaml"), .. Texts(Incident)], Into("i.yaml", path => ["report", small, "--incident", path])),
            new("positions", 10, [.. Texts("symbol,quantity,averagePrice\nSPY,100,512.25\nQQQ,-5,401\n")], Money("positions.csv")),
            new(
                "prices",
                10,
                [.. Texts("symbol,time,open,high,low,close\nSPY,2026-01-29T16:37:00Z,1,2,0.5,1.5\nSPY,2026-01-29T17:00:00Z,1,2,1,1\n")],
                Money("prices.csv")
            ),
            new(
                "windows",
                60,
                [.. Texts("start,end\n2026-01-29T16:00:00Z,2026-01-29T17:00:00Z\n2026-01-30,2026-01-31\n")],
                Into("w.csv", path => ["market", "XNYS", "overlap", "--windows", path])
            ),
            new(
                "calendar",
                60,
                [.. Texts(Calendar)],
                Into(
                    "calendars/XTST.yaml",
                    path =>
                        [
                            "market",
                            "XTST",
                            "sessions",
                            "--from",
                            "2026-01-01",
                            "--to",
                            "2026-02-01",
                            "--calendars",
                            Path.GetDirectoryName(path)!,
                        ]
                )
            ),
            new("log", 60, [.. Texts(Logs)], Into("app.log", path => Import(path, "--group", "/ecs/app", "--region", "us-west-2"))),
            new(
                "answer",
                60,
                [.. records.SelectMany(file => Bodies(file.Value).Take(4))],
                Into("answer.json", path => Import(path, "--region", "us-west-2", "--account", "123456789012"))
            ),
            .. records.Select(file => new FuzzedReader(
                $"record {file.Key.Split('.')[1]}",
                20,
                [file.Value],
                (bytes, folder) =>
                {
                    var changed = Path.Combine(folder, "bundle");
                    bundle.Write(changed, file.Key, bytes);
                    var verb = bytes.Length % 3;
                    return verb switch
                    {
                        0 => ["check", changed, "--as-of", "2026-01-29T17:00Z"],
                        1 => ["daily", changed, "--out", Path.Combine(folder, Out)],
                        _ => ["report", changed, "--out", Path.Combine(folder, Out)],
                    };
                }
            )
            {
                HoldsRecords = true,
            }),
            new(
                "manifest",
                10,
                [bundle.Files["manifest.json"]],
                (bytes, folder) =>
                {
                    var changed = Path.Combine(folder, "bundle");
                    bundle.Write(changed, "manifest.json", bytes);
                    return ["report", changed, "--out", Path.Combine(folder, Out)];
                }
            ),
            new("zip", 20, [demo("freeze-open.zip")], Into("bundle.zip", path => ["report", path])),
            new("audited", 60, [.. Texts(Reports)], Into("report.md", path => ["audit", path, "--market", "XNYS"])),
            new("audited json", 20, [.. Texts(Reports)], Into("report.md", path => ["audit", path, "--format", "sarif"])),
            new(
                "history",
                10,
                kept,
                (bytes, folder) =>
                {
                    var history = Directory.CreateDirectory(Path.Combine(folder, "history")).FullName;
                    File.WriteAllBytes(Path.Combine(history, "2026-01-28.json"), bytes);
                    return ["daily", small, "--date", "2026-01-29", "--history", history, "--out", Path.Combine(folder, Out)];
                }
            ),
            new(
                "template",
                10,
                [.. Texts("# {{ incident.title }}\n{{ for s in schedules }}{{ s.name | text }} {{ s.missed }}\n{{ end }}\n")],
                (bytes, folder) =>
                {
                    var templates = Directory.CreateDirectory(Path.Combine(folder, "templates")).FullName;
                    File.WriteAllBytes(Path.Combine(templates, "runbook.md.sbn"), bytes);
                    return ["runbook", small, "--templates", templates, "--out", Path.Combine(folder, Out)];
                }
            ),
            new(
                "expression",
                200,
                [.. Texts("cron(0/5 14-21 ? * MON-FRI *)", "rate(5 minutes)", "at(2026-01-29T16:00:00)", "cron(15 10 L-3 * ? 2026)")],
                (bytes, _) =>
                    [
                        "schedule",
                        Argument(bytes),
                        "--from",
                        "2026-01-29",
                        "--to",
                        "2026-02-03",
                        "--start",
                        "2026-01-01T00:00Z",
                        "--zone",
                        "America/New_York",
                    ]
            ),
            new(
                "arguments",
                200,
                [
                    .. Texts(
                        "market XNYS sessions --from 2026-01-01 --to 2026-02-01",
                        "market XNYS status --at 2026-01-29T16:00Z",
                        "schedule rate(5_minutes) --from 2026-01-29 --to 2026-01-30 --start 2026-01-01T00:00Z --zone UTC",
                        $"daily {small} --date 2026-01-29 --days 3 --history h",
                        "explain IK2001"
                    ),
                ],
                (bytes, _) => [.. Argument(bytes).Split(' ')]
            ),
        ];
    }

    /// <summary>What a day before left in the history.</summary>
    static IReadOnlyList<byte[]> Kept(string bundle, string folder)
    {
        var made = InProcess
            .RunAsync("daily", bundle, "--date", "2026-01-29", "--history", folder, "--out", folder)
            .GetAwaiter()
            .GetResult();
        return [File.ReadAllBytes(Path.Combine(folder, "2026-01-29.json"))];
    }

    static string Argument(byte[] bytes) => Encoding.UTF8.GetString(bytes).Replace("\0", "", StringComparison.Ordinal);

    static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    static Func<byte[], string, string[]> Into(string name, Func<string, string[]> command) =>
        (bytes, folder) =>
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
            var args = command(path);
            return args[0] == "report" ? [.. args, "--out", Path.Combine(folder, Out)] : args;
        };

    static string[] Import(string path, params string[] more) =>
        [
            "import",
            path,
            "--from",
            "2026-01-29T00:00Z",
            "--to",
            "2026-01-30T00:00Z",
            "--zone",
            "UTC",
            "--out",
            Path.Combine(Path.GetDirectoryName(path)!, "imported"),
            .. more,
        ];

    static Func<byte[], string, string[]> Money(string file) =>
        Into(
            file,
            path =>
            {
                var settings = Path.Combine(Path.GetDirectoryName(path)!, "incidentkit.yaml");
                var other =
                    file == "positions.csv"
                        ? ("prices.csv", "symbol,time,open,high,low,close\nSPY,2026-01-29T16:37:00Z,1,2,0.5,1.5\n")
                        : ("positions.csv", "symbol,quantity,averagePrice\nSPY,100,512.25\n");
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, other.Item1), other.Item2);
                File.WriteAllText(
                    settings,
                    Encoding.UTF8.GetString(DemoFile.Read("incidentkit.yaml")) + "positions: positions.csv\nprices: prices.csv\n"
                );
                return ["report", Path.Combine(path, "../../small"), "--config", settings];
            }
        );

    static IEnumerable<byte[]> Bodies(byte[] records) =>
        Encoding
            .UTF8.GetString(records)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[(line.IndexOf("\"body\":", StringComparison.Ordinal) + 7)..^1])
            .Select(Encoding.UTF8.GetBytes);

    const string Incident =
        "title: A freeze\nseverity: high\nmilestones: {detected: 2026-01-29T22:30:00Z}\nintended:\n"
        + "  - {schedule: ops-pipeline-classifier, from: 2026-01-29T16:00:00Z, to: 2026-01-29T17:00:00Z, reason: upkeep, by: ops}\n"
        + "notes:\n  - {at: 2026-01-29T17:00:00Z, by: ops, text: it was 6 of 13}\n";

    const string Calendar =
        "id: XTST\nname: A test\nversion: \"1\"\nzone: America/New_York\nvalidFrom: 2025-01-01\nvalidThrough: 2027-12-31\n"
        + "hours:\n  - {from: 2025-01-01, open: 09:30, close: 16:00, pre: 04:00, post: 20:00}\nholidays:\n"
        + "  - {name: New Year's Day, on: Jan 1, weekend: nearest}\n  - {name: Good Friday, on: Easter - 2}\n"
        + "closures:\n  - {name: Mourning, on: 2026-01-09}\nearlyCloses:\n"
        + "  - {name: Eve, on: Dec 24, only: [mon, tue], close: 13:00, post: 17:00}\n";

    static readonly string[] Logs =
    [
        "2026-01-29T16:37:00.123Z INFO started\n2026-01-29T16:38:00.123Z ERROR failed: x\n",
        "Jan 29 16:37:00 host app[12]: started\nJan 29 16:38:00 host app[12]: done\n",
        "[29/Jan/2026:16:37:00 +0000] \"GET / HTTP/1.1\" 200\n",
        "{\"time\":\"2026-01-29T16:37:00Z\",\"msg\":\"started\"}\n{\"time\":1769704620,\"msg\":\"done\"}\n",
        "2026-01-29 16:37:00,123 - app - INFO - started\n1769704620.5 done\n01/29/2026 04:37:00 PM done\n",
    ];

    static readonly string[] Reports =
    [
        "# Incident 2026-01-29\n\n| time (UTC) | what |\n|---|---|\n| 16:37 | 6 of 13 schedules stop |\n| 23:03 | all run |\n\n"
            + "Duration: 6 h 26 min, from 16:37 UTC to 23:03 UTC. The market was closed. Impact: zero.\n\n## Root cause\n\nA cluster.\n",
        string.Create(
            CultureInfo.InvariantCulture,
            $"## Summary\n\nOn January 29th, 2026 at 11:37 AM ET 3 of 5 services (60 %) failed for {90} minutes, 12:10 - 13:40 EST.\n\n* 12:10 alert\n"
        ),
    ];
}
