using System.Text;
using System.Text.RegularExpressions;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// What the AWS CLI prints where AWS refuses a call, alone in a file: <c>An error occurred (NoSuchEntity) when calling the GetRole
/// operation: …</c>. That something is not there is evidence.
/// </summary>
/// <param name="Operation">The operation, <c>GetRole</c>.</param>
/// <param name="Code">AWS's code.</param>
/// <param name="Message">What AWS says of it.</param>
internal sealed partial record CliError(string Operation, string Code, string Message)
{
    private const int LongestText = 8 * 1024;

    /// <summary>What is asked for by name, and is known to be missing by AWS's refusal.</summary>
    private static readonly (OperationName Call, string Member, string Kind, string Source)[] Known =
    [
        (Operations.GetRole, "RoleName", KnownNames.Role, SourceNames.Roles),
        (Operations.GetFunctionConfiguration, "FunctionName", KnownNames.Function, SourceNames.Functions),
        (Operations.DescribeTaskDefinition, "taskDefinition", KnownNames.Definition, SourceNames.TaskDefinitions),
        (Operations.DescribeStateMachine, "stateMachineArn", KnownNames.Machine, SourceNames.Executions),
    ];

    /// <summary>
    /// The call that was refused, and how it names what it asks for; null for one whose refusal tells nothing. GetFunction asks for a
    /// configuration too.
    /// </summary>
    public (OperationName Call, string Member, string Kind, string Source)? Asked =>
        Array.Find(Known, known => known.Call.Operation == (Operation == "GetFunction" ? $"{Operation}Configuration" : Operation))
            is { Member: not null } known
            ? known
            : null;

    /// <summary>The HTTP status that AWS answers with.</summary>
    public int Status =>
        Code.Contains("AccessDenied", StringComparison.Ordinal) || Code.Contains("Unauthorized", StringComparison.Ordinal) ? 403
        : Code.Contains("NoSuchEntity", StringComparison.Ordinal) || Code.Contains("NotFound", StringComparison.Ordinal) ? 404
        : 400;

    /// <summary>Reads the text of a file; null where it is something else.</summary>
    public static CliError? Of(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestText || Words().Match(Encoding.UTF8.GetString(text).Trim()) is not { Success: true } found)
            return null;
        return new CliError(found.Groups["operation"].Value, found.Groups["code"].Value, found.Groups["message"].Value.Trim());
    }

    [GeneratedRegex(
        @"\A(aws: \[ERROR\]: )?An error occurred \((?<code>[A-Za-z.]+)\) when calling the (?<operation>[A-Za-z]+) operation"
            + @"( \([^)\n]*\))?: (?<message>[^\n]*)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Words();
}
