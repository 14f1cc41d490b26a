using System.Net.Sockets;
using System.Text;

namespace IncidentKit.Faults.Matrix;

/// <summary>One call that is to be answered wrongly, with the sound answer.</summary>
/// <param name="Socket">Where it came from.</param>
/// <param name="Stream">The same, as a stream.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Number">Which call of the operation it is, from 1.</param>
/// <param name="Status">The sound answer's status.</param>
/// <param name="Body">The sound answer.</param>
/// <param name="Stopped">The account is being closed.</param>
internal sealed record FaultyCall(
    Socket Socket,
    Stream Stream,
    AskedCall Asked,
    int Number,
    int Status,
    string Body,
    CancellationToken Stopped
)
{
    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    public string Type => WireText.TypeOf(Body);

    /// <summary>Sends an answer that is well framed.</summary>
    public async Task<bool> SendAsync(int status, string type, byte[] body, string headers = "")
    {
        await WireText.WriteAsync(Stream, status, type, body, Stopped, headers);
        return true;
    }

    public Task<bool> SendAsync(int status, string body) => SendAsync(status, WireText.TypeOf(body), Encoding.UTF8.GetBytes(body));

    public Task<bool> SoundAsync() => SendAsync(Status, Body);

    /// <summary>Sends bytes as they are; the connection is over then.</summary>
    public async Task<bool> RawAsync(string head, byte[] body)
    {
        await Stream.WriteAsync(Encoding.ASCII.GetBytes(head), Stopped);
        await Stream.WriteAsync(body, Stopped);
        return false;
    }

    /// <summary>Ends the connection the hard way.</summary>
    public bool Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Close();
        return false;
    }

    /// <summary>Says nothing more.</summary>
    public async Task<bool> StallAsync()
    {
        await Task.Delay(Timeout.Infinite, Stopped);
        return false;
    }

    /// <summary>Sends bytes one by one.</summary>
    public async Task<bool> DripAsync(byte[] bytes)
    {
        foreach (var one in bytes)
        {
            await Stream.WriteAsync(new[] { one }, Stopped);
            await Task.Delay(100, Stopped);
        }

        return false;
    }
}

/// <summary>Answers as bytes.</summary>
internal static class WireText
{
    public static string TypeOf(string body) => body.StartsWith('<') ? "text/xml" : "application/x-amz-json-1.1";

    public static string Head(int status, string type, long? length, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\n{headers}{(length is null ? "" : $"Content-Length: {length}\r\n")}\r\n";

    public static async Task WriteAsync(Stream stream, int status, string type, byte[] body, CancellationToken ct, string headers = "")
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(status, type, body.Length, headers)), ct);
        await stream.WriteAsync(body, ct);
    }
}
