using System.Diagnostics;
using System.Globalization;
using IncidentKit.Logs;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

internal static class LogScan
{
    public static void Make(string path, long lines)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        new GeneratedLog(lines).Write(file);
    }

    public static void RunOn(string path)
    {
        var clock = Stopwatch.StartNew();
        var activity = LogReader.Read(path, new LogReading { Cores = Environment.ProcessorCount });
        var took = clock.Elapsed.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took:F2} s, {self.TotalProcessorTime.TotalSeconds:F2} s CPU, {self.PeakWorkingSet64 / 1e6:F0} MB, {activity.Lines} lines, {activity.Events} events, {activity.NotUnderstood} not, {activity.First} {activity.Last} {activity.Minutes.Count} minutes {activity.Streams?.Count} streams {activity.StepsBack} {activity.Form}"));
    }
}
