using System.Globalization;
using BenchmarkDotNet.Running;
using IncidentKit.Benchmarks;

switch (args)
{
    case ["all", .. var tool] when tool.Length <= 1:
        Everything.Run(tool.FirstOrDefault());
        break;
    case ["start-up", var tool]:
        StartUp.Run(tool);
        break;
    case ["collect", var tool, var schedules]:
        CollectBenchmark.Run(tool, int.Parse(schedules, CultureInfo.InvariantCulture));
        break;
    case ["report", "--schedules", var schedules, "--hours", var hours]:
        ReportBenchmark.Run(int.Parse(schedules, CultureInfo.InvariantCulture), int.Parse(hours, CultureInfo.InvariantCulture));
        break;
    case ["diagnose-of", var bundle]:
        ReportBenchmark.DiagnoseOn(bundle);
        break;
    case ["report-of", var bundle]:
        ReportBenchmark.RunOn(bundle);
        break;
    case ["logs", "--lines", var lines]:
        LogScan.Run(long.Parse(lines, CultureInfo.InvariantCulture));
        break;
    case ["log-by", var peer, var path]:
        LogScan.RunOn(peer, path);
        break;
    case ["audit-findings", var folder]:
        AuditFolder.Findings(folder);
        break;
    case ["audit-many", var folder, .. var files] when files.Length <= 1:
        AuditFolder.Time(folder, files is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 10_000);
        break;
    case ["audit-injected", var folder, .. var options]:
        AuditInjected.Run(folder, Option(options, "--seed", 1), Option(options, "--per-kind", 100), options.Contains("--list"));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

static int Option(string[] options, string name, int otherwise) =>
    Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
