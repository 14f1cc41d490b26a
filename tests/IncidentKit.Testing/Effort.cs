namespace IncidentKit.Testing;

/// <summary>How many cases a property test tries.</summary>
public static class Effort
{
    /// <summary>Set it to 20 to try twenty times as many: <c>INCIDENTKIT_EFFORT=20 dotnet test</c>.</summary>
    private const string Variable = "INCIDENTKIT_EFFORT";

    private static readonly int Factor =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), out var factor) && factor > 0 ? factor : 1;

    /// <summary>So many cases in the ordinary suite, a multiple of them when more effort is asked for.</summary>
    public static int Of(int cases) => cases * Factor;
}
