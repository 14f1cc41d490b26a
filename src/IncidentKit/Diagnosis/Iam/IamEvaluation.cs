using System.Text.Json;
using IncidentKit.Evidence;

namespace IncidentKit.Diagnosis.Iam;

/// <summary>
/// Evaluates recorded policy documents for one call. Source: IAM user guide, "Policy evaluation logic" and "IAM JSON policy elements":
/// an explicit Deny wins, then an Allow, else the call is refused. A condition on a key whose value is not known is neither true nor false.
/// </summary>
internal static class IamEvaluation
{
    /// <summary>True, false, or not settled by what was recorded.</summary>
    private enum Truth
    {
        No,
        Unknown,
        Yes,
    }

    /// <summary>What a role's policies say of an action on a resource.</summary>
    /// <param name="documents">All identity policies of the role.</param>
    /// <param name="action">The action, <c>ecs:RunTask</c>.</param>
    /// <param name="resource">The resource's ARN.</param>
    /// <param name="conditions">The condition keys whose values are known.</param>
    public static IamDecision Decide(
        IEnumerable<JsonElement> documents,
        string action,
        string resource,
        IReadOnlyDictionary<string, string> conditions
    ) =>
        Combine(
            documents
                .SelectMany(Statements)
                .Select(s =>
                    (
                        Effect: s.Text("Effect"),
                        Match: And(
                            And(Matches(s, "Action", action, ignoreCase: true), Matches(s, "Resource", resource, ignoreCase: false)),
                            Holds(s, conditions)
                        )
                    )
                )
        );

    /// <summary>Whether a trust policy lets a service assume the role.</summary>
    /// <param name="trust">The role's trust policy.</param>
    /// <param name="service">The service's principal, <c>scheduler.amazonaws.com</c>.</param>
    /// <param name="conditions">The condition keys whose values are known.</param>
    public static IamDecision Trusts(JsonElement trust, string service, IReadOnlyDictionary<string, string> conditions) =>
        Combine(
            Statements(trust)
                .Select(s =>
                    (
                        Effect: s.Text("Effect"),
                        Match: And(And(Matches(s, "Action", "sts:AssumeRole", ignoreCase: true), Names(s, service)), Holds(s, conditions))
                    )
                )
        );

    /// <summary>Whether a resource's own policy lets a service act on it.</summary>
    /// <param name="policy">The policy of the resource.</param>
    /// <param name="service">The service's principal, <c>events.amazonaws.com</c>.</param>
    /// <param name="action">The action, <c>lambda:InvokeFunction</c>.</param>
    /// <param name="resource">The resource's ARN.</param>
    /// <param name="conditions">The condition keys whose values are known.</param>
    public static IamDecision Permits(
        JsonElement policy,
        string service,
        string action,
        string resource,
        IReadOnlyDictionary<string, string> conditions
    ) =>
        Combine(
            Statements(policy)
                .Select(s =>
                    (
                        Effect: s.Text("Effect"),
                        Match: And(
                            And(
                                And(Matches(s, "Action", action, ignoreCase: true), Matches(s, "Resource", resource, ignoreCase: false)),
                                Names(s, service)
                            ),
                            Holds(s, conditions)
                        )
                    )
                )
        );

    private static IamDecision Combine(IEnumerable<(string? Effect, Truth Match)> statements)
    {
        var (allow, deny) = (Truth.No, Truth.No);
        foreach (var (effect, match) in statements)
        {
            if (effect == "Allow")
                allow = allow > match ? allow : match;
            else if (effect == "Deny")
                deny = deny > match ? deny : match;
        }

        return (allow, deny) switch
        {
            (Truth.No, _) or (_, Truth.Yes) => IamDecision.Denied,
            (Truth.Yes, Truth.No) => IamDecision.Allowed,
            _ => IamDecision.Undetermined,
        };
    }

    private static IEnumerable<JsonElement> Statements(JsonElement document) =>
        document.Member("Statement") switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
            { ValueKind: JsonValueKind.Object } one => [one],
            _ => [],
        };

    /// <summary>
    /// The element <c>Action</c> or <c>NotAction</c>, <c>Resource</c> or <c>NotResource</c>. A trust policy has no resource.
    /// </summary>
    private static Truth Matches(JsonElement statement, string element, string value, bool ignoreCase)
    {
        if (statement.Member(element) is { } named)
            return Any(OneOrMany(named).Select(pattern => Like(pattern, value, ignoreCase)));
        return statement.Member("Not" + element) is { } others
            ? Not(Any(OneOrMany(others).Select(pattern => Like(pattern, value, ignoreCase))))
            : Truth.No;
    }

    private static Truth Names(JsonElement statement, string service)
    {
        if (statement.Member("Principal") is { } principal)
            return Named(principal, service);
        return statement.Member("NotPrincipal") is { } others ? Not(Named(others, service)) : Truth.No;
    }

    private static Truth Named(JsonElement principal, string service) =>
        principal.ValueKind == JsonValueKind.String
            ? Of(principal.GetString() == "*")
            : Of(principal.Member("Service") is { } services && OneOrMany(services).Contains(service, StringComparer.Ordinal));

    private static Truth Holds(JsonElement statement, IReadOnlyDictionary<string, string> known)
    {
        if (statement.Member("Condition") is not { ValueKind: JsonValueKind.Object } conditions)
            return Truth.Yes;
        var all = Truth.Yes;
        foreach (var operation in conditions.EnumerateObject())
        {
            if (operation.Value.ValueKind != JsonValueKind.Object)
                return Truth.Unknown;
            foreach (var key in operation.Value.EnumerateObject())
                all = And(all, Holds(operation.Name, key.Name, OneOrMany(key.Value), known));
        }

        return all;
    }

    private static Truth Holds(string operation, string key, IEnumerable<string> wanted, IReadOnlyDictionary<string, string> known)
    {
        const string optional = "IfExists";
        if (operation.EndsWith(optional, StringComparison.Ordinal))
            operation = operation[..^optional.Length];
        if (known.FirstOrDefault(k => k.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value is not { } value)
            return Truth.Unknown;
        return operation switch
        {
            "StringEquals" => Any(wanted.Select(w => Exactly(w, value, StringComparison.Ordinal))),
            "StringEqualsIgnoreCase" => Any(wanted.Select(w => Exactly(w, value, StringComparison.OrdinalIgnoreCase))),
            "StringNotEquals" => Not(Any(wanted.Select(w => Exactly(w, value, StringComparison.Ordinal)))),
            "StringLike" or "ArnLike" or "ArnEquals" => Any(wanted.Select(w => Like(w, value, ignoreCase: false))),
            "StringNotLike" or "ArnNotLike" or "ArnNotEquals" => Not(Any(wanted.Select(w => Like(w, value, ignoreCase: false)))),
            "Null" => Any(wanted.Select(w => Of(w == "false"))),
            _ => Truth.Unknown,
        };
    }

    private static Truth Exactly(string wanted, string value, StringComparison comparison) =>
        wanted.Contains("${", StringComparison.Ordinal) ? Truth.Unknown : Of(wanted.Equals(value, comparison));

    private static Truth Like(string pattern, string value, bool ignoreCase) =>
        pattern.Contains("${", StringComparison.Ordinal)
            ? Truth.Unknown
            : Of(ignoreCase ? Fits(pattern.ToUpperInvariant(), value.ToUpperInvariant()) : Fits(pattern, value));

    /// <summary>
    /// Matches a pattern: <c>*</c> stands for any text and <c>?</c> for one character. It
    /// goes in step with the last star, so it takes no more than pattern × value steps.
    /// </summary>
    private static bool Fits(string pattern, string value)
    {
        var (p, star, mark) = (0, -1, 0);
        for (var v = 0; v < value.Length; )
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark, p) = (p, v, p + 1);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == value[v]))
                (p, v) = (p + 1, v + 1);
            else if (star >= 0)
                (p, v, mark) = (star + 1, mark + 1, mark + 1);
            else
                return false;
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    private static IEnumerable<string> OneOrMany(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(JsonReading.AsText) : [value.AsText()];

    private static Truth Of(bool holds) => holds ? Truth.Yes : Truth.No;

    private static Truth Not(Truth truth) => Truth.Yes - (int)truth;

    private static Truth And(Truth a, Truth b) => a < b ? a : b;

    private static Truth Any(IEnumerable<Truth> all) => all.Aggregate(Truth.No, (most, next) => most > next ? most : next);
}
