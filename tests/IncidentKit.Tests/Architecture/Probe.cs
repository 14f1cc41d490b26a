namespace IncidentKit.Tests.Architecture;

/// <summary>References in the places where a reader of compiled code may miss them.</summary>
internal static class Probe
{
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class MarkAttribute : Attribute
    {
        public static int Count => 1;
    }

    internal sealed class InALambda
    {
        public static IEnumerable<object> Make(int[] numbers, int n) => numbers.Select(i => i == n ? (object)new MarkAttribute() : i);
    }

    internal sealed class InAnAsyncMethod
    {
        public static async Task<object> Make()
        {
            await Task.Yield();
            return new MarkAttribute();
        }
    }

    internal sealed class InAnIterator
    {
        public static IEnumerable<object> Make()
        {
            yield return new MarkAttribute();
        }
    }

    internal sealed class AsATypeArgument
    {
        public static object Make() => new List<Dictionary<string, MarkAttribute>>();
    }

    internal sealed class AsAnElement
    {
        public static object Make() => Array.Empty<int>().Length == 0 ? new MarkAttribute[1] : "";
    }

    [Mark]
    internal sealed class AsAnAttribute;

    internal sealed class AsAStaticReceiver
    {
        public static int Make() => MarkAttribute.Count;
    }
}
