using System.Text;
using IncidentKit.Cli;

namespace IncidentKit.Faults.Fuzz;

/// <summary>Ways in through the command line: whole runs, which take their time.</summary>
static class CommandLineReaders
{
    const string Out = "out";

    /// <summary>All of them.</summary>
    /// <param name="work">A folder for what they share.</param>
    /// <param name="bundle">The recording that is spoiled.</param>
    public static IReadOnlyList<FuzzedReader> All(string work, SmallBundle bundle)
    {
        var small = Path.Combine(work, "small");
        bundle.Write(small);
        var records = bundle.Files.Where(file => file.Key.EndsWith(".ndjson", StringComparison.Ordinal)).ToList();
        var kept = Kept(small, Path.Combine(work, "kept"));
        byte[] demo(string name) => DemoFile.Read(name);
        return
        [
            FuzzedReader.Whole(
                "settings",
                1,
                [Encoding.UTF8.GetBytes(SettingsAlone())],
                Into("incidentkit.yaml", path => ["report", small, "--config", path])
            ),
            FuzzedReader.Whole(
                "incident",
                1,
                [demo("incident.yaml"), .. SeedTexts.Of(SeedTexts.Incident)],
                Into("i.yaml", path => ["report", small, "--incident", path])
            ),
            FuzzedReader.Whole(
                "positions",
                1,
                [.. SeedTexts.Of("symbol,quantity,averagePrice\nSPY,100,512.25\nQQQ,-5,401\n")],
                Money("positions.csv")
            ),
            FuzzedReader.Whole(
                "prices",
                1,
                [
                    .. SeedTexts.Of(
                        "symbol,time,open,high,low,close\nSPY,2026-01-29T16:37:00Z,1,2,0.5,1.5\nSPY,2026-01-29T17:00:00Z,1,2,1,1\n"
                    ),
                ],
                Money("prices.csv")
            ),
            FuzzedReader.Whole(
                "windows",
                1,
                [.. SeedTexts.Of("start,end\n2026-01-29T16:00:00Z,2026-01-29T17:00:00Z\n2026-01-30,2026-01-31\n")],
                Into("w.csv", path => ["market", "XNYS", "overlap", "--windows", path])
            ),
            FuzzedReader.Whole(
                "calendar",
                1,
                [.. SeedTexts.Of(SeedTexts.Calendar)],
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
            FuzzedReader.Whole(
                "log",
                1,
                [.. SeedTexts.Of(SeedTexts.Logs)],
                Into("app.log", path => Import(path, "--group", "/ecs/app", "--region", "us-west-2"))
            ),
            FuzzedReader.Whole(
                "answer",
                1,
                [.. records.SelectMany(file => SeedTexts.Bodies(file.Value).Take(4))],
                Into("answer.json", path => Import(path, "--region", "us-west-2", "--account", "123456789012"))
            ),
            .. records.Select(file =>
                FuzzedReader.Whole(
                    $"record {file.Key.Split('.')[1]}",
                    1,
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
                ) with
                {
                    HoldsRecords = true,
                }
            ),
            FuzzedReader.Whole(
                "manifest",
                1,
                [bundle.Files["manifest.json"]],
                (bytes, folder) =>
                {
                    var changed = Path.Combine(folder, "bundle");
                    bundle.Write(changed, "manifest.json", bytes);
                    return ["report", changed, "--out", Path.Combine(folder, Out)];
                }
            ),
            FuzzedReader.Whole("zip", 1, [demo("freeze-open.zip")], Into("bundle.zip", path => ["report", path])),
            FuzzedReader.Whole(
                "audited",
                1,
                [.. SeedTexts.Of(SeedTexts.Reports)],
                Into("report.md", path => ["audit", path, "--market", "XNYS"])
            ),
            FuzzedReader.Whole(
                "audited json",
                1,
                [.. SeedTexts.Of(SeedTexts.Reports)],
                Into("report.md", path => ["audit", path, "--format", "sarif"])
            ),
            FuzzedReader.Whole(
                "history",
                1,
                kept,
                (bytes, folder) =>
                {
                    var history = Directory.CreateDirectory(Path.Combine(folder, "history")).FullName;
                    File.WriteAllBytes(Path.Combine(history, "2026-01-28.json"), bytes);
                    return ["daily", small, "--date", "2026-01-29", "--history", history, "--out", Path.Combine(folder, Out)];
                }
            ),
            FuzzedReader.Whole(
                "template",
                1,
                [.. SeedTexts.Of("# {{ incident.title }}\n{{ for s in schedules }}{{ s.name | text }} {{ s.missed }}\n{{ end }}\n")],
                (bytes, folder) =>
                {
                    var templates = Directory.CreateDirectory(Path.Combine(folder, "templates")).FullName;
                    File.WriteAllBytes(Path.Combine(templates, "runbook.md.sbn"), bytes);
                    return ["runbook", small, "--templates", templates, "--out", Path.Combine(folder, Out)];
                }
            ),
            FuzzedReader.Whole(
                "expression",
                1,
                [
                    .. SeedTexts.Of(
                        "cron(0/5 14-21 ? * MON-FRI *)",
                        "rate(5 minutes)",
                        "at(2026-01-29T16:00:00)",
                        "cron(15 10 L-3 * ? 2026)"
                    ),
                ],
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
            FuzzedReader.Whole(
                "arguments",
                1,
                [
                    .. SeedTexts.Of(
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

    /// <summary>The demo's settings without the files that they name.</summary>
    static string SettingsAlone() =>
        string.Concat(
            Encoding
                .UTF8.GetString(DemoFile.Read("incidentkit.yaml"))
                .Split('\n')
                .Where(l => !l.StartsWith("positions:", StringComparison.Ordinal) && !l.StartsWith("prices:", StringComparison.Ordinal))
                .Select(line => line + "\n")
        );

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
                File.WriteAllText(settings, Encoding.UTF8.GetString(DemoFile.Read("incidentkit.yaml")));
                return ["report", Path.Combine(path, "../../small"), "--config", settings];
            }
        );
}
