using System.Globalization;
using System.Net;
using IncidentKit.Basics;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace IncidentKit.Rendering.Templates;

/// <summary>A sandbox that escapes every value a template writes, by the kind of the template; <see cref="Markup"/> passes.</summary>
internal sealed class EscapingContext : TemplateContext
{
    /// <summary>More than any report holds, and less than any machine's memory.</summary>
    private const int MostCharacters = 16 * 1024 * 1024;

    public EscapingContext(TemplateKind kind, ScriptObject functions, TemplateSources sources, CancellationToken cancellation)
        : base(functions)
    {
        Kind = kind;
        TemplateLoader = sources;
        CancellationToken = cancellation;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedIndexerAccess = false;
        EnableRelaxedFunctionAccess = false;
        LimitToString = MostCharacters;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OutputLimit = MostCharacters;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        LoopLimit = 1_000_000;
        RecursiveLimit = 50;
        ObjectRecursionLimit = 50;
        NewLine = "\n";
        AutoIndent = false;
    }

    public TemplateKind Kind { get; }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is null)
            return this;
        if (textAsObject is Markup or long or int or decimal or bool)
            return Write(
                textAsObject is bool flag ? (flag ? "true" : "false")
                : Kind == TemplateKind.Shell ? Convert.ToString(textAsObject, CultureInfo.InvariantCulture)!
                : NumberText.Of(textAsObject)
            );
        string text = ObjectToString(textAsObject) ?? "";
        return Write(
            Kind switch
            {
                TemplateKind.Markdown => MarkdownText.Escape(text),
                TemplateKind.Html => WebUtility.HtmlEncode(VisibleText.Lines(text)),
                TemplateKind.Shell => ShellText.Word(text),
                _ => VisibleText.Lines(text),
            }
        );
    }
}
