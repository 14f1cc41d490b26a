using System.Diagnostics;

namespace IncidentKit.Testing;

/// <summary>
/// Makes the clock of a process stand still, so that what two runs make can be compared whole; what measures time runs on, or a call rate
/// would never be allowed again. The library is loaded into the process itself: the program faketime would be a parent that leaves shared
/// memory behind when it is killed, and refuses a later one of the same process id.
/// </summary>
public static class FrozenClock
{
    /// <summary>The library of Debian's package faketime.</summary>
    static readonly Lazy<string> Library = new(() =>
        Directory
            .EnumerateDirectories("/usr/lib", "*-linux-gnu")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
            .First(File.Exists)
    );

    /// <summary>Sets the environment of a process that is yet to start.</summary>
    public static void Set(ProcessStartInfo process, Instant at)
    {
        process.Environment["LD_PRELOAD"] = Library.Value;
        process.Environment["FAKETIME"] = at.ToString("uuuu-MM-dd HH:mm:ss", null);
        process.Environment["TZ"] = "UTC";
        foreach (var variable in new[] { "DONT_FAKE_MONOTONIC", "FAKETIME_DONT_FAKE_MONOTONIC" })
            process.Environment[variable] = "1";
    }
}
