using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Faults.Matrix;

/// <summary>
/// An account on loopback that answers as a recording of the emulated account has it. It speaks HTTP itself, byte by byte, so that one
/// operation can be answered in every wrong way there is.
/// </summary>
internal sealed partial class ReplayedAccount : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly MatrixWay _way;
    readonly Task _accepting;

    ReplayedAccount(MatrixWay way, AwsOperation? operation, AnswerFault? fault)
    {
        (_way, Operation, Fault) = (way, operation, fault);
        _listener.Start(64);
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>The operation that is answered wrongly; null for none.</summary>
    public AwsOperation? Operation { get; }

    /// <summary>How it is.</summary>
    public AnswerFault? Fault { get; }

    /// <summary>How often each operation was asked.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Begins to answer.</summary>
    public static ReplayedAccount Start(MatrixWay way, AwsOperation? operation = null, AnswerFault? fault = null) =>
        new(way, operation, fault);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    async Task TalkAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                await using var stream = new NetworkStream(socket, ownsSocket: false);
                while (await RequestAsync(stream) is { } request)
                {
                    if (!await AnswerAsync(socket, stream, request))
                        return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The caller has gone away, which is what many of the faults are about.
        }
    }

    async Task<bool> AnswerAsync(Socket socket, NetworkStream stream, AskedCall request)
    {
        var number = _counts.AddOrUpdate(request.Operation.ToString(), 1, (_, count) => count + 1);
        var (status, body) = RecordedAnswers.Demo.Of(request, _way);
        if (request.Operation == Operation && Fault is { } fault)
            return await fault.AnswerAsync(new FaultyCall(socket, stream, request, number, status, body, _stop.Token));
        await WireText.WriteAsync(stream, status, WireText.TypeOf(body), Encoding.UTF8.GetBytes(body), _stop.Token);
        return true;
    }

    // ------------------------------------------------------------ requests

    async Task<AskedCall?> RequestAsync(NetworkStream stream)
    {
        // A caller waits for its answer before it asks again, so what comes after the head is the body's.
        var read = new byte[1 << 16];
        var (length, end) = (0, -1);
        while ((end = read.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = await stream.ReadAsync(read.AsMemory(length), _stop.Token);
            if (count == 0)
                return null;
            length += count;
        }

        var lines = Encoding.ASCII.GetString(read, 0, end).Split("\r\n");
        var headers = lines
            .Skip(1)
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .ToDictionary(
                line => line.Split(':')[0],
                line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
                StringComparer.OrdinalIgnoreCase
            );
        if (headers.GetValueOrDefault("Expect") is not null)
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        var begun = length - end - 4;
        read.AsSpan(end + 4, begun).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(begun), _stop.Token);
        var region = headers["Authorization"].Split('/')[2];
        return Of(lines[0].Split(' ')[1], headers.GetValueOrDefault("X-Amz-Target"), Encoding.UTF8.GetString(body), region);
    }

    static AskedCall Of(string path, string? target, string body, string region)
    {
        if (target is not null)
            return new(
                AwsOperation.All.Single(o => $"{o.Service.TargetPrefix}.{o.Name}" == target),
                region,
                JsonNode.Parse(body)!.AsObject()
            );
        if (body.Length > 0)
        {
            var form = body.Split('&').Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
            var named = AwsOperation.All.Single(o => o.Service.Protocol == AwsProtocol.Query && o.Name == form["Action"]);
            return new(named, region, Form(form.Where(p => p.Key is not ("Action" or "Version"))));
        }

        var parts = path.Split('?');
        foreach (var operation in AwsOperation.All.Where(o => o.Service.Protocol == AwsProtocol.RestGet))
        {
            var pattern = "^" + Label().Replace(operation.Path, "(?<$1>[^/]+)") + "$";
            if (Regex.Match(parts[0], pattern) is not { Success: true } match)
                continue;
            var parameters = new JsonObject();
            foreach (var pair in parts.ElementAtOrDefault(1)?.Split('&', StringSplitOptions.RemoveEmptyEntries) ?? [])
                parameters[operation.Query.Single(q => q.Name == pair.Split('=')[0]).Member] = Uri.UnescapeDataString(pair.Split('=')[1]);
            foreach (var label in match.Groups.Values.Skip(1))
                parameters[label.Name] = Uri.UnescapeDataString(label.Value);
            return new(operation, region, parameters);
        }

        throw new InvalidOperationException($"nobody asks {path}");
    }

    /// <summary><c>Filter.1.Value.2</c> as members and lists.</summary>
    static JsonObject Form(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var root = new JsonObject();
        foreach (var (name, value) in pairs)
        {
            JsonNode at = root;
            var steps = name.Split('.');
            for (var i = 0; i < steps.Length; i++)
            {
                JsonNode next =
                    i == steps.Length - 1 ? JsonValue.Create(value)
                    : char.IsAsciiDigit(steps[i + 1][0]) ? new JsonArray()
                    : new JsonObject();
                at = Step(at, steps[i], next);
            }
        }

        return root;

        static JsonNode Step(JsonNode at, string step, JsonNode next)
        {
            if (at is JsonObject members)
                return members[step] ??= next;
            var list = at.AsArray();
            if (int.Parse(step, CultureInfo.InvariantCulture) > list.Count)
                list.Add(next);
            return list[^1]!;
        }
    }

    [GeneratedRegex("\\{([A-Za-z]+)\\}")]
    private static partial Regex Label();
}

/// <summary>A call as the account understood it.</summary>
internal sealed record AskedCall(AwsOperation Operation, string Region, JsonObject Parameters)
{
    /// <summary>The page token; null for the first page.</summary>
    public string? Token => Operation.Paging is { } paging ? Parameters[paging.Request]?.GetValue<string>() : null;

    /// <summary>The id of its record.</summary>
    public string Id => EvidenceId.Of(Operation.Service.Name, Operation.Name, Region, JsonSerializer.SerializeToElement(Parameters));
}
