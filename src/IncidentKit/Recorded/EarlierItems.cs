using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>Makes an item of an answer what it was at an earlier time, where it was there then.</summary>
/// <param name="at">The time.</param>
internal sealed class EarlierItems(Instant at)
{
    private static readonly string[] OfTheEnd = ["stoppedAt", "stoppingAt", "executionStoppedAt", "stopCode", "stoppedReason"];

    /// <summary>What was written later was not there yet.</summary>
    public void Stream(JsonElement stream, JsonObject cut)
    {
        foreach (var name in new[] { "firstEventTimestamp", "lastEventTimestamp", "lastIngestionTime" })
        {
            if (stream.Milliseconds(name) > at)
                cut[name] = at.ToUnixTimeMilliseconds();
        }
    }

    /// <summary>A task that stopped later ran still.</summary>
    public void Task(JsonElement task, JsonObject cut)
    {
        if (task.Text("lastStatus") != "STOPPED" || !(task.Time("stoppedAt") > at))
            return;
        cut["lastStatus"] = "RUNNING";
        foreach (var name in OfTheEnd)
            cut.Remove(name);
        foreach (var container in (cut["containers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            container["lastStatus"] = "RUNNING";
            container.Remove("exitCode");
            container.Remove("reason");
        }
    }

    /// <summary>An execution that ended later ran still.</summary>
    public void Execution(JsonElement execution, JsonObject cut)
    {
        if (!(execution.Time("stopDate") > at))
            return;
        cut["status"] = "RUNNING";
        cut.Remove("stopDate");
    }

    /// <summary>A job that ended later ran still; one that started later waited.</summary>
    public void Job(JsonElement job, JsonObject cut)
    {
        if (!(job.Milliseconds("stoppedAt") > at))
            return;
        var waited = job.Milliseconds("startedAt") > at;
        cut["status"] = waited ? "RUNNABLE" : "RUNNING";
        foreach (var name in (string[])["stoppedAt", "statusReason", "container", .. waited ? (string[])["startedAt"] : []])
            cut.Remove(name);
    }
}
