namespace IncidentKit.Rendering.Templates;

/// <summary>Text that is already written in the template's language; it is not escaped again.</summary>
internal sealed class Markup(string text)
{
    public override string ToString() => text;
}
