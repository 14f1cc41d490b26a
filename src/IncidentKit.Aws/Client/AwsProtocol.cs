namespace IncidentKit.Aws.Client;

/// <summary>How a service's requests are written.</summary>
public enum AwsProtocol
{
    /// <summary>POST with an <c>X-Amz-Target</c> header; the parameters are the JSON body.</summary>
    Json,

    /// <summary>GET with the parameters in path and query string.</summary>
    RestGet,

    /// <summary>POST to a path of the operation; the parameters are the JSON body.</summary>
    RestPost,

    /// <summary>POST of a form; the answer is XML.</summary>
    Query,
}
