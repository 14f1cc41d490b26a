using System.Reflection;

namespace IncidentKit.Tests.Architecture;

/// <summary>The core speaks of time in NodaTime's types.</summary>
public sealed class PublicMemberTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Refused =
    [
        typeof(DateTime),
        typeof(DateTimeOffset),
        typeof(TimeSpan),
        typeof(DateOnly),
        typeof(TimeOnly),
        typeof(DateTimeKind),
        typeof(TimeZoneInfo),
    ];

    [Fact]
    public void NoPublicMemberOfTheCoreHasATimeOfTheFramework()
    {
        (string Name, Type Type)[] members = [.. SourceTree.Core.GetExportedTypes().SelectMany(Members)];
        Assert.Contains(members, m => m.Type == typeof(Instant));
        SourceTree.NoOffender(members.Where(m => Parts(m.Type).Any(Refused.Contains)).Select(m => m.Name));
    }

    /// <summary>The types in the signatures that callers and heirs see.</summary>
    private static IEnumerable<(string Name, Type Type)> Members(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
            yield return ($"{type}.{field.Name}", field.FieldType);
        foreach (
            MethodBase method in type.GetMembers(Declared).OfType<MethodBase>().Where(m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly)
        )
        {
            foreach (ParameterInfo parameter in method.GetParameters())
                yield return ($"{type}.{method.Name}", parameter.ParameterType);
            if (method is MethodInfo { ReturnType: var returned })
                yield return ($"{type}.{method.Name}", returned);
        }

        foreach (Type parent in type.GetInterfaces().Append(type.BaseType).OfType<Type>().Where(t => t.IsGenericType))
            yield return ($"{type}", parent);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.GetElementType() is { } element ? Parts(element) : type.GetGenericArguments().SelectMany(Parts).Append(type);
}
