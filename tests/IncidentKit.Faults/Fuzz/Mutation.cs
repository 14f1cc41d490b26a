using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Faults.Fuzz;

/// <summary>Makes a new input of a good one: some of its words, numbers or marks are replaced by what programs stumble on, or its bytes
/// are cut, doubled and flipped.</summary>
sealed partial class Mutation(Random random)
{
    /// <summary>In characters: a token repeated twice over would else be hundreds of megabytes, which tries the memory and no reader.</summary>
    const int LongestToken = 1_000_000;

    /// <summary>What programs stumble on, for a place where a value stands.</summary>
    static readonly string[] Nasty =
    [
        "",
        "0",
        "-1",
        "1",
        "-0",
        "00",
        "9999999999",
        "99999999999999999999999",
        "-9223372036854775808",
        "9223372036854775807",
        "2147483647",
        "2147483648",
        "1e308",
        "1e999",
        "-1e999",
        "1e-999",
        "NaN",
        "Infinity",
        "0x10",
        "1,5",
        "1_000",
        "null",
        "true",
        "{}",
        "[]",
        "[[]]",
        "{\"a\":1}",
        "\"\"",
        "\"x\"",
        "'",
        "\"",
        "`",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ":",
        ",",
        "|",
        "#",
        "&a",
        "*a",
        "!!x",
        "---",
        "...",
        "\\",
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800",
        "\ud800",
        "\0",
        "\u001b[2J",
        "\u202e",
        "\ufeff",
        "\u2028",
        "é",
        "２０２６",
        "٢٠٢٦",
        "𝟙",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "9999-12-31",
        "10000-01-01",
        "2026-02-30",
        "2026-13-01",
        "24:00",
        "23:59:60",
        "2026-01-29T25:00:00Z",
        "2026-01-29T12:00:00+99:00",
        "253402300799",
        "253402300800",
        "-62135596801",
        "253402300799999",
        "1769700000000000000",
        "P1D",
        "PT9999999999H",
        "PT2147483648H",
        "-PT1S",
        "P9999999Y",
        "rate(0 minutes)",
        "rate(99999999999 days)",
        "cron(* * * * ? *)",
        "cron(0 0 31 2 ? *)",
        "cron(0 0 L-30 * ? 2199)",
        "at(9999-12-31T23:59:59)",
        "Mars/Phobos",
        "EST5EDT",
        "arn:",
        "arn:aws:",
        "::::::",
        "arn:aws:ecs:us-west-2:123456789012:cluster/",
        "../../etc/passwd",
        "/dev/zero",
        "a/b",
        ".",
        "..",
        "~",
        "%s%n",
        "${x}",
        "{{x}}",
        "{{ for x in 1..1000000000 }}{{ end }}",
        "<script>",
        "<a href=x>",
        "![x](x)",
        "|---|",
        "| a |",
        "```",
        "[^1]:",
        "\r",
        "\n",
        "\n\n",
        "\t",
        " ",
    ];

    [GeneratedRegex("""(?<token>[A-Za-z_]+|[0-9][0-9.:TZ+-]*|\s+|[^\sA-Za-z0-9_])""", RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();

    /// <summary>A new input.</summary>
    /// <param name="seed">The good one, UTF-8.</param>
    public byte[] Of(byte[] seed)
    {
        var bytes = random.Next(4) == 0 ? seed : Encoding.UTF8.GetBytes(Words(seed));
        return random.Next(3) == 0 ? Bytes(bytes) : bytes;
    }

    string Words(byte[] seed)
    {
        var text = Encoding.UTF8.GetString(seed);
        // A window of a long text is enough; the rest is kept.
        var from = text.Length > 4000 ? random.Next(text.Length - 4000) : 0;
        var (before, part) = (text[..from], text[from..Math.Min(text.Length, from + 4000)]);
        var tokens = Tokens().Matches(part).Select(match => match.Value).ToList();
        for (var changes = 1 + random.Next(4); changes > 0 && tokens.Count > 0; changes--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(8))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[random.Next(tokens.Count)]);
                    break;
                case 2:
                    var (begin, length) = (at, Math.Min(random.Next(1, 30), tokens.Count - at));
                    tokens.InsertRange(begin, tokens.GetRange(begin, length));
                    break;
                case 3:
                    var times = 1 + random.Next(random.Next(10) == 0 ? 20_000 : 20);
                    tokens[at] = string.Concat(
                        Enumerable.Repeat(tokens[at], Math.Clamp(LongestToken / Math.Max(1, tokens[at].Length), 1, times))
                    );
                    break;
                case 4:
                    tokens.RemoveRange(at, Math.Min(random.Next(1, 30), tokens.Count - at));
                    break;
                default:
                    tokens[at] = Nasty[random.Next(Nasty.Length)];
                    break;
            }
        }

        return before + string.Concat(tokens) + text[(from + part.Length)..];
    }

    byte[] Bytes(byte[] seed)
    {
        var bytes = seed.ToList();
        for (var changes = 1 + random.Next(6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 50), bytes.Count - at));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }
}
