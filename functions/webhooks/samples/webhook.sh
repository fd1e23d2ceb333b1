#!/bin/sh
# openssl and curl: URL=https://…/hooks/<code> SECRET=whsec_… sh webhook.sh
id="test-$(openssl rand -hex 16)"
body="{\"id\":\"$id\",\"type\":\"partner.test\",\"occurredAt\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}"

timestamp="$(date +%s)"
key="$(printf '%s' "${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')"
signature="$(printf '%s' "$id.$timestamp.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"

curl -sS -w ' %{http_code}\n' "$URL" \
  -H 'Content-Type: application/json' \
  -H "webhook-id: $id" -H "webhook-timestamp: $timestamp" -H "webhook-signature: v1,$signature" \
  --data-binary "$body"
