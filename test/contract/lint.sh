#!/usr/bin/env bash
# Holds the OpenAPI document against what two linters of the trade take for an error. Warnings are not shown.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
npm run --silent document > "$folder/openapi.json"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
npx --yes @redocly/cli@2.77.0 lint --extends recommended --format summary "$folder/openapi.json"
npx --yes @stoplight/spectral-cli@6.16.3 lint --ruleset test/contract/spectral.yaml --fail-severity error --display-only-failures "$folder/openapi.json"
