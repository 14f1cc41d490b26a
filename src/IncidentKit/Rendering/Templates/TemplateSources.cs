using System.Reflection;
using System.Text;
using IncidentKit.Basics;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace IncidentKit.Rendering.Templates;

/// <summary>The templates by name: those in the tool, and a folder's that replace some of them.</summary>
internal sealed class TemplateSources : ITemplateLoader
{
    private const string Prefix = "templates/";
    private const string Suffix = ".sbn";

    private static readonly Assembly Owner = typeof(TemplateSources).Assembly;

    private static readonly SortedDictionary<string, string> BuiltIn = new(
        Owner
            .GetManifestResourceNames()
            .Select(n => (Resource: n, Name: n.Replace('\\', '/')))
            .Where(n => n.Name.StartsWith(Prefix, StringComparison.Ordinal) && n.Name.EndsWith(Suffix, StringComparison.Ordinal))
            .ToDictionary(n => n.Name[Prefix.Length..], n => n.Resource),
        StringComparer.Ordinal
    );

    private const int LargestTemplate = 1 << 20;
    private const int DeepestFolder = 3;

    private readonly Dictionary<string, string> _overrides = [];
    private readonly SortedSet<string> _overridesRead = new(StringComparer.Ordinal);

    public TemplateSources(string? overrideFolder)
    {
        if (overrideFolder is null)
            return;
        if (!Directory.Exists(overrideFolder))
            throw new InputException(InputProblem.Content, $"templates folder '{overrideFolder}' does not exist");
        foreach (string path in InputFile.In(overrideFolder, Suffix, DeepestFolder))
        {
            string name = Path.GetRelativePath(overrideFolder, path).Replace('\\', '/');
            if (!BuiltIn.ContainsKey(name))
                throw new InputException(InputProblem.Content, $"template {name}: {Unknown(name)}");
            _overrides[name] = path;
        }
    }

    /// <summary>The names of all templates, ordered.</summary>
    public static IReadOnlyCollection<string> Names => BuiltIn.Keys;

    /// <summary>The names of the folder's templates, ordered.</summary>
    public IReadOnlyCollection<string> Overrides => [.. _overrides.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Those of them that were read, ordered.</summary>
    public IReadOnlyCollection<string> OverridesRead => _overridesRead;

    /// <summary>The text of a template, with <c>\n</c> line ends.</summary>
    public string Read(string name)
    {
        if (!BuiltIn.TryGetValue(name, out string? resource))
            throw new InputException(InputProblem.Content, $"template {name}: {Unknown(name)}");
        if (_overrides.TryGetValue(name, out string? path))
            _overridesRead.Add(name);
        using Stream stream = path is not null ? new MemoryStream(ReadOwn(name, path)) : Owner.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static byte[] ReadOwn(string name, string path)
    {
        try
        {
            return InputFile.ReadAll(path, LargestTemplate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Content, $"template {name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What a template writes.</summary>
    public static TemplateKind KindOf(string name) =>
        Path.GetExtension(Path.GetFileNameWithoutExtension(name)) switch
        {
            ".md" => TemplateKind.Markdown,
            ".html" => TemplateKind.Html,
            ".sh" => TemplateKind.Shell,
            _ => TemplateKind.Text,
        };

    public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName)
    {
        if (!BuiltIn.ContainsKey(templateName))
            throw new ScriptRuntimeException(callerSpan, Unknown(templateName));
        if (KindOf(templateName) != ((EscapingContext)context).Kind)
            throw new ScriptRuntimeException(callerSpan, $"'{templateName}' writes another language than the template that includes it");
        return templateName;
    }

    public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) => Read(templatePath);

    public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) => new(Read(templatePath));

    private static string Unknown(string name) => "there is no template of that name" + NearName.Hint(name, Names);
}
