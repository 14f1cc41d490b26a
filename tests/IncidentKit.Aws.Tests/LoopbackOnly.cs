using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

/// <summary>Refuses to leave the machine.</summary>
sealed class LoopbackOnly(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri!.IsLoopback
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"a test asked {request.RequestUri.Host}");
}
