namespace IncidentKit.Sharing;

/// <summary>
/// What the texts of the report model are, by the end of the path of member names. What is not listed is a sentence: names in it are
/// found, and it stays a sentence.
/// </summary>
internal static class Members
{
    private static readonly Dictionary<string, MemberUse> Uses = new(StringComparer.Ordinal)
    {
        ["account"] = Name(NameKinds.Account),
        ["schedule"] = Name(NameKinds.Schedule),
        ["schedules"] = Name(NameKinds.Schedule),
        ["schedules/name"] = Name(NameKinds.Schedule),
        ["subjects"] = Name(NameKinds.Schedule),
        ["rule"] = Name(NameKinds.Schedule),
        ["ruleTarget"] = Name(NameKinds.Resource),
        ["repairs/target"] = Quoted,
        ["group"] = Name(NameKinds.Group),
        ["schedules/target"] = Name(NameKinds.Resource),
        ["schedules/role"] = Name(NameKinds.Role),
        ["taskDefinition"] = Name(NameKinds.TaskDefinition),
        ["deadLetterQueue"] = Name(NameKinds.Queue),
        ["subnets"] = Name(NameKinds.Subnet),
        ["securityGroups"] = Name(NameKinds.SecurityGroup),
        ["logGroup"] = Name(NameKinds.LogGroup),
        ["logGroups"] = Name(NameKinds.LogGroup),
        ["missingLogGroups/name"] = Name(NameKinds.LogGroup),
        ["changes/subject"] = Name(NameKinds.Resource),
        ["via"] = Name(NameKinds.Client),
        ["taskId"] = Name(NameKinds.Task),
        ["by"] = Name(NameKinds.Person),
        ["owner"] = Name(NameKinds.Person),
        ["open/owner"] = Name(NameKinds.Team),
        ["people/name"] = Name(NameKinds.Person),
        ["service"] = Name(NameKinds.Service),
        ["services"] = Name(NameKinds.Service),
        ["dataset"] = Name(NameKinds.Dataset),
        ["symbol"] = Name(NameKinds.Symbol),
        ["provenance/bundle"] = Name(NameKinds.Bundle),
        ["inputs/name"] = Name(NameKinds.File),
        ["recurrence/report"] = Name(NameKinds.Report),
        ["attested/status"] = Quoted,
        ["detectedBy"] = Quoted,
        ["attested/statements/text"] = Quoted,
        ["contributingFactors/text"] = Quoted,
        ["whyNotCaught/text"] = Quoted,
        ["fiveWhys/text"] = Quoted,
        ["lessons/wentWell/text"] = Quoted,
        ["lessons/wentBadly/text"] = Quoted,
        ["lessons/lucky/text"] = Quoted,
        ["decisions/text"] = Quoted,
        ["signOff/text"] = Quoted,
        ["people/role"] = Quoted,
        ["incident/severity"] = Quoted,
        ["recurrence/title"] = Quoted,
        ["intended/reason"] = Quoted,
        ["items/text"] = Quoted,
        ["corrections/said"] = Quoted,
        ["before"] = Quoted,
        ["after"] = Quoted,
        ["expectedValue"] = Quoted,
        ["newValue"] = Quoted,
        ["action"] = Word,
        ["bundleSha256"] = Word,
        ["calendar"] = Word,
        ["certainty"] = Word,
        ["coverage/source"] = Word,
        ["evidence/operation"] = Word,
        ["evidence/service"] = Word,
        ["expression"] = Word,
        ["facts/name"] = Word,
        ["finding"] = Word,
        ["findings"] = Word,
        ["findings/name"] = Word,
        ["id"] = Word,
        ["jqPath"] = Word,
        ["kind"] = Word,
        ["layer"] = Word,
        ["market"] = Word,
        ["milestones/name"] = Word,
        ["outage"] = Word,
        ["phase"] = Word,
        ["pointer"] = Word,
        ["priority"] = Word,
        ["provenance/tool"] = Word,
        ["provenance/tzdb"] = Word,
        ["region"] = Word,
        ["role"] = Word,
        ["rules"] = Word,
        ["ruleId"] = Word,
        ["schemaVersion"] = Word,
        ["section"] = Word,
        ["severity"] = Word,
        ["suggestedSeverity/level"] = Word,
        ["toFill/field"] = Word,
        ["tone"] = Word,
        ["sha256"] = Word,
        ["state"] = Word,
        ["status"] = Word,
        ["timeZone"] = Word,
        ["type"] = Word,
        ["verdict"] = Word,
        ["version"] = Word,
    };

    private static MemberUse Sentence => default;

    private static MemberUse Quoted => new(null, IsWord: false, IsQuoted: true);

    private static MemberUse Word => new(null, IsWord: true, IsQuoted: false);

    /// <summary>What a text is.</summary>
    /// <param name="path">The members that lead to it, <c>schedules/name</c>; arrays have none of their own.</param>
    public static MemberUse Of(string path)
    {
        for (var end = path; ; end = end[(end.IndexOf('/') + 1)..])
        {
            if (Uses.TryGetValue(end, out var use))
                return use;
            if (!end.Contains('/', StringComparison.Ordinal))
                return Sentence;
        }
    }

    private static MemberUse Name(string kind) => new(kind, IsWord: false, IsQuoted: false);
}
