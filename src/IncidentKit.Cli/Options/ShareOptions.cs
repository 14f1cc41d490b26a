using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Sharing;

namespace IncidentKit.Cli.Options;

/// <summary>The options <c>--share</c>, <c>--include</c> and <c>--key</c>: documents for readers outside.</summary>
internal sealed class ShareOptions
{
    /// <summary>The folder that is written to unless told otherwise: a bundle's name may be one of those that stay inside.</summary>
    public const string DefaultFolder = "shared-report";

    private const int LargestKey = 16 << 20;

    private static readonly string[] Words = [.. Enum.GetNames<KeptInside>().Select(name => name.ToLowerInvariant())];

    private readonly Option<bool> _share = new("--share")
    {
        Description = "Make a copy for readers outside: pseudonyms for names, no recorded answers, no fix.sh.",
    };
    private readonly Option<string[]> _include = new("--include")
    {
        Description = $"With --share, what does not stay inside: {string.Join(", ", Words)}.",
        HelpName = "PART,…",
        CustomParser = result =>
            [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
        AllowMultipleArgumentsPerToken = false,
    };
    private readonly Option<string?> _key = new("--key")
    {
        Description = "With --share, which pseudonym stands for which name: used again and added to; default: beside the folder.",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _include.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)))
            {
                if (!Words.Contains(word, StringComparer.Ordinal))
                    result.AddError($"--include: '{word}' is none of {string.Join(", ", Words)}{NearName.Hint(word, Words)}");
            }
        });
        command.Add(_share);
        command.Add(_include);
        command.Add(_key);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_share) && (result.GetResult(_include) is not null || result.GetResult(_key) is not null))
                result.AddError("--include and --key are for --share");
            else if (result.GetResult(_key) is not null && Parts(result.GetValue(_include)).Contains(KeptInside.Names))
                result.AddError("--key is for pseudonyms, and --include names needs none");
        });
    }

    /// <summary>Whether documents are made for readers outside.</summary>
    public bool Share(ParseResult parsed) => parsed.GetValue(_share);

    /// <summary>What is asked for; null when documents are for readers inside.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">Where the documents go.</param>
    /// <exception cref="InputException">The key cannot be read, or would leave with the documents.</exception>
    public ShareRequest? Read(ParseResult parsed, string folder)
    {
        if (!parsed.GetValue(_share))
            return null;
        var include = Parts(parsed.GetValue(_include));
        return new ShareRequest(include.Contains(KeptInside.Names) ? ShareKey.Empty : ReadKey(KeyPath(parsed, folder)), include);
    }

    /// <summary>Where the key is.</summary>
    /// <exception cref="InputException">There is no place for it.</exception>
    public string KeyPath(ParseResult parsed, string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (parsed.GetValue(_key) is not { } path)
        {
            return Path.GetDirectoryName(full) is null
                ? throw new InputException(
                    InputProblem.CommandLine,
                    $"{folder} has no folder around it for the key; name a file with --key"
                )
                : full + "-key.json";
        }

        var inside = LinkedPath.Resolve(full) + Path.DirectorySeparatorChar;
        return LinkedPath.Resolve(Path.GetFullPath(path)).StartsWith(inside, StringComparison.OrdinalIgnoreCase)
            ? throw new InputException(InputProblem.CommandLine, $"the key {path} would leave with {folder}; name a file outside of it")
            : path;
    }

    /// <summary>Refuses a folder with anything else in it: what a report for readers inside has left there would go with it.</summary>
    /// <exception cref="InputException">There is something else.</exception>
    public static void RefuseOthers(string folder, IEnumerable<string> names)
    {
        if (!Directory.Exists(folder))
            return;
        var other = Directory
            .EnumerateFileSystemEntries(folder)
            .Select(p => Path.GetFileName(p)!)
            .Except(names)
            .Where(n => !n.EndsWith(WholeFile.Suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        if (other.FirstOrDefault() is { } first)
            throw new InputException(
                InputProblem.CommandLine,
                $"{folder} has {first}, which is not made by --share and would leave with the rest; name another folder with --out"
            );
    }

    private static HashSet<KeptInside> Parts(string[]? words) =>
        [.. (words ?? []).Where(Words.Contains).Select(word => Enum.Parse<KeptInside>(word, ignoreCase: true))];

    private static ShareKey ReadKey(string path)
    {
        if (Directory.Exists(path))
            throw new InputException(InputProblem.CommandLine, $"the key {path} is a folder; name a file with --key");
        try
        {
            return File.Exists(path) ? ShareKey.Parse(path, InputFile.ReadAll(path, LargestKey)) : ShareKey.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.CommandLine, $"{path} cannot be read: {e.Message}", e);
        }
    }
}
