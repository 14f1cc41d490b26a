using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;

namespace IncidentKit.Evidence;

/// <summary>
/// The markers that stand for secrets while recording: <c>[redacted:KIND:~N]</c>, the same N for the same secret of one run. No trace
/// of a secret is kept on disk, so after an interruption a secret gets a new number. <see cref="MarkNumbering"/> makes the final ones.
/// </summary>
/// <param name="make">Makes a marker of a kind and a number; null for those of a recording.</param>
internal sealed class RedactionMarks(Func<string, int, string>? make = null)
{
    public const string Prefix = "[redacted:";
    public const string Provisional = "~";

    private readonly ConcurrentDictionary<(string Kind, string Secret), string> _marks = new();
    private int _last;

    public string Of(string kind, string secret) =>
        _marks.GetOrAdd(
            (kind, secret),
            key =>
                make is null
                    ? $"{Prefix}{key.Kind}:{Provisional}{Interlocked.Increment(ref _last)}]"
                    : make(key.Kind, Interlocked.Increment(ref _last))
        );

    /// <summary>Numbers that a line of an earlier run uses are not given again.</summary>
    public void SkipMarksOf(ReadOnlySpan<byte> line)
    {
        while (TryFind(line, out var at, out var length))
        {
            var mark = line.Slice(at, length);
            if (Utf8Parser.TryParse(mark[(mark.LastIndexOf((byte)'~') + 1)..], out int number, out _))
                _last = Math.Max(_last, number);
            line = line[(at + length)..];
        }
    }

    /// <summary>The next provisional marker of a line.</summary>
    public static bool TryFind(ReadOnlySpan<byte> line, out int at, out int length)
    {
        for (var from = 0; ; from = at + 1)
        {
            at = line[from..].IndexOf("[redacted:"u8);
            length = 0;
            if (at < 0)
                return false;
            at += from;
            var rest = line[(at + Prefix.Length)..];
            var kind = rest.IndexOfAnyExceptInRange((byte)'A', (byte)'z');
            if (kind <= 0 || !rest[kind..].StartsWith(":~"u8))
                continue;
            var digits = rest[(kind + 2)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is <= 0 or > 9 || rest[kind + 2 + digits] != (byte)']')
                continue;
            length = Prefix.Length + kind + 2 + digits + 1;
            return true;
        }
    }
}

/// <summary>
/// Gives markers their final numbers, <c>[redacted:KIND:1]</c> onwards by kind, in the order in which they are met. Records come sorted
/// by file and id, so the numbers do not depend on the order in which AWS answered.
/// </summary>
internal sealed class MarkNumbering
{
    private readonly Dictionary<string, string> _final = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _secrets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Markers met so far, by kind.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public string Renumber(string text) => Encoding.UTF8.GetString(Renumber(Encoding.UTF8.GetBytes(text)));

    public ReadOnlySpan<byte> Renumber(ReadOnlySpan<byte> line)
    {
        if (!RedactionMarks.TryFind(line, out var at, out var length))
            return line;

        var output = new ArrayBufferWriter<byte>(line.Length);
        do
        {
            output.Write(line[..at]);
            output.Write(Encoding.ASCII.GetBytes(Final(Encoding.ASCII.GetString(line.Slice(at, length)))));
            line = line[(at + length)..];
        } while (RedactionMarks.TryFind(line, out at, out length));
        output.Write(line);
        return output.WrittenSpan;
    }

    private string Final(string mark)
    {
        var kind = mark[RedactionMarks.Prefix.Length..mark.LastIndexOf(':')];
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (!_final.TryGetValue(mark, out var final))
        {
            var number = _secrets[kind] = _secrets.GetValueOrDefault(kind) + 1;
            _final.Add(mark, final = $"{RedactionMarks.Prefix}{kind}:{number}]");
        }

        return final;
    }
}
