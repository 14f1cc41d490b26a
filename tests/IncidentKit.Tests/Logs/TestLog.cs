using System.IO.Compression;
using System.Text;
using IncidentKit.Basics;
using IncidentKit.Imports.Logs;
using IncidentKit.Recorded;

namespace IncidentKit.Tests.Logs;

/// <summary>Logs of a few lines.</summary>
internal static class TestLog
{
    /// <summary>Reads a text as a file of that name.</summary>
    public static LogActivity Read(string text, string name = "app.log", LogReading? reading = null) =>
        Read(Encoding.UTF8.GetBytes(text), name, reading);

    public static LogActivity Read(byte[] bytes, string name = "app.log", LogReading? reading = null)
    {
        using var file = new MemoryStream(bytes);
        return LogReader.Read(file, name, reading ?? new LogReading { Cores = 2 }, TestContext.Current.CancellationToken);
    }

    /// <summary>What is said of a file that cannot be read.</summary>
    public static InputException Refused(byte[] bytes, string name = "app.log", LogReading? reading = null) =>
        Assert.Throws<InputException>(() => Read(bytes, name, reading));

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return target.ToArray();
    }

    public static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();
}
