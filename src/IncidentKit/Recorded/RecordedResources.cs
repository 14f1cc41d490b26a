using System.Xml.Linq;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Recorded;

/// <summary>What was recorded of the resources behind the targets: roles, networks, log groups, queues, metrics and alarms.</summary>
internal sealed class RecordedResources
{
    private readonly Dictionary<string, IamRole> _roles;
    private readonly Dictionary<(string Region, string Id), ResourceState> _networks = [];
    private readonly IReadOnlyDictionary<(string Region, string Name), RecordedLogGroup> _logGroups;
    private readonly Dictionary<(string Region, string Namespace, string Name, string? Dimension), MetricSeries> _metrics;

    private readonly Dictionary<(string Region, string Id), string> _vpcs = [];

    private RecordedResources(BundleReader bundle)
    {
        _logGroups = RecordedLogGroup.ReadAll(bundle);
        _roles = IamRoleReader.Read(bundle);
        _metrics = MetricSeries.ReadAll(bundle);
        Alarms = [.. MetricAlarm.ReadAll(bundle)];
        ReadNetworks(bundle, Operations.DescribeSubnets, "subnetSet", "subnetId");
        ReadNetworks(bundle, Operations.DescribeSecurityGroups, "securityGroupInfo", "groupId");
        Rules = RecordedRule.ReadAll(bundle);
    }

    /// <summary>Every metric that a recorded alarm watches.</summary>
    public IReadOnlyList<MetricAlarm> Alarms { get; }

    /// <summary>The rules of the default event bus.</summary>
    public IReadOnlyList<RecordedRule> Rules { get; }

    /// <summary>Reads them all.</summary>
    public static RecordedResources Read(BundleReader bundle) => new(bundle);

    /// <summary>The role of that ARN or name; null when it was not recorded.</summary>
    public IamRole? Role(string arn) => _roles.GetValueOrDefault(Arn.LastNameOf(arn));

    /// <summary>The subnet or security group of that id; null when it was not recorded.</summary>
    public ResourceState? Network(string region, string id) => _networks.GetValueOrDefault((region, id));

    /// <summary>The VPC of a subnet or security group; null when it was not recorded.</summary>
    public string? VpcOf(string region, string id) => _vpcs.GetValueOrDefault((region, id));

    /// <summary>The log group of that name; null when it was not recorded.</summary>
    public RecordedLogGroup? LogGroup(string region, string name) => _logGroups.GetValueOrDefault((region, name));

    /// <summary>The series of a metric; null when it was not recorded.</summary>
    /// <param name="region">The region.</param>
    /// <param name="metricNamespace"><c>AWS/Scheduler</c>.</param>
    /// <param name="name"><c>TargetErrorCount</c>.</param>
    /// <param name="dimension">The value of its one dimension; null without one.</param>
    public MetricSeries? Metric(string region, string metricNamespace, string name, string? dimension) =>
        _metrics.GetValueOrDefault((region, metricNamespace, name, dimension));

    /// <summary>A listing filtered by ids holds those that exist; the others do not.</summary>
    private void ReadNetworks(BundleReader bundle, OperationName operation, string set, string element)
    {
        foreach (var record in bundle.Records(operation))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            if (body.RootElement.AsXml() is not { } xml)
                continue;
            var there = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in xml.All(set).SelectMany(s => s.Elements()))
            {
                if (Value(item, element) is not { } id)
                    continue;
                there.Add(id);
                if (Value(item, "vpcId") is { } vpc)
                    _vpcs[(record.Region, id)] = vpc;
            }

            foreach (
                var id in record
                    .Parameters.Items("Filter")
                    .SelectMany(f => f.Texts("Value"))
                    .Where(id => record.IsWhole || there.Contains(id))
            )
                _networks[(record.Region, id)] = new ResourceState(
                    there.Contains(id) ? "ACTIVE" : ResourceState.Missing,
                    null,
                    record.RequestedAt,
                    record.Id
                );
        }
    }

    private static string? Value(XElement item, string name) => item.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
