using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>The exit codes, a part of the public contract.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Findings = 1;
    public const int CommandLine = 2;
    public const int Content = 3;
    public const int PartlyUnknown = 4;
    public const int DamagedBundle = 5;
    public const int NoAnswer = 6;
    public const int Bug = 70;
    public const int Output = 74;
    public const int Cancelled = 130;

    public static int Of(InputProblem problem) =>
        problem switch
        {
            InputProblem.CommandLine => CommandLine,
            InputProblem.Content => Content,
            InputProblem.DamagedBundle => DamagedBundle,
            InputProblem.NoAnswer => NoAnswer,
            InputProblem.Output => Output,
            _ => Bug,
        };
}
