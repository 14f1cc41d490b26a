namespace IncidentKit.Rendering.Templates;

/// <summary>What a template writes, known from the part of its name before <c>.sbn</c>; decides how values are escaped.</summary>
internal enum TemplateKind
{
    Text,
    Markdown,
    Html,
    Shell,
}
