#!/usr/bin/env bash
# Scheduler freeze
# Made by incidentkit 0.1.0 from bundle freeze-closed, SHA-256 5a01e2a1649f0e4d383e2a5efb523ffe231b3964abe8b81ccc64bf4bf70de4f8.
set -euo pipefail
printf '%s\n' 'Nothing is left to fix: the cause was removed before the evidence was recorded.'
exit 0
