#!/usr/bin/env bash
# What one would type: jq picks time and stream of each JSON line, awk groups. Prints the same numbers as the other readers of LogScan.
set -euo pipefail
case $1 in
    *.gz) read=(gzip -dc "$1") ;;
    *) read=(cat "$1") ;;
esac
"${read[@]}" | jq -r '.timestamp + "\t" + .logStream' | awk -F '\t' '
    {
        # Milliseconds; the log is of one January and February.
        at = ((substr($1, 6, 2) - 1) * 31 + substr($1, 9, 2) - 1) * 86400000 + (substr($1, 12, 2) * 3600 + substr($1, 15, 2) * 60 + substr($1, 18, 2)) * 1000 + substr($1, 21, 3)
        events++
        minutes[substr($1, 1, 16)]++
        if (!($2 in first) || at < first[$2]) first[$2] = at
        if (!($2 in last) || at > last[$2]) last[$2] = at
    }
    END {
        for (minute in minutes) { count++; if (minutes[minute] > most) most = minutes[minute] }
        for (stream in first) {
            streams++
            lengths += last[stream] - first[stream]
            if (begin == "" || first[stream] < begin) begin = first[stream]
            if (end == "" || last[stream] > end) end = last[stream]
        }
        # 2026-01-01T00:00:00Z
        epoch = 1767225600000
        printf "%d %.0f %.0f %d %d %d %.0f\n", events, epoch + begin, epoch + end, count, most, streams, lengths
    }'
