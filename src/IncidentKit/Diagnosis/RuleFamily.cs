namespace IncidentKit.Diagnosis;

/// <summary>What the rules of a folder are about; the first digit of their ids.</summary>
internal enum RuleFamily
{
    /// <summary>The schedule itself.</summary>
    Scheduling = 1,

    /// <summary>What the schedule points at.</summary>
    Targets = 2,

    /// <summary>Roles and their policies.</summary>
    Permissions = 3,

    /// <summary>Runs that were started, or should have been.</summary>
    Runs = 4,

    /// <summary>What would tell of a lost run. It loses none.</summary>
    Precautions = 5,

    /// <summary>Schedules against the sessions of a market. They lose no run.</summary>
    Sessions = 6,

    /// <summary>What AWS answered and no other rule knows.</summary>
    Answers = 7,
}
