namespace IncidentKit.Aws.Sources;

/// <summary>A part of a recording: a source, or several in turn or at the same time.</summary>
abstract class Step
{
    /// <summary>The sources in it, in order.</summary>
    public abstract IEnumerable<Source> Sources { get; }

    /// <summary>Makes the calls.</summary>
    /// <param name="known">What the steps before have found out.</param>
    /// <param name="ct">Stops the recording.</param>
    public abstract Task RecordAsync(KnownSoFar known, CancellationToken ct);

    /// <summary>Steps of which each needs what the one before has found out, or is less perishable.</summary>
    public static Step InTurn(params Step[] steps) =>
        new Several(
            steps,
            async (record) =>
            {
                foreach (var step in steps)
                    await record(step);
            }
        );

    /// <summary>Steps that need nothing of each other.</summary>
    public static Step Together(params Step[] steps) => new Several(steps, record => Task.WhenAll(steps.Select(record)));

    sealed class Several(Step[] steps, Func<Func<Step, Task>, Task> all) : Step
    {
        public override IEnumerable<Source> Sources => steps.SelectMany(step => step.Sources);

        public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
            all(step => step is Source { IsAsked: false } ? Task.CompletedTask : step.RecordAsync(known, ct));
    }
}
