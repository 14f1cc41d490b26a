using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using IncidentKit.Cli;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Tampering;

/// <summary>Bundles of which something was changed without its hash: none is accepted, unless the change changed nothing that is read.</summary>
static class TamperCampaign
{
    const int Damaged = 5;
    const string Sums = "SHA256SUMS";
    const string Report = "incident-report.json";

    static readonly Duration Longest = Duration.FromSeconds(10);

    /// <summary>What is done to a folder. Each gets the folder and a file of it that was drawn.</summary>
    static readonly (string Name, Action<string, string, Random> Do)[] OfFolders =
    [
        ("a byte", (_, file, random) => Edit(file, bytes => bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256))),
        (
            "cut short",
            (_, file, random) => File.WriteAllBytes(file, File.ReadAllBytes(file)[..random.Next((int)new FileInfo(file).Length)])
        ),
        ("emptied", (_, file, _) => File.WriteAllBytes(file, [])),
        ("a line more", (_, file, _) => File.AppendAllText(file, "{}\n")),
        ("a line end more", (_, file, _) => File.AppendAllText(file, "\n")),
        ("the last line twice", (_, file, _) => File.AppendAllLines(file, File.ReadLines(file).TakeLast(1))),
        ("a line less", (_, file, _) => File.WriteAllLines(file, File.ReadAllLines(file).Skip(1))),
        ("lines turned", (_, file, _) => File.WriteAllText(file, string.Join('\n', File.ReadAllLines(file).Append("x").Reverse()))),
        ("line ends of Windows", (_, file, _) => File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"))),
        ("a mark of byte order", (_, file, _) => File.WriteAllText(file, File.ReadAllText(file), new UTF8Encoding(true))),
        ("a digit", (_, file, _) => File.WriteAllText(file, NextDigit(File.ReadAllText(file)))),
        ("deleted", (_, file, _) => File.Delete(file)),
        ("renamed", (folder, file, _) => File.Move(file, Path.Combine(folder, "x.Y.ndjson"))),
        ("a file more", (folder, _, _) => File.WriteAllText(Path.Combine(folder, "ecs.DescribeTasks.ndjson"), "")),
        ("a folder more", (folder, _, _) => Directory.CreateDirectory(Path.Combine(folder, "more"))),
        ("a file that is a folder", (_, file, _) => Folder(file)),
        ("a file that is a link to another", (folder, file, _) => Link(file, Path.Combine(folder, "manifest.json"))),
        ("a file that is a link to a device", (_, file, _) => Link(file, "/dev/zero")),
        ("two files exchanged", (folder, file, _) => Exchange(file, Path.Combine(folder, "manifest.json"))),
        ("said to be partial", (folder, _, _) => Say(folder, "\"complete\"", "\"partial\"")),
        ("no list of hashes", (folder, _, _) => File.Delete(Path.Combine(folder, Sums))),
        ("a hash in capitals", (folder, _, _) => List(folder, text => text.ToUpperInvariant())),
        ("a hash of another length", (folder, _, _) => List(folder, text => text[2..])),
        ("a name with a path", (folder, _, _) => List(folder, text => text.Replace("  ", "  ../", StringComparison.Ordinal))),
        ("a name twice", (folder, _, _) => List(folder, text => text + text.Split('\n')[0] + "\n")),
        ("a row less", (folder, _, _) => List(folder, text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..])),
        ("rows turned", (folder, _, _) => List(folder, text => string.Join('\n', text.Split('\n').Reverse()).TrimStart('\n') + "\n")),
    ];

    /// <summary>Tries drawn changes of drawn files, half of them in zips.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, CancellationToken ct)
    {
        InProcess.UseNoRealAccount();
        using var work = new TemporaryFolder();
        var (sound, rows, wrong) = (work.PathOf("sound"), new SortedDictionary<string, Row>(StringComparer.Ordinal), new List<string>());
        ZipFile.ExtractToDirectory(new MemoryStream(DemoFile.Read("freeze-open.zip")), sound);
        await InProcess.RunAsync("report", sound, "--out", work.PathOf("expected"));
        var expected = await File.ReadAllBytesAsync(Path.Combine(work.PathOf("expected"), Report), ct);
        var began = Stopwatch.GetTimestamp();
        var cases = 0;
        for (; cases < budget.Cases && Stopwatch.GetElapsedTime(began) < budget.Time.ToTimeSpan(); cases++)
        {
            ct.ThrowIfCancellationRequested();
            var random = new Random(unchecked((budget.Seed * 1_000_003) + cases));
            var (bundle, output) = (work.PathOf("sound-1"), work.PathOf("out"));
            var (path, kind) = cases % 2 == 0 ? OfFolder(sound, bundle, random) : OfZip(sound, bundle + ".zip", random);
            var ending = await InProcess.RunAsync("report", path, "--out", output);
            var accepted = ending.Code == 0;
            // A zip has bytes that nobody reads: times, attributes, comments.
            var same = accepted && Same(expected, Path.Combine(output, Report));
            var row = rows.TryGetValue(kind, out var found) ? found : rows[kind] = new Row();
            row.Add(ending.Code, same);
            if (ending.Wrong(Longest) is { } why)
                wrong.Add($"seed {budget.Seed}, case {cases}, {kind}: {why}");
            else if (accepted && (!same || path == bundle))
                wrong.Add($"seed {budget.Seed}, case {cases}, {kind}: accepted");
            foreach (var made in new[] { bundle, output }.Where(Directory.Exists))
                Directory.Delete(made, recursive: true);
            File.Delete(bundle + ".zip");
        }

        return new(
            ["change", "cases", "damaged (5)", "other refusals", "accepted, and the same"],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Key, .. row.Value.Cells])],
            cases,
            wrong
        );
    }

    static (string Path, string Kind) OfFolder(string sound, string bundle, Random random)
    {
        Copy(sound, bundle);
        var files = Directory.GetFiles(bundle).Order(StringComparer.Ordinal).ToList();
        var (name, change) = OfFolders[random.Next(OfFolders.Length)];
        change(bundle, files[random.Next(files.Count)], random);
        return (bundle, name);
    }

    static (string Path, string Kind) OfZip(string sound, string zip, Random random)
    {
        ZipFile.CreateFromDirectory(sound, zip);
        var bytes = File.ReadAllBytes(zip);
        switch (random.Next(6))
        {
            case 0:
                File.WriteAllBytes(zip, bytes[..random.Next(bytes.Length)]);
                return (zip, "zip: cut short");
            case 1:
                File.WriteAllBytes(zip, [.. bytes[..random.Next(bytes.Length)], .. bytes]);
                return (zip, "zip: bytes before it");
            case 2:
                using (var archive = ZipFile.Open(zip, ZipArchiveMode.Update))
                    archive.CreateEntry(new[] { "../x", "/etc/x", "a/b/c", " ", "con", "manifest.json", "..\\x" }[random.Next(7)]);
                return (zip, "zip: an entry more");
            case 3:
                // The list of contents stands at the end.
                bytes[^random.Next(1, 2000)] ^= (byte)random.Next(1, 256);
                File.WriteAllBytes(zip, bytes);
                return (zip, "zip: a byte of its list");
            case 4:
                for (var i = 0; i < 64; i++)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(zip, bytes);
                return (zip, "zip: 64 bytes");
            default:
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                File.WriteAllBytes(zip, bytes);
                return (zip, "zip: a byte");
        }
    }

    static bool Same(byte[] expected, string path)
    {
        // The name of the bundle stands in the report.
        var text = File.ReadAllText(path).Replace("sound-1", "sound", StringComparison.Ordinal);
        return Encoding.UTF8.GetString(expected) == text;
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    static void Edit(string file, Action<byte[]> edit)
    {
        var bytes = File.ReadAllBytes(file);
        edit(bytes);
        File.WriteAllBytes(file, bytes);
    }

    static string NextDigit(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('0', '8');
        return at < 0 ? text + "0" : $"{text[..at]}{(char)(text[at] + 1)}{text[(at + 1)..]}";
    }

    static void Folder(string file)
    {
        File.Delete(file);
        Directory.CreateDirectory(file);
    }

    static void Link(string file, string target)
    {
        // A link from a file to itself would be a circle, which is another change.
        if (file == target)
            target = Path.Combine(Path.GetDirectoryName(file)!, Sums);
        File.Delete(file);
        File.CreateSymbolicLink(file, target);
    }

    static void Exchange(string file, string other)
    {
        if (file == other)
            other = Path.Combine(Path.GetDirectoryName(file)!, Sums);
        var bytes = File.ReadAllBytes(file);
        File.Copy(other, file, overwrite: true);
        File.WriteAllBytes(other, bytes);
    }

    static void Say(string folder, string what, string instead)
    {
        var manifest = Path.Combine(folder, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(what, instead, StringComparison.Ordinal));
    }

    static void List(string folder, Func<string, string> change)
    {
        var path = Path.Combine(folder, Sums);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }

    sealed class Row
    {
        int _cases,
            _damaged,
            _other,
            _same;

        public IEnumerable<string> Cells => new[] { _cases, _damaged, _other, _same }.Select(n => n.ToString(CultureInfo.InvariantCulture));

        public void Add(int? code, bool same)
        {
            _cases++;
            _damaged += code == Damaged ? 1 : 0;
            _other += code is not (Damaged or 0) ? 1 : 0;
            _same += same ? 1 : 0;
        }
    }
}
