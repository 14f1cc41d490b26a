using System.Text.Json;
using IncidentKit.Evidence;

namespace IncidentKit.Schedules.Targets;

/// <summary>The call of a universal target, <c>arn:PARTITION:scheduler:::aws-sdk:SERVICE:action</c>. Source: facts II §5.</summary>
/// <param name="Service">The SDK's name of the service: <c>sfn</c>, not states.</param>
/// <param name="Action">The action, with a small first letter.</param>
/// <param name="Input">Its parameters, named as the API names them; undefined where they cannot be read.</param>
internal readonly record struct UniversalCall(string Service, string Action, JsonElement Input)
{
    /// <summary>The call that a target makes; null for a target of another kind.</summary>
    public static UniversalCall? Of(JsonElement target, string arn) =>
        Basics.Arn.Of(arn) is { Service: "scheduler", Resource: var resource }
        && resource.Split(':') is ["aws-sdk", var service, var action]
            ? new(service, action, ScheduleReader.Text(target, "Input") is { } text ? JsonReading.ParseText(text) ?? default : default)
            : null;
}
