using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Cli;

/// <summary>Runs an analysis so that a damaged bundle is told as such.</summary>
internal static class BundleAnalyses
{
    /// <summary>Evidence is parsed while it is hashed: damage explains an unexpected error, or content that cannot be read, better than a bug does.</summary>
    /// <exception cref="InputException">The bundle is damaged, or what the analysis throws.</exception>
    public static T Run<T>(BundleReader bundle, Func<T> analyse)
    {
        try
        {
            return analyse();
        }
        catch (Exception e) when (e is not (InputException { Problem: InputProblem.DamagedBundle } or OperationCanceledException))
        {
            bundle.VerifyAll();
            throw;
        }
    }
}
