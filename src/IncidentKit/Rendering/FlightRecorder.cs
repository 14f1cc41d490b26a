using System.Text;

namespace IncidentKit.Rendering;

/// <summary>
/// The flight recorder, to deploy by the user's own means: a log group with retention, the policy by which EventBridge may write to it, and
/// a rule for the events of stopped ECS tasks. Source: facts II §6.
/// </summary>
public static class FlightRecorder
{
    /// <summary>Its text.</summary>
    /// <param name="format"><c>terraform</c> or <c>cloudformation</c>.</param>
    public static string Text(string format)
    {
        var name = $"recorder/{(format == "terraform" ? "recorder.tf" : "recorder.yaml")}";
        using var stream = typeof(FlightRecorder).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
