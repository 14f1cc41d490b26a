using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Cli;

/// <summary>Runs an analysis so that a damaged bundle is told as such.</summary>
internal static class BundleAnalyses
{
    /// <summary>
    /// Tells damaged evidence from a bug. Evidence is parsed while it is
    /// hashed, and damage is the better explanation of an unexpected error.
    /// </summary>
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
