using IncidentKit.Recorded;

namespace IncidentKit.Executions.Reading;

/// <summary>The recorded activity of a log group that one schedule's target alone writes to.</summary>
/// <param name="Activity">The events a minute.</param>
/// <param name="FirstEvidence">Where its answers begin in <see cref="ExecutionLedger.EvidenceIds"/>.</param>
internal sealed record OwnLog(RecordedActivity Activity, int FirstEvidence)
{
    /// <summary>The answer that shows one of the minutes with events, as an index into <see cref="ExecutionLedger.EvidenceIds"/>.</summary>
    public int EvidenceOf(int minute) => FirstEvidence + Activity.AnswerOf[minute];
}
