using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Evidence.Shapes;
using NodaTime;

namespace IncidentKit.Aws.Client;

/// <summary>Tells answers apart: what kind of failure they are, and their bodies without white space.</summary>
static class Answers
{
    // Beginnings of the codes by which services refuse a caller, and parts of those by which they slow one down (botocore's retry data).
    static readonly string[] Refusals =
    [
        "AccessDenied",
        "AuthFailure",
        "ExpiredToken",
        "IncompleteSignature",
        "InvalidClientTokenId",
        "InvalidSignature",
        "MissingAuthenticationToken",
        "NotAuthorized",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "Unauthorized",
        "UnrecognizedClient",
    ];

    static readonly string[] SlowDowns = ["Throttl", "TooManyRequests", "RequestLimitExceeded", "SlowDown", "ProvisionedThroughput"];

    /// <summary>The answer that stands for what was thrown.</summary>
    /// <exception cref="InputException">There are no credentials.</exception>
    public static AwsAnswer Failed(Exception exception)
    {
        if (
            exception is AmazonClientException { InnerException: null }
            && exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase)
        )
            throw AwsClient.NoCredentials(exception);
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case RawException raw:
                    return new((int)raw.StatusCode, raw.Body, Classify(raw), raw.ErrorCode, FirstLine(raw.Message));
                case BodyTooLongException:
                    return NoAnswer(AwsFailure.NotTheAnswer, "BodyTooLong", e.Message);
                case TimeoutException:
                    return NoAnswer(AwsFailure.Timeout, "Timeout", FirstLine(e.Message));
                case OperationCanceledException:
                    return NoAnswer(AwsFailure.Timeout, "Timeout", "no answer in time");
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }:
                    return NoAnswer(AwsFailure.Unreachable, "Proxy", ProxyRefusal(e.Message));
                case SocketException
                or HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                }:
                    return NoAnswer(AwsFailure.Unreachable, "Unreachable", FirstLine(e.Message));
            }
        }
        var root = exception.GetBaseException();
        return NoAnswer(AwsFailure.Other, root.GetType().Name, FirstLine(root.Message));
    }

    /// <summary>Whether the same call may bring an answer a moment later.</summary>
    public static bool IsWorthAnotherTry(AwsAnswer answer) =>
        answer.Failure switch
        {
            AwsFailure.Timeout or AwsFailure.Unreachable => true,
            AwsFailure.NotTheAnswer => answer.Code != "BodyTooLong",
            AwsFailure.Other => answer.Status is 0 or >= 500,
            _ => false,
        };

    /// <summary>The code of an error that is not written as AWS writes them.</summary>
    public static string NotOfAws(HttpStatusCode status) => $"{NoCode}{(int)status}";

    /// <summary>What is said of such an error.</summary>
    public static string InPlaceOfAws(HttpStatusCode status, string body) =>
        status == HttpStatusCode.ProxyAuthenticationRequired
            ? "a proxy asks for credentials; see HTTPS_PROXY"
            : $"answered {(int)status} with {BodyForm.Of(body)}, not as AWS does: is a proxy in between?";

    const string NoCode = "Http";

    /// <summary>The status alone: the SDK's text may hold the proxy's address with its password.</summary>
    static string ProxyRefusal(string text) =>
        text.Split('\'').FirstOrDefault(part => part.Length == 3 && part.All(char.IsAsciiDigit)) is { } status
            ? $"the proxy refused the connection with status {status}"
            : "the proxy refused the connection";

    /// <summary>The answer, if what came is what the operation answers; otherwise its failure. A body that is none is kept as a
    /// text.</summary>
    /// <param name="answer">What came.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="askedAt">When it was asked.</param>
    public static AwsAnswer Checked(this AwsAnswer answer, AwsOperation operation, Instant askedAt)
    {
        if (answer.Failure != AwsFailure.None)
            return answer;
        var check = WholeAnswer.Check(operation.EvidenceName, answer.Body.Span, askedAt);
        if (check.Problem is null)
            return answer with { Check = check };
        var message = $"answered {answer.Status} {check.Problem}: is a proxy in between?";
        var body = answer.Body.Span is [(byte)'"', ..]
            ? answer.Body
            : JsonSerializer.SerializeToUtf8Bytes(Encoding.UTF8.GetString(answer.Body.Span));
        return new(answer.Status, body, AwsFailure.NotTheAnswer, nameof(AwsFailure.NotTheAnswer), message) { Check = check };
    }

    static AwsAnswer NoAnswer(AwsFailure failure, string code, string message) =>
        new(0, JsonSerializer.SerializeToUtf8Bytes(new { error = new { code, message } }), failure, code, message);

    static AwsFailure Classify(RawException e)
    {
        var code = e.ErrorCode ?? "";
        // No word of AWS's: what a proxy refuses is not refused by AWS, and what a proxy does not find may be there.
        if (code == NotOfAws(e.StatusCode))
            return e.StatusCode switch
            {
                HttpStatusCode.TooManyRequests => AwsFailure.Throttled,
                HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => AwsFailure.Timeout,
                >= HttpStatusCode.InternalServerError => AwsFailure.Other,
                _ => AwsFailure.NotTheAnswer,
            };
        if (
            code.Contains("NextToken", StringComparison.Ordinal)
            || (code == "InvalidParameterException" && e.Message.Contains("token", StringComparison.OrdinalIgnoreCase))
        )
            return AwsFailure.TokenExpired;
        if (Refusals.Any(start => code.StartsWith(start, StringComparison.Ordinal)))
            return AwsFailure.Denied;
        if (SlowDowns.Any(part => code.Contains(part, StringComparison.Ordinal)) || e.StatusCode == HttpStatusCode.TooManyRequests)
            return AwsFailure.Throttled;
        if (
            code.Contains("NotFound", StringComparison.Ordinal)
            || code.Contains("NoSuchEntity", StringComparison.Ordinal)
            || code.Contains("NonExistentQueue", StringComparison.Ordinal)
            || code.Contains("QueueDoesNotExist", StringComparison.Ordinal)
            || code is "StateMachineDoesNotExist" or "ExecutionDoesNotExist"
            || (code == "ClientException" && e.Message.Contains("Unable to describe task definition", StringComparison.Ordinal))
        )
            return AwsFailure.Absent;
        return e.StatusCode switch
        {
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => AwsFailure.Denied,
            HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => AwsFailure.Timeout,
            _ => AwsFailure.Other,
        };
    }

    static string FirstLine(string text) => text.ReplaceLineEndings(" ").Trim();

    /// <summary>The same JSON text without the white space between its tokens; what is not JSON becomes a JSON string.</summary>
    public static byte[] Minify(ReadOnlySpan<byte> body, out bool isJson)
    {
        isJson = IsJson(body);
        if (!isJson)
            return JsonSerializer.SerializeToUtf8Bytes(Encoding.UTF8.GetString(body));
        var kept = new byte[body.Length];
        var (length, inString, escaped) = (0, false, false);
        foreach (var b in body)
        {
            if (!inString && b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                continue;
            kept[length++] = b;
            if (escaped)
                escaped = false;
            else if (inString && b == '\\')
                escaped = true;
            else if (b == '"')
                inString = !inString;
        }
        return kept[..length];
    }

    static bool IsJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read())
                return false;
            reader.Skip();
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
