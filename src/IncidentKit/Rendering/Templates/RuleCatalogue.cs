using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Rendering.Templates;

/// <summary>The pages about rules: what a finding means, how to confirm, repair, verify and prevent it.</summary>
public static class RuleCatalogue
{
    /// <summary>The ids of the rules that have a page, ordered.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. TemplateRenderer.Names.Select(RulePage.RuleOf).OfType<string>()];

    /// <summary>The page of a rule in Markdown, with names in capitals where a runbook has the incident's.</summary>
    /// <param name="ruleId">A rule's id, <c>IK2001</c>.</param>
    /// <exception cref="InputException">There is no such rule; the message names a near one.</exception>
    public static string Page(string ruleId)
    {
        if (!Ids.Contains(ruleId, StringComparer.Ordinal))
            throw new InputException(InputProblem.CommandLine, $"there is no rule '{ruleId}'{NearName.Hint(ruleId, Ids)}");
        using var model = JsonDocument.Parse(
            $$"""
            {"ruleId":"{{ruleId}}","finding":{"subjects":["SCHEDULE"],"explainsOnset":true},"incident":{"status":"ongoing"},"gaps":[],
             "window":{"start":"2026-01-29T14:00:00Z","end":"2026-01-29T23:00:00Z"},
             "schedules":[
               {"name":"SCHEDULE","group":"SCHEDULE_GROUP","region":"AWS_REGION","kind":"ecs",
                "target":"CLUSTER_ARN","role":"ROLE_ARN/SCHEDULE_ROLE",
                "taskDefinition":"TASK_DEFINITION_ARN","deadLetterQueue":"QUEUE_ARN",
                "subnets":["SUBNET_ID"],"securityGroups":["SECURITY_GROUP_ID"],"logGroups":["LOG_GROUP"]},
               {"name":"SCHEDULE","group":"SCHEDULE_GROUP","region":"AWS_REGION","kind":"lambda","target":"FUNCTION_ARN","role":null,
                "taskDefinition":null,"deadLetterQueue":null,
                "subnets":[],"securityGroups":[],"logGroups":[]}]}
            """
        );
        string page = new TemplateRenderer().Render("rule-page.md.sbn", model.RootElement);
        return Raised(page);
    }

    /// <summary>
    /// Places a rule's section. In a runbook it is one level down; on its own page it is the page. Examples in fences stay as they are.
    /// </summary>
    private static string Raised(string page)
    {
        string[] lines = page.Split('\n');
        bool fenced = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced && lines[i].StartsWith("##", StringComparison.Ordinal))
                lines[i] = lines[i][1..];
        }

        return string.Join('\n', lines);
    }
}
