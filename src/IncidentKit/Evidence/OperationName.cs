namespace IncidentKit.Evidence;

/// <summary>Names an operation of AWS as records carry it.</summary>
/// <param name="Service">The service's name in records and IAM actions, <c>logs</c>.</param>
/// <param name="Operation">The operation as AWS names it, <c>DescribeLogStreams</c>.</param>
public readonly record struct OperationName(string Service, string Operation);
