using System.Net;
using System.Text;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

/// <summary>Answers without a network and keeps the requests.</summary>
sealed class StubHandler(Func<HttpRequestMessage, (HttpStatusCode Status, string Body)> answer) : HttpMessageHandler
{
    public List<(Uri Uri, string Authorization, string Body)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Requests)
            Requests.Add((request.RequestUri!, request.Headers.TryGetValues("Authorization", out var values) ? values.Single() : "", body));
        var (status, text) = answer(request);
        return new(status) { Content = new StringContent(text, Encoding.UTF8, "application/x-amz-json-1.1"), RequestMessage = request };
    }
}
