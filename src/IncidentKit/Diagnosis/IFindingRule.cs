namespace IncidentKit.Diagnosis;

/// <summary>One way in which a scheduled run can be lost, and how the evidence shows it.</summary>
public interface IFindingRule
{
    /// <summary>The stable id.</summary>
    string Id { get; }

    /// <summary>What it says of this evidence; nothing when it does not hold.</summary>
    IEnumerable<Finding> Examine(DiagnosisContext context);
}
