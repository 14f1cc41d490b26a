using System.Text.Json;
using IncidentKit.Basics;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace IncidentKit.Rendering.Templates;

/// <summary>
/// Renders the tool's templates from a report's JSON and nothing else: no clock, no environment, no file but the templates, and limits on
/// loops, recursion and time. Every value is escaped for the language that the template's name says (<c>report.md.sbn</c> writes Markdown).
/// </summary>
public sealed class TemplateRenderer
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly TemplateSources _sources;
    private readonly TimeSpan _timeLimit;

    /// <summary>Takes the tool's own templates, and instead of each the file of the same name in a folder if there is one.</summary>
    /// <param name="overrideFolder">A folder of <c>.sbn</c> files named as in <see cref="Names"/>; null for none.</param>
    /// <exception cref="InputException">The folder does not exist or holds a template of an unknown name.</exception>
    public TemplateRenderer(string? overrideFolder = null)
        : this(overrideFolder, TimeLimit) { }

    internal TemplateRenderer(string? overrideFolder, TimeSpan timeLimit)
    {
        _sources = new TemplateSources(overrideFolder);
        _timeLimit = timeLimit;
    }

    /// <summary>The names of all templates, ordered, with <c>/</c> between folders.</summary>
    public static IReadOnlyCollection<string> Names => TemplateSources.Names;

    /// <summary>The templates of the folder that replace the tool's, ordered.</summary>
    public IReadOnlyCollection<string> Overrides => _sources.Overrides;

    /// <summary>Those of <see cref="Overrides"/> that took part in what was rendered so far, ordered.</summary>
    public IReadOnlyCollection<string> OverridesRead => _sources.OverridesRead;

    /// <summary>Renders one template.</summary>
    /// <param name="templateName">One of <see cref="Names"/>, such as <c>incident-report.md.sbn</c>.</param>
    /// <param name="model">A JSON object; its members are the template's variables.</param>
    /// <returns>The document, with <c>\n</c> line ends and one at its end.</returns>
    /// <exception cref="InputException">
    /// There is no such template, or it has a mistake: <c>template NAME(line,column): what is wrong</c>.
    /// </exception>
    public string Render(string templateName, JsonElement model)
    {
        Template template = Parse(templateName);
        var variables = (ScriptObject)JsonModel.Value(model)!;
        using var limit = new CancellationTokenSource(_timeLimit);
        var context = new EscapingContext(
            TemplateSources.KindOf(templateName),
            new TemplateFunctions(variables).All(),
            _sources,
            limit.Token
        );
        context.PushGlobal(variables);
        context.PushGlobal(new ScriptObject());
        try
        {
            return template.Render(context).TrimEnd('\n', ' ') + "\n";
        }
        catch (ScriptAbortException e) when (limit.IsCancellationRequested)
        {
            throw Mistake(e.Span, $"took longer than {_timeLimit.TotalSeconds} s", e);
        }
        catch (ScriptParserRuntimeException e) when (e.ParserMessages.Count > 0)
        {
            throw Mistake(e.ParserMessages[0].Span, e.ParserMessages[0].Message, e);
        }
        catch (ScriptRuntimeException e)
        {
            throw Mistake(e.Span, e.InnerException is ArgumentException inner ? inner.Message : e.OriginalMessage, e);
        }
    }

    private Template Parse(string name)
    {
        Template template = Template.Parse(
            _sources.Read(name),
            name,
            new ParserOptions { ExpressionDepthLimit = 100, ParseFloatAsDecimal = true }
        );
        LogMessage? error = template.Messages.FirstOrDefault(m => m.Type == ParserMessageType.Error);
        return error is null ? template : throw Mistake(error.Span, error.Message, null);
    }

    private static InputException Mistake(SourceSpan span, string message, Exception? cause) =>
        new(
            InputProblem.Content,
            $"template {span.FileName}({span.Start.Line + 1},{span.Start.Column + 1}): {VisibleText.Line(message)}",
            cause
        );
}
