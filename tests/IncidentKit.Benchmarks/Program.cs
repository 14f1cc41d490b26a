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
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
