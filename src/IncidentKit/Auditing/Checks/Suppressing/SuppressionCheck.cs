using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Suppressing;

/// <summary>A suppression that suppresses nothing: without a reason, or of a check that does not exist.</summary>
internal sealed class SuppressionCheck() : AuditCheck(AuditFamily.Suppressing, OwnId, "suppression-without-reason", AuditSeverity.Warning)
{
    /// <summary>No comment can suppress what is wrong with a suppression.</summary>
    public const string OwnId = "IKA0001";

    private const string Close = "-->";

    public override IEnumerable<Objection> Run(AuditContext context) =>
        from comment in context.Document.Comments
        where Suppressions.IsSuppression(comment.Text)
        let mistake = Suppressions.Mistake(comment.Text)
        where mistake is not null
        select new Objection(
            comment.Offset,
            EndOf(comment, context.Document.Source.Text),
            $"<!-- {comment.Text} -->",
            mistake,
            "a comment that suppresses nothing",
            "read the comment"
        );

    private static int EndOf(ReportComment comment, string text) =>
        text.IndexOf(Close, comment.Offset, StringComparison.Ordinal) is >= 0 and var close ? close + Close.Length : text.Length;
}
