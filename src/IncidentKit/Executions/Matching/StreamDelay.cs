using NodaTime;

namespace IncidentKit.Executions.Matching;

/// <summary>The usual delay of a log stream behind the call, which was taken off the starts that only a stream shows.</summary>
/// <param name="Taken">The delay.</param>
/// <param name="Known">Whether runs show both call and stream; otherwise it is the shortest distance to a fire time.</param>
internal readonly record struct StreamDelay(Duration Taken, bool Known);
