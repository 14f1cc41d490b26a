using System.IO.Compression;
using System.Text;

namespace IncidentKit.Faults.Matrix;

/// <summary>One way in which an operation is answered wrongly.</summary>
/// <param name="Name">What is wrong, for the table.</param>
/// <param name="AnswerAsync">Answers a call so; whether the connection may be used again.</param>
internal sealed record AnswerFault(string Name, Func<FaultyCall, Task<bool>> AnswerAsync)
{
    const string Login = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Please sign in</form></body></html>";
    const string Html = "text/html; charset=utf-8";

    /// <summary>All of them: of the transport, then of the content.</summary>
    public static IReadOnlyList<AnswerFault> All { get; } = [.. Transport(), .. ContentFaults.All()];

    static IEnumerable<AnswerFault> Transport()
    {
        yield return new("connection reset", c => Task.FromResult(c.Reset()));
        yield return new("connection closed without a byte", _ => Task.FromResult(false));
        yield return new("closed in the head", c => c.RawAsync("HTTP/1.1 200 OK\r\nContent-Ty", []));
        yield return new(
            "reset in the body",
            async c =>
            {
                await c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length), c.Bytes[..(c.Bytes.Length / 2)]);
                return c.Reset();
            }
        );
        yield return new("no answer", c => c.StallAsync());
        yield return new(
            "head, then nothing",
            async c =>
            {
                await c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length), []);
                return await c.StallAsync();
            }
        );
        yield return new(
            "half the body, then nothing",
            async c =>
            {
                await c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length), c.Bytes[..(c.Bytes.Length / 2)]);
                return await c.StallAsync();
            }
        );
        yield return new(
            "body drips",
            async c =>
            {
                await c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length + 100_000), c.Bytes);
                return await c.DripAsync(new byte[100_000]);
            }
        );
        yield return new(
            "body drips without a length",
            async c =>
            {
                await c.RawAsync(WireText.Head(200, c.Type, null), []);
                return await c.DripAsync([.. c.Bytes, .. Enumerable.Repeat((byte)' ', 100_000)]);
            }
        );
        yield return new("head drips", c => c.DripAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000))));
        yield return new("302 to a login page", c => c.SendAsync(302, Html, Bytes(Login), "Location: http://127.0.0.1:9/login\r\n"));
        yield return new("307 to a login page", c => c.SendAsync(307, Html, Bytes(Login), "Location: http://127.0.0.1:9/login\r\n"));
        yield return new("302 without a body", c => c.SendAsync(302, Html, [], "Location: http://127.0.0.1:9/login\r\n"));
        yield return new("200 with HTML", c => c.SendAsync(200, Html, Bytes(Login)));
        yield return new("200 with HTML that says JSON", c => c.SendAsync(200, "application/x-amz-json-1.1", Bytes(Login)));
        yield return new("200 with well-formed XHTML", c => c.SendAsync(200, Html, Bytes("<html><body><p>Sign in</p></body></html>")));
        yield return new("204", c => c.RawAsync("HTTP/1.1 204 X\r\n\r\n", []));
        yield return new("401 with HTML", c => c.SendAsync(401, Html, Bytes(Login)));
        yield return new("403 with HTML", c => c.SendAsync(403, Html, Bytes(Login)));
        yield return new("403 as AWS", c => c.SendAsync(403, """{"__type":"AccessDeniedException","message":"not authorized"}"""));
        yield return new("404 with HTML", c => c.SendAsync(404, Html, Bytes(Login)));
        yield return new("404 with JSON of a gateway", c => c.SendAsync(404, """{"message":"Not Found"}"""));
        yield return new("400 as AWS", c => c.SendAsync(400, """{"__type":"ValidationException","message":"1 validation error"}"""));
        yield return new("407", c => c.SendAsync(407, Html, Bytes(Login), "Proxy-Authenticate: Basic realm=\"proxy\"\r\n"));
        yield return new("500 with HTML", c => c.SendAsync(500, Html, Bytes(Login)));
        yield return new("500 as AWS", c => c.SendAsync(500, """{"__type":"InternalServerError","message":"try again"}"""));
        yield return new("503 without a body", c => c.SendAsync(503, Html, []));
        yield return new("503 once", c => c.Number == 1 ? c.SendAsync(503, Html, []) : c.SoundAsync());
        yield return new("429 storm", c => c.SendAsync(429, """{"message":"Too Many Requests"}"""));
        yield return new("throttling storm", c => c.SendAsync(400, """{"__type":"ThrottlingException","message":"Rate exceeded"}"""));
        yield return new(
            "throttled four times",
            c => c.Number <= 4 ? c.SendAsync(400, """{"__type":"ThrottlingException","message":"Rate exceeded"}""") : c.SoundAsync()
        );
        yield return new(
            "closed early without a length",
            c => c.RawAsync(WireText.Head(200, c.Type, null), c.Bytes[..(c.Bytes.Length * 2 / 3)])
        );
        yield return new("sound without a length", c => c.RawAsync(WireText.Head(200, c.Type, null), c.Bytes));
        yield return new("closed before its length", c => c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length + 10), c.Bytes));
        yield return new("longer than its length", c => c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length / 2), c.Bytes));
        yield return new(
            "chunks end early",
            c => c.RawAsync(WireText.Head(200, c.Type, null, "Transfer-Encoding: chunked\r\n"), [.. Chunk(c.Bytes[..(c.Bytes.Length / 2)])])
        );
        yield return new(
            "chunks are garbage",
            c => c.RawAsync(WireText.Head(200, c.Type, null, "Transfer-Encoding: chunked\r\n"), Bytes("zz\r\nnope"))
        );
        yield return new("200 MB", HugeAsync);
        yield return new("gzip garbage", c => c.SendAsync(200, c.Type, [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5], "Content-Encoding: gzip\r\n"));
        yield return new("gzip nobody asked for", c => c.SendAsync(200, c.Type, Zipped(c.Bytes), "Content-Encoding: gzip\r\n"));
        yield return new("no HTTP at all", c => c.RawAsync("SSH-2.0-OpenSSH_9.6\r\n", []));
        yield return new(
            "a head of 1 MB",
            c => c.RawAsync(WireText.Head(200, c.Type, c.Bytes.Length, $"X: {new string('x', 1_000_000)}\r\n"), c.Bytes)
        );
        yield return new("reset once", c => c.Number == 1 ? Task.FromResult(c.Reset()) : c.SoundAsync());
    }

    static async Task<bool> HugeAsync(FaultyCall call)
    {
        const int Block = 1 << 20;
        await call.RawAsync(WireText.Head(200, call.Type, 200L * Block), call.Bytes[..(call.Bytes.Length - 1)]);
        var block = new byte[Block];
        Array.Fill(block, (byte)' ');
        for (var i = 0; i < 200; i++)
            await call.Stream.WriteAsync(block, call.Stopped);
        return false;
    }

    static IEnumerable<byte> Chunk(byte[] bytes) => [.. Bytes($"{bytes.Length:x}\r\n"), .. bytes, .. Bytes("\r\n")];

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static byte[] Zipped(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
            zip.Write(bytes);
        return target.ToArray();
    }
}
