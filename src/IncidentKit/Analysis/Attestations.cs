using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Analysis;

/// <summary>What people write, with the line in which they do.</summary>
internal static class Attestations
{
    private const string UsualName = "incident.yaml";

    /// <summary>The name of an incident file.</summary>
    public static string NameOf(IncidentFile? file) => file?.Name ?? UsualName;

    /// <summary>A value of an incident file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="value">The value.</param>
    /// <param name="key">Its key, <c>milestones.detected</c>.</param>
    public static Known<T> Of<T>(IncidentFile file, T value, string key)
        where T : notnull => Known<T>.Attested(value, NameOf(file), Timeline.InputLine(file.Name, file.Lines.GetValueOrDefault(key)));
}
