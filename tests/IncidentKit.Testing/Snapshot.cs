using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit;

namespace IncidentKit.Testing;

/// <summary>
/// Verified snapshots with Verify's file habits: <c>Class.Method_param=value.verified.md</c> beside the test, <c>.received.md</c> when it
/// differs. Accept by renaming, or for all with INCIDENTKIT_ACCEPT=1 (ignored under CI).
/// </summary>
public static class Snapshot
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Compares content with the verified file and fails with their difference.</summary>
    /// <param name="content">What the test made; UTF-8, line ends as they are.</param>
    /// <param name="extension">The file's real extension without the dot, <c>md</c>.</param>
    /// <param name="parameter">What tells the cases of a theory apart, <c>name=value</c>; null for a fact.</param>
    /// <param name="file">The test's source file.</param>
    /// <param name="method">The test's method.</param>
    public static void Verify(
        string content,
        string extension,
        string? parameter = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = ""
    )
    {
        string stem = Path.Combine(
            Folder(file),
            $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameter is null ? "" : "_" + parameter)}"
        );
        string verified = $"{stem}.verified.{extension}";
        string received = $"{stem}.received.{extension}";
        string? expected = File.Exists(verified) ? File.ReadAllText(verified, Utf8) : null;
        if (expected == content)
        {
            File.Delete(received);
            return;
        }

        bool accept = Environment.GetEnvironmentVariable("INCIDENTKIT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true";
        File.WriteAllText(accept ? verified : received, content, Utf8);
        if (!accept)
            Assert.Fail($"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}:\n{Difference(expected ?? "", content)}");
        File.Delete(received);
    }

    /// <summary>The verified files of a project whose test method does not exist any more.</summary>
    /// <param name="tests">The project's test assembly.</param>
    public static IReadOnlyList<string> Dangling(Assembly tests)
    {
        var methods = tests.GetTypes().SelectMany(t => t.GetMethods().Select(m => $"{t.Name}.{m.Name}")).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory
                .EnumerateFiles(ProjectDirectory(tests), "*.verified.*", SearchOption.AllDirectories)
                .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Select(f => Path.GetFileName(f))
                .Where(f =>
                    !methods.Any(m => f.StartsWith(m + ".", StringComparison.Ordinal) || f.StartsWith(m + "_", StringComparison.Ordinal))
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The folder of a test project's sources.</summary>
    /// <param name="tests">The project's test assembly.</param>
    public static string ProjectDirectory(Assembly tests) =>
        tests.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDir").Value!;

    /// <summary>A deterministic build maps source paths to <c>/_/</c>: the project's folder is then found by its name in them.</summary>
    private static string Folder(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        if (Directory.Exists(folder))
            return folder;
        foreach (
            string project in AppDomain
                .CurrentDomain.GetAssemblies()
                .SelectMany(a => a.GetCustomAttributes<AssemblyMetadataAttribute>())
                .Where(a => a.Key == "ProjectDir")
                .Select(a => a.Value!)
        )
        {
            string marker = $"/{Path.GetFileName(project)}/";
            int at = file.IndexOf(marker, StringComparison.Ordinal);
            string candidate = at < 0 ? "" : Path.Combine(project, Path.GetDirectoryName(file[(at + marker.Length)..])!);
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException($"The folder of {file} was not found.");
    }

    private static string Difference(string expected, string actual)
    {
        DiffPaneModel model = InlineDiffBuilder.Diff(expected, actual, ignoreWhiteSpace: false);
        IEnumerable<string> lines = model
            .Lines.Where(l => l.Type is not ChangeType.Unchanged)
            .Select(l => $"{(l.Type is ChangeType.Inserted ? '+' : '-')} {l.Text}");
        return string.Join('\n', lines.Take(60));
    }
}
