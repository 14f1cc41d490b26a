namespace IncidentKit.Basics;

/// <summary>Where the template of the page of a rule or check lies among the templates.</summary>
internal static class RulePage
{
    private const string Folder = "rules/";
    private const string Extension = ".md.sbn";

    /// <summary>The name of the template of a rule's page, <c>rules/IK2001.md.sbn</c>.</summary>
    public static string TemplateOf(string ruleId) => Folder + ruleId + Extension;

    /// <summary>The rule whose page a template is; null for another template.</summary>
    public static string? RuleOf(string template) =>
        template.StartsWith(Folder, StringComparison.Ordinal) && template.EndsWith(Extension, StringComparison.Ordinal)
            ? template[Folder.Length..^Extension.Length]
            : null;
}
