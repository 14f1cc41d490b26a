using System.Globalization;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A percentage beside its two counts that is not theirs: <c>92 of 943 (12 %)</c>.</summary>
internal sealed class WrongPercentage() : AuditCheck(AuditFamily.Arithmetic, "IKA0114", "wrong-percentage", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var share in context.Claims.All.Where(p => !p.Passage.Quoted).SelectMany(p => ShareReader.Read(p.Passage)))
        {
            if (share.Holds)
                continue;
            var digits = share.Step switch
            {
                1 => 0,
                0.1m => 1,
                _ => 2,
            };
            var right = Math.Round(share.Right, Math.Max(digits, share.Right < 1 ? 2 : 0)).ToString(CultureInfo.InvariantCulture);
            yield return At(
                share,
                $"{share.Part} of {share.Whole} is not {share.Percent} %",
                $"{right} %",
                $"100 × {share.Part} / {share.Whole}",
                Fix.Of(share.Passage, share.PercentStart, share.PercentEnd, right)
            );
        }
    }
}
