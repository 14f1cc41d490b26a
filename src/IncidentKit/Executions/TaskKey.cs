using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentKit.Executions;

/// <summary>An ECS task id in 16 bytes: 32 hex digits, with or without hyphens; another text by its SHA-256, cut. Joins streams, tasks and events.</summary>
public readonly record struct TaskKey(UInt128 Value) : IComparable<TaskKey>
{
    /// <summary>The key of a task id.</summary>
    public static TaskKey Of(ReadOnlySpan<char> taskId) => Of(Encoding.UTF8.GetBytes(taskId.ToString()));

    /// <summary>The key of a task id in UTF-8.</summary>
    public static TaskKey Of(ReadOnlySpan<byte> taskId)
    {
        Span<byte> digits = stackalloc byte[32];
        var count = 0;
        foreach (var c in taskId)
        {
            if (c == '-')
                continue;
            if (count == digits.Length || !char.IsAsciiHexDigit((char)c))
                return Hashed(taskId);
            digits[count++] = c;
        }

        return count == digits.Length
            ? new TaskKey(UInt128.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : Hashed(taskId);
    }

    private static TaskKey Hashed(ReadOnlySpan<byte> taskId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(taskId, hash);
        return new TaskKey(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <inheritdoc/>
    public int CompareTo(TaskKey other) => Value.CompareTo(other.Value);

    /// <summary>The 32 hex digits ECS prints.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
