using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace IncidentKit.Aws.Client;

/// <summary>Writes a request as the protocol of its service wants it.</summary>
sealed class RawMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly RawMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var (operation, parameters) = (((RawRequest)input).Operation, ((RawRequest)input).Parameters);
        var request = new DefaultRequest(input, operation.Service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
        switch (operation.Service.Protocol)
        {
            case AwsProtocol.Json:
                request.Headers["X-Amz-Target"] = $"{operation.Service.TargetPrefix}.{operation.Name}";
                request.Headers[HeaderKeys.ContentTypeHeader] = $"application/x-amz-json-{operation.Service.JsonVersion}";
                request.Content = JsonSerializer.SerializeToUtf8Bytes(parameters);
                break;
            case AwsProtocol.RestGet:
                request.HttpMethod = "GET";
                request.ResourcePath = operation.Path;
                request.UseQueryString = true;
                // The SDK encodes path and query once, when it signs: values go in raw.
                foreach (var member in parameters.EnumerateObject())
                {
                    if (operation.Query.FirstOrDefault(q => q.Member == member.Name).Name is { } name)
                        request.Parameters.Add(name, member.Value.ToString());
                    else
                        request.AddPathResource($"{{{member.Name}}}", member.Value.ToString());
                }
                break;
            case AwsProtocol.RestPost:
                request.ResourcePath = operation.Path;
                request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
                request.Content = JsonSerializer.SerializeToUtf8Bytes(parameters);
                break;
            case AwsProtocol.Query:
                request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-www-form-urlencoded; charset=utf-8";
                request.Content = Encoding.UTF8.GetBytes(
                    $"Action={operation.Name}&Version={operation.Service.Version}{Form(parameters, "")}"
                );
                break;
        }
        return request;
    }

    /// <summary>Members as <c>&amp;Filter.1.Name=…</c>: lists count from 1 (AWS query protocol).</summary>
    static string Form(JsonElement value, string name) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => string.Concat(
                value.EnumerateObject().Select(member => Form(member.Value, name.Length == 0 ? member.Name : $"{name}.{member.Name}"))
            ),
            JsonValueKind.Array => string.Concat(value.EnumerateArray().Select((item, index) => Form(item, $"{name}.{index + 1}"))),
            _ => $"&{name}={Uri.EscapeDataString(value.ToString())}",
        };
}

/// <summary>Keeps an answer as it came, and finds code and message of an error.</summary>
sealed partial class RawUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly RawUnmarshaller Instance = new();

    [GeneratedRegex("<Code>(?<text>[^<]*)</Code>", RegexOptions.NonBacktracking)]
    private static partial Regex XmlCode();

    [GeneratedRegex("<Message>(?<text>[^<]*)</Message>", RegexOptions.NonBacktracking)]
    private static partial Regex XmlMessage();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var raw = ReadAll(input);
        if (raw.Length == 0)
            return new RawResponse();
        return new RawResponse { Body = Answers.Minify(raw, out _) };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var raw = ReadAll(input);
        var body = Answers.Minify(raw, out var isJson);
        var header = input.ResponseData.GetHeaderValue("x-amzn-errortype");
        string? code = string.IsNullOrEmpty(header) ? null : header,
            message = null;
        if (isJson)
        {
            using var json = JsonDocument.Parse(body);
            code ??= Member(json.RootElement, "__type") ?? Member(json.RootElement, "code");
            message = Member(json.RootElement, "message") ?? Member(json.RootElement, "errorMessage");
        }
        else
        {
            var text = Encoding.UTF8.GetString(raw);
            code ??= XmlCode().Match(text) is { Success: true } c ? c.Groups["text"].Value : null;
            message = XmlMessage().Match(text) is { Success: true } m ? WebUtility.HtmlDecode(m.Groups["text"].Value) : null;
        }
        // "aws.protocols#ThrottlingException:http://..." names ThrottlingException.
        var named = code?.Split(':')[0].Split('#')[^1];
        code = named ?? Answers.NotOfAws(statusCode);
        message ??= named is null ? Answers.InPlaceOfAws(statusCode, Encoding.UTF8.GetString(raw)) : $"HTTP status {(int)statusCode}";
        return new RawException(
            message,
            innerException,
            code,
            statusCode,
            raw.Length == 0 ? JsonSerializer.SerializeToUtf8Bytes(new { error = new { code, message } }) : body
        );
    }

    static string? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
                is { ValueKind: JsonValueKind.String } value
                ? value.GetString()
                : null
            : null;

    static byte[] ReadAll(JsonUnmarshallerContext input)
    {
        using var copy = new MemoryStream();
        input.Stream.CopyTo(copy);
        return copy.ToArray();
    }
}
