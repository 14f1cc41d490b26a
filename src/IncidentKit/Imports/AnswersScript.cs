using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>
/// The commands of the AWS CLI whose answers <see cref="BundleImport"/> reads, for people who may not run tools in production: what
/// vanishes first is asked first, then what tells most. All are read-only.
/// </summary>
public static class AnswersScript
{
    /// <summary>The whole script, for a POSIX shell. It writes one file an answer into a folder, its first argument.</summary>
    /// <param name="window">The window to explain.</param>
    /// <param name="region">The region, letters, digits and hyphens; null to leave it to the caller's environment.</param>
    public static string Of(Interval window, string? region) =>
        $$"""
            #!/bin/sh
            # Writes what 'incidentkit import' reads into a folder, with the AWS CLI and read-only calls alone.
            # Then, where the tool may run:
            #   incidentkit import FOLDER --from {{window.Start.ToIso()}} --to {{window.End.ToIso()}} --out BUNDLE
            # What AWS says is not there leaves its refusal, any other failure no file; what is asked again gets a new one.
            set -u
            region={{(region is null ? "${AWS_REGION:-${AWS_DEFAULT_REGION:?set AWS_REGION}}" : region)}}
            before={{(window.Start - Duration.FromDays(1)).ToIso()}}
            to={{window.End.ToIso()}}
            mkdir -p "${1:-aws-answers}" && cd "${1:-aws-answers}" || exit 1
            ask() {
                name=$1
                shift
                file=$name
                number=1
                while [ -e "$file.json" ]; do
                    number=$((number + 1))
                    file=$name-$number
                done
                if aws --region "$region" --output json "$@" </dev/null >"$name.part" 2>"$name.error"; then
                    if [ -s "$name.part" ]; then mv "$name.part" "$file.json"; fi
                else
                    cat "$name.error" >&2
                    echo "not answered: aws $*" >&2
                    # That something is not there is an answer too.
                    if grep -q 'NotFound\|NoSuchEntity\|DoesNotExist\|Unable to describe' "$name.error"; then
                        mv "$name.error" "$file.refused.txt"
                    fi
                fi
                rm -f "$name.part" "$name.error"
            }
            list() { aws --region "$region" --output text "$@" </dev/null | tr '\t' '\n' | grep -v '^None$'; }
            answers() { cat -- schedule*.json targets-*.json task-definition*.json 2>/dev/null; }
            named() { answers | grep -o "arn:aws[a-z-]*$1" | sort -u; }
            plain() { printf %s "$1" | tr -c 'A-Za-z0-9.-' _; }
            metrics() {
                asked=metrics-$(plain "$1-$3")
                space=$1 dimension=$2 value=$3
                shift 3
                queries=
                for metric in "$@"; do
                    id=m$(printf %s "$space$value$metric" | tr -c 'A-Za-z0-9' _)
                    stat="{\"Metric\":{\"Namespace\":\"$space\",\"MetricName\":\"$metric\",\"Dimensions\":"
                    stat="${stat}[{\"Name\":\"$dimension\",\"Value\":\"$value\"}]},\"Period\":60,\"Stat\":\"Sum\"}"
                    queries="$queries${queries:+,}{\"Id\":\"$id\",\"MetricStat\":$stat}"
                done
                printf '{"StartTime":"%s","EndTime":"%s","MetricDataQueries":[%s]}\n' "$before" "$to" "$queries" >"$asked-input.json"
                ask "$asked" cloudwatch get-metric-data --cli-input-json "file://$asked-input.json"
            }
            seconds() { date -u -d "$1" +%s 2>/dev/null || date -u -j -f %Y-%m-%dT%H:%M:%SZ "$1" +%s; }

            {{string.Join("\n\n", AnswerCommands.All.Select(c => c.Command)).ReplaceLineEndings("\n")}}

            """.ReplaceLineEndings("\n");

    /// <summary>The sources that it asks for, in the order of their worth.</summary>
    public static IReadOnlyList<string> Sources => [.. AnswerCommands.All.Select(c => c.Source)];
}
