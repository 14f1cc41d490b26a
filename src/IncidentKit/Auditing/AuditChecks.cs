using IncidentKit.Auditing.Checks.Arithmetic;
using IncidentKit.Auditing.Checks.Evidence;
using IncidentKit.Auditing.Checks.Form;
using IncidentKit.Auditing.Checks.Market;
using IncidentKit.Auditing.Checks.Self;
using IncidentKit.Auditing.Checks.Suppressing;
using IncidentKit.Auditing.Checks.Text;

namespace IncidentKit.Auditing;

/// <summary>All checks.</summary>
internal static class AuditChecks
{
    /// <summary>The checks, by id.</summary>
    public static IReadOnlyList<AuditCheck> All { get; } =
    [
        new SuppressionCheck(),
        new DurationAgainstRange(),
        new ClocksDisagree(),
        new TimelineOrder(),
        new WrongWeekday(),
        new StatedTwice(),
        new EndBeforeStart(),
        new ResponseTimeAgainstMilestones(),
        new ImpossibleDate(),
        new MilestoneStatedTwice(),
        new DateOfAnotherDay(),
        new ZoneAgainstOffset(),
        new SumOfParts(),
        new WrongPercentage(),
        new ChangeAgainstVerb(),
        new ClosedWhileOpen(),
        new NotAtOpenOrClose(),
        new WrongDistance(),
        new OpenWhileClosed(),
        new NoImpactInSession(),
        new CountAgainstList(),
        new AllAndSome(),
        new ResolvedWithBlockers(),
        new CauseBeforeLastSuccess(),
        new NoticedEarlier(),
        new SignOffDiffers(),
        new CountStatedTwice(),
        new SectionMissing(),
        new ActionItemsIncomplete(),
        new CauseWithoutEvidence(),
        new NoTimeZone(),
        new PlaceholderLeft(),
        new StatementWithoutSupport(),
        new WrongCharacterSet(),
        new BrokenTable(),
        new BrokenLink(),
        new SecretInText(),
        new AccountIdInText(),
        new DamagedText(),
        new CountAgainstEvidence(),
        new TimeAgainstEvidence(),
        new NameAgainstEvidence(),
        new StateAgainstEvidence(),
        new LengthAgainstEvidence(),
        new ChangeAgainstEvidence(),
        new EditedValue(),
        new OtherSource(),
        new RecoveryAgainstEvidence(),
        new CauseAgainstEvidence(),
    ];

    /// <summary>Whether there is a check of an id.</summary>
    public static bool Exists(string id) => All.Any(c => c.Id == id);
}
