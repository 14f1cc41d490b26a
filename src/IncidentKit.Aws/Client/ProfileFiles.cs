using System.Text.RegularExpressions;
using Amazon.Runtime.CredentialManagement;
using IncidentKit.Basics;

namespace IncidentKit.Aws.Client;

/// <summary>The shared configuration files. The SDK passes over one that it cannot read, and then finds no credentials in it.</summary>
static partial class ProfileFiles
{
    /// <summary>What is thrown for a file that is there and cannot be read.</summary>
    public static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>The error that tells the truth about what was not found.</summary>
    /// <param name="missing">What to say where all files can be read.</param>
    /// <param name="e">What was thrown.</param>
    public static InputException Missing(string missing, Exception? e = null) => new(InputProblem.NoAnswer, Problem() ?? missing, e);

    /// <summary>Why one of the files cannot be read; null when those that are there can.</summary>
    static string? Problem()
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        return Problem(Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(folder, "credentials"))
            ?? Problem(Environment.GetEnvironmentVariable("AWS_CONFIG_FILE") ?? Path.Combine(folder, "config"));
    }

    static string? Problem(string path)
    {
        if (Directory.Exists(path))
            return $"{path} is a folder, not a file of AWS profiles";
        try
        {
            if (File.Exists(path))
                _ = new SharedCredentialsFile(path).ListProfileNames();
            return null;
        }
        catch (InvalidDataException e)
        {
            // The message quotes the line, which may be a secret.
            var line = Line().Match(e.Message) is { Success: true } place ? $"line {place.Groups["number"].Value}" : "a line";
            return $"{path} cannot be read: {line} is no section, property or comment of AWS profiles";
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"{path} cannot be read: {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    [GeneratedRegex("^Line (?<number>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
