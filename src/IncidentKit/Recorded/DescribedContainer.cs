namespace IncidentKit.Recorded;

/// <summary>A container of a described task.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ExitCode">What its program ended with; null while it runs, or when it never ran.</param>
/// <param name="Reason">What ECS says of it beside; null for nothing.</param>
internal sealed record DescribedContainer(string? Name, long? ExitCode, string? Reason);
