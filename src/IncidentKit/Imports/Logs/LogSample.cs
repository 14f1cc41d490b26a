using IncidentKit.Basics;

namespace IncidentKit.Imports.Logs;

/// <summary>The beginning of a log, by which its form is known.</summary>
internal static class LogSample
{
    /// <summary>The most bytes that are looked at.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The most lines that are looked at.</summary>
    public const int MostLines = 500;

    /// <summary>Refuses text in UTF-16, and what is no text.</summary>
    /// <exception cref="InputException">It is not UTF-8 (<see cref="InputProblem.Content"/>).</exception>
    public static void RefuseOtherEncodings(string name, ReadOnlySpan<byte> block)
    {
        var isUtf16 = block.Length > 1 && block[0] + block[1] == 0xFF + 0xFE && block[0] >= 0xFE;
        if (isUtf16 || block[..Math.Min(block.Length, MostBytes)].Count((byte)0) * 4 > Math.Min(block.Length, MostBytes))
            throw new InputException(
                InputProblem.Content,
                $"{name} is not UTF-8 text: convert it first, for example with iconv -f utf-16 -t utf-8."
            );
    }

    /// <summary>The first lines that hold something, without the white space at their ends.</summary>
    public static List<byte[]> LinesOf(ReadOnlySpan<byte> block)
    {
        var lines = new List<byte[]>();
        block = block[..Math.Min(block.Length, MostBytes)];
        while (!block.IsEmpty && lines.Count < MostLines)
        {
            var end = block.IndexOf((byte)'\n');
            var line = (end < 0 ? block : block[..end]).TrimEnd(" \t\r"u8);
            block = end < 0 ? [] : block[(end + 1)..];
            if (!line.IsEmpty)
                lines.Add(line.ToArray());
        }

        return lines;
    }
}
