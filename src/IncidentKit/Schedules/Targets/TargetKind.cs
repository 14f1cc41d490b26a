namespace IncidentKit.Schedules.Targets;

/// <summary>What a schedule calls, as far as its runs can be found in evidence.</summary>
internal enum TargetKind
{
    /// <summary>Anything else, universal targets included: their runs are unknown until evidence of that kind exists.</summary>
    Other,

    /// <summary>The templated ECS RunTask target.</summary>
    Ecs,

    /// <summary>The templated Lambda Invoke target.</summary>
    Lambda,
}
