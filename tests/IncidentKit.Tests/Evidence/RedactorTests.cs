using System.Text;
using System.Text.Json;
using CsCheck;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Evidence;

public sealed class RedactorTests
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r";
    private const string Pem = "-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\nIBAAK=\\n-----END RSA PRIVATE KEY-----";

    /// <summary>The text of a log event, and what is left of it.</summary>
    [Theory]
    [InlineData("key AKIAIOSFODNN7EXAMPLE used", "key [redacted:accessKey:~1] used")]
    [InlineData("AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "AWS_ACCESS_KEY_ID=[redacted:accessKey:~1]")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = [redacted:secretKey:~1]")]
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountKey=abc+/==;EndpointSuffix=x",
        "DefaultEndpointsProtocol=https;AccountKey=[redacted:secretKey:~1];EndpointSuffix=x"
    )]
    [InlineData("Server=db;User Id=sa;Password=p(w!d;Database=x", "Server=db;User Id=sa;Password=[redacted:password:~1];Database=x")]
    [InlineData("Server=db;Uid=sa;Pwd=x1;", "Server=db;Uid=sa;Pwd=[redacted:password:~1];")]
    [InlineData("connecting to postgres://app:p%40ss@w0rd@db:5432/x", "connecting to postgres://app:[redacted:password:~1]@db:5432/x")]
    [InlineData("redis://:hunter2@cache:6379", "redis://:[redacted:password:~1]@cache:6379")]
    [InlineData(
        "password=a b password=a c password=z",
        "password=[redacted:password:~1] b password=[redacted:password:~1] c password=[redacted:password:~2]"
    )]
    [InlineData("password: swordfish", "password: [redacted:password:~1]")]
    [InlineData("DB_PASSWORD: 'two words'", "DB_PASSWORD: '[redacted:password:~1]'")]
    [InlineData("{'user': 'a', 'password': 'b', 'port': 1}", "{'user': 'a', 'password': '[redacted:password:~1]', 'port': 1}")]
    [InlineData("run --password hunter2 --port 1", "run --password [redacted:password:~1] --port 1")]
    [InlineData("run --db-password=hunter2", "run --db-password=[redacted:password:~1]")]
    [InlineData("GET /bars?symbol=A&api_key=k9&limit=1", "GET /bars?symbol=A&api_key=[redacted:apiKey:~1]&limit=1")]
    [InlineData("GET /x?X-Amz-Signature=0af1&x=1", "GET /x?X-Amz-Signature=[redacted:token:~1]&x=1")]
    [InlineData("Authorization: Basic dXNlcjpwdw==", "Authorization: Basic [redacted:token:~1]")]
    [InlineData("sent Bearer abcdef0123456789abcdef", "sent Bearer [redacted:token:~1]")]
    [InlineData("jwt " + Jwt + ".", "jwt [redacted:token:~1].")]
    [InlineData("clone with ghp_0123456789abcdefghijABCDEFGHIJ012345", "clone with [redacted:token:~1]")]
    [InlineData("ACCESS_TOKEN=abc", "ACCESS_TOKEN=[redacted:token:~1]")]
    [InlineData("INFO {\"client_secret\": \"a\\\"b\", \"n\": 1}", "INFO {\"client_secret\": \"[redacted:secret:~1]\", \"n\": 1}")]
    [InlineData("INFO {\\\"password\\\": \\\"x y\\\"}", "INFO {\\\"password\\\": \\\"[redacted:password:~1]\\\"}")]
    public void SecretInALogLineIsReplaced(string message, string expected) => Assert.Equal(expected, RedactedMessage(message));

    [Theory]
    [InlineData("Token expired; password: incorrect")]
    [InlineData("token: expired")]
    [InlineData("password: required, secret: not found")]
    [InlineData("Bearer authentication failed for the request")]
    [InlineData("Authorization: failed")]
    [InlineData("password=null token=None secret=***")]
    [InlineData("password=[redacted:password:3] and [redacted:token:1]")]
    [InlineData("nextToken=AAAA0123 next_token: BBB clientToken=7f clientRequestToken=1")]
    [InlineData("cannot pull arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-Ab12 now")]
    [InlineData("secret: arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-Ab12")]
    [InlineData("https://sqs.us-west-2.amazonaws.com:443/123456789012/dlq")]
    [InlineData("ssh://git@host/repo and mail ops@example.com at 10:30")]
    [InlineData("task 0123456789abcdef0123456789abcdef started, AKIA and XAKIAIOSFODNN7EXAMPLE1 stay")]
    [InlineData("tokens used: 512, password policy changed, PWD is /app, keyboard=us, monkey=1")]
    [InlineData("PWD /app secretary=Ann tokenizer=bpe token_count=9 passwordless=yes")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public void NearMissStays(string message) => Assert.Equal(message, RedactedMessage(message));

    /// <summary>Random characters may hold one digit only.</summary>
    [Theory]
    [InlineData("API-QWERTYUIOPASD7GHJKLZXCVBNMQ")]
    [InlineData("ghp_QwertyuiopAsdfghjklZx7vbnmQwertyuiop")]
    [InlineData("hf_QwertyuiopAsdfghj7lZxcvbnmQwertyuiop")]
    [InlineData("ico-QwertyuiopAsd4ghjklZxcvbnmQwerty")]
    [InlineData("npm_QwertyuiopAsdfghjklZx7vbnmQwertyuiop")]
    public void KeyWithOneDigitGoes(string key) => Assert.Equal("key [redacted:token:~1] used", RedactedMessage($"key {key} used"));

    [Theory]
    [InlineData("API-COMPATIBILITYLAYEROFTHEPLATFORM")]
    [InlineData("sk-a-list-of-many-words-that-somebody-wrote-in-2026")]
    [InlineData("API-DOCUMENTATIONOFTHEPLATFORM2026")]
    public void WordBehindAKnownPrefixStays(string text) => Assert.Equal($"see {text} now", RedactedMessage($"see {text} now"));

    /// <summary>An answer as AWS sends it, and what is left of it.</summary>
    [Theory]
    // Environment variables of a container, whichever member comes first; a reference is no secret.
    [InlineData(
        """{"environment":[{"name":"DB_PASSWORD","value":"x"},{"value":"y","name":"ApiKey"},{"name":"STAGE","value":"prod"},{"name":"SECRET_ARN","value":"arn:aws:secretsmanager:us-west-2:123456789012:secret:a"}]}""",
        """{"environment":[{"name":"DB_PASSWORD","value":"[redacted:password:~1]"},{"value":"[redacted:apiKey:~2]","name":"ApiKey"},{"name":"STAGE","value":"prod"},{"name":"SECRET_ARN","value":"arn:aws:secretsmanager:us-west-2:123456789012:secret:a"}]}"""
    )]
    [InlineData(
        """{"environment":[{"name":"URL","value":"mysql://u:pw@h/d"}]}""",
        """{"environment":[{"name":"URL","value":"mysql://u:[redacted:password:~1]@h/d"}]}"""
    )]
    [InlineData(
        """{"Environment":{"Variables":{"GITHUB_TOKEN":"x y","LEVEL":"info","CREDENTIALS":"c"}}}""",
        """{"Environment":{"Variables":{"GITHUB_TOKEN":"[redacted:token:~1]","LEVEL":"info","CREDENTIALS":"[redacted:credential:~2]"}}}"""
    )]
    // A tag is not an environment variable.
    [InlineData("""{"tags":[{"name":"token-owner","value":"ops"}]}""", null)]
    [InlineData(
        """{"secrets":[{"name":"DB_PASSWORD","valueFrom":"arn:aws:ssm:us-west-2:123456789012:parameter/db"}],"Token":null}""",
        null
    )]
    [InlineData(
        """{"NextToken":"password=1","nextToken":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.x","nextForwardToken":"f/1","nextBackwardToken":"b/1"}""",
        null
    )]
    [InlineData("""{"uploadSequenceToken":"49021956349287346823467","sequenceToken":"49021956349287346823467"}""", null)]
    [InlineData("""{"clientToken":"0f","sessionCredentialFromConsole":"true","principalId":"AROAIOSFODNN7EXAMPLE:me"}""", null)]
    [InlineData(
        """{"Target":{"Input":"{ \"containerOverrides\": [ {\"environment\":[{\"name\":\"TOKEN\",\"value\":\"t\"}]} ], \"n\": 1.0 }"}}""",
        """{"Target":{"Input":"{ \"containerOverrides\": [ {\"environment\":[{\"name\":\"TOKEN\",\"value\":\"[redacted:token:~1]\"}]} ], \"n\": 1.0 }"}}"""
    )]
    [InlineData("""{"Input":"{ \"cluster\" : \"\\u0061\" }"}""", null)]
    [InlineData("""{"Input":"{ \"password\": 1234"}""", """{"Input":"{ \"password\": [redacted:password:~1]"}""")]
    [InlineData("""{"Input":"{\"password\":1234,\"token\":5}"}""", """{"Input":"{\"password\":\"[redacted:password:~1]\",\"token\":5}"}""")]
    [InlineData(
        """{"CloudTrailEvent":"{\"userIdentity\":{\"accessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"userName\":\"me\"},\"requestParameters\":{\"input\":\"{\\\"secret\\\":\\\"s\\\"}\",\"password\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}}"}""",
        """{"CloudTrailEvent":"{\"userIdentity\":{\"accessKeyId\":\"[redacted:accessKey:~1]\",\"userName\":\"me\"},\"requestParameters\":{\"input\":\"{\\\"secret\\\":\\\"[redacted:secret:~2]\\\"}\",\"password\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}}"}"""
    )]
    [InlineData("""{"key":"%PEM%"}""", """{"key":"[redacted:privateKey:~1]"}""")]
    [InlineData(
        """{"credentials":{"sessionToken":"abc","expiration":"x"}}""",
        """{"credentials":{"sessionToken":"[redacted:token:~1]","expiration":"x"}}"""
    )]
    [InlineData("""{"headers":{"Authorization":"opaque"}}""", """{"headers":{"Authorization":"[redacted:token:~1]"}}""")]
    [InlineData(
        """{"command":["run","--db-password","x","--n","1"]}""",
        """{"command":["run","--db-password","[redacted:password:~1]","--n","1"]}"""
    )]
    // Half of a surrogate pair is no text, but what is around it is still looked at.
    [InlineData("""{"message":"\ud83d token=abc"}""", """{"message":"\ud83d token=[redacted:token:~1]"}""")]
    [InlineData(""" "password=x" """, "\"password=[redacted:password:~1]\"")]
    // White space between tokens goes; spelling stays.
    [InlineData("{ \"a\" : [ 1.50 , 1e3 ,\r\n true ] , \"b\" : \"\\u00e9\\/ x\" }\n", "{\"a\":[1.50,1e3,true],\"b\":\"\\u00e9\\/ x\"}")]
    public void AnswerKeepsAllButItsSecrets(string body, string? expected)
    {
        body = body.Replace("%PEM%", Pem, StringComparison.Ordinal);
        Assert.Equal(expected ?? body, Redact(body));
    }

    [Fact]
    public void AnswerWithoutSecretsIsNotCopied()
    {
        ReadOnlyMemory<byte> body = """{"logStreams":[{"arn":"arn:aws:logs:us-west-2:1:log-group:/a","storedBytes":0}]}"""u8.ToArray();
        Assert.Equal(body, new Redactor().Redact(body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("<html>")]
    [InlineData("{} {}")]
    public void BodyThatIsNotJsonIsRefused(string body) => Assert.Throws<ArgumentException>(() => Redact(body));

    [Fact]
    public void RedactingTwiceChangesNothingAndNoKeyIsLeft() =>
        Gen.OneOf(
                new[]
                {
                    "password=",
                    "token: ",
                    "x",
                    " ",
                    "\"",
                    "\\",
                    "{",
                    "AKIAIOSFODNN7EXAMPLE",
                    "://u:p@",
                    "[redacted:",
                    Jwt,
                    "secret",
                    "=",
                    "eyJ",
                    "é",
                }
                    .Select(Gen.Const)
                    .ToArray()
            )
            .Array[1, 12]
            .Select(parts => string.Concat(parts))
            .Sample(message =>
            {
                var once = RedactedMessage(message);
                Assert.Equal(once, RedactedMessage(once));
                Assert.DoesNotContain("AKIAI44QH8DHBEXAMPLE", RedactedMessage(message + " AKIAI44QH8DHBEXAMPLE"), StringComparison.Ordinal);
            });

    [Theory]
    [InlineData("token")]
    [InlineData("eyJ-")]
    [InlineData("://a:")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("password=\"")]
    [InlineData("arn:aws:")]
    [InlineData("--a-password ")]
    public async Task NoTextMakesItHang(string part)
    {
        var message = string.Concat(Enumerable.Repeat(part, 500_000 / part.Length)) + " password=x";
        await Task.Run(() => RedactedMessage(message), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    private static string RedactedMessage(string message)
    {
        var body = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new { message }));
        using var redacted = JsonDocument.Parse(Redact(body));
        return redacted.RootElement.GetProperty("message").GetString()!;
    }

    private static string Redact(string body) => Encoding.UTF8.GetString(new Redactor().Redact(Encoding.UTF8.GetBytes(body)).Span);
}
