#!/usr/bin/env bash
# Scheduler freeze
# Made by incidentkit 0.1.0 from bundle freeze-closed, SHA-256 58f85d80e22b11fbbe7efa0fc55944078aad7970ec1e65125debc8d73919ee82.
set -euo pipefail
printf '%s\n' 'Nothing is left to fix: the cause was removed before the evidence was recorded.'
exit 0
