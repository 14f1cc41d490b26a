using IncidentKit.Evidence.Secrets;

namespace IncidentKit.Tests.Evidence;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("DB_PASS", "password")]
    [InlineData("PASSWD", "password")]
    [InlineData("dbPassword", "password")]
    [InlineData("PASSWORD_PROD", "password")]
    [InlineData("pgpassword", "password")]
    [InlineData("spring.datasource.password", "password")]
    [InlineData("STRIPE_KEY", "key")]
    [InlineData("x-api-key", "apiKey")]
    [InlineData("APIKEY", "apiKey")]
    [InlineData("PRIVATE_KEY", "privateKey")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "secretKey")]
    [InlineData("secret_key_base", "secretKey")]
    [InlineData("SecretString", "secret")]
    [InlineData("clientSecrets", "secret")]
    [InlineData("GITHUB_TOKEN", "token")]
    [InlineData("X-Amz-Security-Token", "token")]
    [InlineData("authtoken", "token")]
    [InlineData("CONNECTION_STRING", "credential")]
    [InlineData("SENTRY_DSN", "credential")]
    [InlineData("SLACK_WEBHOOK_URL", "credential")]
    public void NameTells(string name, string kind) => Assert.Equal(new TellingName(kind, true), SecretNames.Of(name));

    /// <summary>Names in answers of AWS, and of variables, that name another thing than a secret.</summary>
    [Theory]
    [InlineData("SecretArn")]
    [InlineData("SECRET_NAME")]
    [InlineData("PasswordLastUsed")]
    [InlineData("PasswordResetRequired")]
    [InlineData("nextToken")]
    [InlineData("NextForwardToken")]
    [InlineData("clientRequestToken")]
    [InlineData("HttpTokens")]
    [InlineData("token_count")]
    [InlineData("max_tokens")]
    [InlineData("TOKEN_URL")]
    [InlineData("PASSWORD_API_URL")]
    [InlineData("Key")]
    [InlineData("KeyId")]
    [InlineData("KmsKeyId")]
    [InlineData("S3Key")]
    [InlineData("partitionKey")]
    [InlineData("CACHE_KEY")]
    [InlineData("PublicKey")]
    [InlineData("keyboard")]
    [InlineData("secretary")]
    [InlineData("tokenizer")]
    [InlineData("bypass")]
    [InlineData("AuthorizationType")]
    [InlineData("authorizerCredentialsArn")]
    [InlineData("secretsManagerPolicy")]
    [InlineData("valueFrom")]
    public void NameTellsNothing(string name) => Assert.Null(SecretNames.Of(name));

    /// <summary>A key of an unknown kind is a secret when it looks like one; in the environment always.</summary>
    [Theory]
    [InlineData("stripeKey", false, false)]
    [InlineData("stripeKey", true, true)]
    [InlineData("redis-auth", false, false)]
    public void NameIsDoubtful(string name, bool isVariable, bool isSure) => Assert.Equal(isSure, SecretNames.Of(name, isVariable)?.IsSure);

    [Theory]
    [InlineData("a1B2c3D4e5", true)]
    [InlineData("0af1b2c3d4e5f607", true)]
    [InlineData("report-2026-01-29.json", false)]
    [InlineData("20260129T163640Z", false)]
    [InlineData("MyReportOutputName", false)]
    [InlineData("scram-sha-256", false)]
    [InlineData("/data/0af1b2c3d4e5f607", false)]
    [InlineData("https://host/0af1b2c3d4e5f607", false)]
    public void ValueLooksRandom(string value, bool expected) => Assert.Equal(expected, SecretValues.LooksRandom(value));
}
