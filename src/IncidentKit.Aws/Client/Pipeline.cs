using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util.Internal;
using IncidentKit.Aws.Sources;
using ExecutionContext = Amazon.Runtime.Internal.ExecutionContext;

namespace IncidentKit.Aws.Client;

/// <summary>An operation with its parameters, on its way through the SDK's pipeline.</summary>
sealed class RawRequest(AwsOperation operation, JsonElement parameters) : AmazonWebServiceRequest
{
    public AwsOperation Operation { get; } = operation;
    public JsonElement Parameters { get; } = parameters;
}

sealed class RawResponse : AmazonWebServiceResponse
{
    public byte[] Body { get; init; } = "\"\""u8.ToArray();
}

sealed class RawException(string message, Exception inner, string? code, HttpStatusCode status, byte[] body)
    : AmazonServiceException(message, inner, ErrorType.Unknown, code, "", status)
{
    public byte[] Body { get; } = body;
}

/// <summary>The SDK's pipeline for one service in one region: credentials, retries, signature, endpoint.</summary>
sealed class SdkClient(AWSCredentials credentials, SdkConfig config) : AmazonServiceClient(credentials, config)
{
    public bool IsOnThisMachine { get; } = !string.IsNullOrEmpty(config.ServiceURL) && new Uri(config.ServiceURL).IsLoopback;

    protected override IServiceMetadata ServiceMetadata => ((SdkConfig)Config).Metadata;

    // Called from the base constructor: no field is set yet.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockSkewOnly(Config)));
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
    }

    public Task<RawResponse> SendAsync(RawRequest request, CancellationToken ct) =>
        InvokeAsync<RawResponse>(
            request,
            new InvokeOptions { RequestMarshaller = RawMarshaller.Instance, ResponseUnmarshaller = RawUnmarshaller.Instance },
            ct
        );
}

sealed class SigV4Handler : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}

/// <summary>Sends a request again, once, when the machine's clock is wrong: the SDK corrects its time from the answer. All other attempts
/// are the client's own.</summary>
sealed class ClockSkewOnly(IClientConfig config) : StandardRetryPolicy(config)
{
    public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) => Task.FromResult(false);
}

sealed class WholeBodyFactory(Func<HttpMessageHandler, HttpMessageHandler>? wrap, CollectionLimits limits) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        HttpMessageHandler sender = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = 64,
        };
        return new(new WholeBody(wrap?.Invoke(sender) ?? sender, limits)) { Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(30) };
    }
}

sealed class SdkConfig : ClientConfig
{
    static readonly IDefaultConfiguration[] Modes =
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
        Mode(DefaultConfigurationMode.Auto, 1100),
    ];

    readonly AwsService _service;

    public SdkConfig(AwsService service)
        : base(new DefaultConfigurationProvider(Modes))
    {
        _service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        RegionEndpointServiceName = service.SigningName;
        ServiceVersion = service.Version;
        EndpointProvider = new RegionalEndpointProvider(service);
        Metadata = new ServiceInfo(service.ServiceId);
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.ServiceId.Replace(' ', '_'), "4.0.0-incidentkit");
    }

    public IServiceMetadata Metadata { get; }
    public override string RegionEndpointServiceName { get; }
    public override string ServiceVersion { get; }
    public override string UserAgent { get; }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new RegionalEndpointResolver().GetEndpoint(
            new ExecutionContext(
                new RequestContext(false)
                {
                    ClientConfig = this,
                    OriginalRequest = parameters.Request,
                    Request = new DefaultRequest(parameters.Request, _service.ServiceId)
                    {
                        AlternateEndpoint = parameters.AlternateEndpoint,
                    },
                },
                null
            )
        );

    static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) =>
        new DefaultConfiguration
        {
            Name = name,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        };

    sealed record ServiceInfo(string ServiceId) : IServiceMetadata
    {
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
