namespace IncidentKit.Diagnosis.Repairs;

/// <summary>Something that can be put right mechanically in the recorded state.</summary>
internal abstract record Repair;

/// <summary>A log group to be made again.</summary>
/// <param name="Region">The region.</param>
/// <param name="Name">The group's name.</param>
internal sealed record LogGroupRepair(string Region, string Name) : Repair;
