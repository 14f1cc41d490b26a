namespace IncidentKit.Diagnosis.Iam;

/// <summary>The names by which policies call a service.</summary>
internal static class PrincipalNames
{
    /// <summary>
    /// Both names in the China partition, where some services go by <c>amazonaws.com.cn</c> and some do not; elsewhere the one. A policy
    /// needs to name one of them. Source: AWS in China user guide, "Endpoints and ARNs", and IAM user guide, "AWS service principals".
    /// </summary>
    public static IReadOnlyList<string> Of(string principal, string partition) =>
        partition == "aws-cn" ? [principal, $"{principal}.cn"] : [principal];
}
