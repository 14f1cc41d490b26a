#!/usr/bin/env bash
# Scheduler freeze
# Made by incidentkit 0.1.0 from bundle freeze-closed, SHA-256 4d1038cb86aa184a6b9b696321769a6ba44f4766975b99820a9ce4cd93e077b0.
set -euo pipefail
printf '%s\n' 'Nothing is left to fix: the cause was removed before the evidence was recorded.'
exit 0
