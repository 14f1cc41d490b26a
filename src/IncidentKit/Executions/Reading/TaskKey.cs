using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Holds an ECS task id in 16 bytes: 32 hex digits, with or without hyphens.
/// Any other text is kept as its SHA-256, cut. Joins streams, tasks and events.
/// </summary>
/// <param name="High">The first 16 digits.</param>
/// <param name="Low">The other 16. Not one <see cref="UInt128"/>: what touches one is not compiled ahead of time.</param>
internal readonly record struct TaskKey(ulong High, ulong Low) : IComparable<TaskKey>
{
    private const int HalfDigits = 16;

    /// <summary>The key of a task id.</summary>
    public static TaskKey Of(ReadOnlySpan<char> taskId) => Of(Encoding.UTF8.GetBytes(taskId.ToString()));

    /// <summary>The key of a task id in UTF-8.</summary>
    public static TaskKey Of(ReadOnlySpan<byte> taskId)
    {
        Span<byte> digits = stackalloc byte[2 * HalfDigits];
        var count = 0;
        foreach (var c in taskId)
        {
            if (c == '-')
                continue;
            if (count == digits.Length || !char.IsAsciiHexDigit((char)c))
                return Hashed(taskId);
            digits[count++] = c;
        }

        return count == digits.Length ? new TaskKey(Hex(digits[..HalfDigits]), Hex(digits[HalfDigits..])) : Hashed(taskId);
    }

    private static TaskKey Hashed(ReadOnlySpan<byte> taskId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(taskId, hash);
        return new TaskKey(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));
    }

    private static ulong Hex(ReadOnlySpan<byte> digits) =>
        ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(TaskKey other) => (High, Low).CompareTo((other.High, other.Low));

    /// <summary>The 32 hex digits ECS prints.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
