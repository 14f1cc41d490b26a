namespace IncidentKit.Evidence;

/// <summary>Reads records by a name of <see cref="Operations"/>.</summary>
internal static class BundleOperations
{
    /// <inheritdoc cref="BundleReader.Records"/>
    public static IEnumerable<EvidenceRecord> Records(this BundleReader bundle, OperationName operation) =>
        bundle.Records(operation.Service, operation.Operation);
}
