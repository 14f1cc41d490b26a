using System.Buffers;
using System.Buffers.Binary;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// The name that the Scheduler gives an execution: a UUID whose bytes 1 to 4 are the due time in Unix seconds and whose other bytes are the
/// schedule's own. Not documented by AWS, seen in a blog of 2026 (facts II §3, R): so it counts only where the time is a fire time.
/// </summary>
/// <param name="Due">The time in it.</param>
/// <param name="Sign">The other bytes.</param>
internal readonly record struct DueName(Instant Due, (ulong High, ulong Low) Sign)
{
    private const int Digits = 32;

    /// <summary>Reads a name; null when it is no UUID, or the time in it is not just before the start.</summary>
    /// <param name="name">The execution's name.</param>
    /// <param name="start">When it started: at most a day after it was due, as long as the Scheduler tries.</param>
    public static DueName? Of(string name, Instant start)
    {
        var hex = name.Replace("-", "", StringComparison.Ordinal);
        Span<byte> bytes = stackalloc byte[Digits / 2];
        if (hex.Length != Digits || Convert.FromHexString(hex, bytes, out _, out _) != OperationStatus.Done)
            return null;
        var due = Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]));
        bytes[1..5].Clear();
        return due <= start + Duration.FromSeconds(2) && due > start - Duration.FromDays(1)
            ? new DueName(due, (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])))
            : null;
    }
}
