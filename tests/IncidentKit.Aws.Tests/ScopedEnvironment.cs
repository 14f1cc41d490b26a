using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

/// <summary>Sets environment variables for the length of a test; null removes one.</summary>
sealed class ScopedEnvironment : IDisposable
{
    readonly List<(string Name, string? Value)> _before = [];

    public ScopedEnvironment(params (string Name, string? Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            _before.Add((name, Environment.GetEnvironmentVariable(name)));
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public static ScopedEnvironment WithoutCredentials() =>
        new(
            ("AWS_ACCESS_KEY_ID", null),
            ("AWS_SECRET_ACCESS_KEY", null),
            ("AWS_SESSION_TOKEN", null),
            ("AWS_PROFILE", null),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials"),
            ("AWS_CONFIG_FILE", "/nonexistent/config"),
            ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", null),
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", null),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", null)
        );

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
