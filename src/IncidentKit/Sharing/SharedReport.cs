using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Evidence;

namespace IncidentKit.Sharing;

/// <summary>A report that can leave the company: pseudonyms stand for its names, and what stays inside is left out.</summary>
public sealed class SharedReport
{
    private SharedReport(JsonElement model, ShareKey key) => (Model, Key) = (model, key);

    /// <summary>What templates see, of the same schema as the whole report.</summary>
    public JsonElement Model { get; }

    /// <summary>The key that was given, with the names of this report. It stays inside.</summary>
    public ShareKey Key { get; }

    /// <summary>Makes one. It is a pure function of its arguments.</summary>
    /// <param name="report">The report's model.</param>
    /// <param name="bundle">The bundle it was made from.</param>
    /// <param name="inputs">The files beside it.</param>
    /// <param name="key">The pseudonyms of earlier reports.</param>
    /// <param name="include">What does not stay inside.</param>
    public static SharedReport Of(
        JsonElement report,
        BundleReader bundle,
        AnalysisInputs inputs,
        ShareKey key,
        IReadOnlyCollection<KeptInside> include
    ) => Of(report, names => RecordedNames.Add(names, bundle), inputs, key, include);

    internal static SharedReport Of(
        JsonElement report,
        Action<KnownNames> addRecorded,
        AnalysisInputs inputs,
        ShareKey key,
        IReadOnlyCollection<KeptInside> include
    )
    {
        var titleIsStated = inputs.Incident?.Title is not null;
        if (include.Contains(KeptInside.Names))
            return new(new ModelWriter(null, include, titleIsStated).Write(report), key);
        var names = new KnownNames();
        var gathered = new SharedText(new KnownNames(), known => known.Text, Add);
        // What stays inside has names too, and people may have written them elsewhere: a symbol of the positions in a note.
        new ModelWriter(gathered, Enum.GetValues<KeptInside>(), titleIsStated).Write(report);
        RecordedNames.Add(names, inputs);
        addRecorded(names);
        foreach (var (name, pseudonym) in key.Pairs)
            names.Add(name, pseudonym.TrimEnd("0123456789").TrimEnd('-').ToString());
        var pseudonyms = new Pseudonyms(key, names);
        var shared = new SharedText(names, pseudonyms.For, pseudonyms.For);
        return new(new ModelWriter(shared, include, titleIsStated).Write(report), pseudonyms.Key);

        string Add(string name, string kind)
        {
            names.Add(name, kind);
            return name;
        }
    }
}
