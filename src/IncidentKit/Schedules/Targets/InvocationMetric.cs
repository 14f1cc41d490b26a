namespace IncidentKit.Schedules.Targets;

/// <summary>A metric whose sum of a minute counts the runs that started in it.</summary>
/// <param name="Namespace">Its namespace, <c>AWS/Lambda</c>.</param>
/// <param name="Name">Its name, <c>Invocations</c>.</param>
/// <param name="Dimension">The dimension that names the target, <c>FunctionName</c>.</param>
/// <param name="Value">The target's name there.</param>
internal readonly record struct InvocationMetric(string Namespace, string Name, string Dimension, string Value);
