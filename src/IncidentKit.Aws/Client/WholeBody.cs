namespace IncidentKit.Aws.Client;

/// <summary>A body that is longer than any answer.</summary>
sealed class BodyTooLongException(int most) : IOException($"the body is longer than {most / 1024 / 1024} MiB, the limit of an answer");

/// <summary>
/// Reads each body to its end within the time of an attempt and the bytes of a body. What the SDK is handed is in memory already: it
/// waits for headers only, and reads on without any limit.
/// </summary>
sealed class WholeBody(HttpMessageHandler inner, CollectionLimits limits) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.CallTime.ToTimeSpan());
        try
        {
            var response = await base.SendAsync(request, time.Token);
            try
            {
                var body = new ByteArrayContent(await ReadAsync(response.Content, time.Token));
                foreach (var header in response.Content.Headers.Where(header => header.Key != "Content-Length"))
                    body.Headers.TryAddWithoutValidation(header.Key, header.Value);
                response.Content.Dispose();
                response.Content = body;
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no whole answer in {limits.CallTime.TotalSeconds:0.#} s", e);
        }
    }

    async Task<byte[]> ReadAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limits.BodyBytes)
            throw new BodyTooLongException(limits.BodyBytes);
        using var body = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (body.Length + read > limits.BodyBytes)
                throw new BodyTooLongException(limits.BodyBytes);
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
