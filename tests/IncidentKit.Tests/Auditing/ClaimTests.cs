using System.Reflection;
using System.Runtime.CompilerServices;
using IncidentKit.Claims;
using IncidentKit.Tests.Architecture;

namespace IncidentKit.Tests.Auditing;

/// <summary>What is read does not change: what is placed are new claims.</summary>
public sealed class ClaimTests
{
    [Fact]
    public void NoClaimCanBeChanged()
    {
        Type[] claims = [.. typeof(Claim).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Claim))), typeof(PassageClaims)];
        Assert.True(claims.Length > 5);
        SourceTree.NoOffender(
            claims.SelectMany(t => t.GetProperties()).Where(IsSettable).Select(p => $"{p.DeclaringType!.Name}.{p.Name}").Distinct()
        );
    }

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
