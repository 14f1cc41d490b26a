#!/usr/bin/env bash
# Scheduler freeze
# Made by incidentkit 0.1.0 from bundle freeze-closed, SHA-256 29311109d56253531cbaaf9c0b33e2ca88c30ca0b47f9acb00a87b2acadee0a7.
set -euo pipefail
printf '%s\n' 'Nothing is left to fix: the cause was removed before the evidence was recorded.'
exit 0
