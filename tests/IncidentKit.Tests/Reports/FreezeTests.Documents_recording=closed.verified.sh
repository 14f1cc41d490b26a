#!/usr/bin/env bash
# Scheduler freeze
# Made by incidentkit 0.1.0 from bundle freeze-closed, SHA-256 d6e2cd1130cd1c9d35a78f6ab39f82e895b8c8514b12e7bdd315bbf922f043b9.
set -euo pipefail
printf '%s\n' 'Nothing is left to fix: the cause was removed before the evidence was recorded.'
exit 0
