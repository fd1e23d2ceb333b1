#!/bin/sh
# openssl and curl: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem sh snap.sh
now() { TZ=WIB-7 date +%Y-%m-%dT%H:%M:%S+07:00; }

# 1. Get an access token with your RSA key. It is valid for 900 seconds.
asked="$(now)"
proof="$(printf '%s' "$CLIENT_KEY|$asked" | openssl dgst -sha256 -sign "$KEY" | openssl base64 -A)"
token="$(curl -sS "$BASE/v1.0/access-token/b2b" -H 'Content-Type: application/json' \
  -H "X-CLIENT-KEY: $CLIENT_KEY" -H "X-TIMESTAMP: $asked" -H "X-SIGNATURE: $proof" \
  --data-binary '{"grantType":"client_credentials"}' | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')"

# 2. Send the event, signed with the secret. It has no spaces, so the body is already minified.
timestamp="$(now)"
body="{\"id\":\"test-$(openssl rand -hex 16)\",\"type\":\"partner.test\",\"occurredAt\":\"$timestamp\"}"
hash="$(printf '%s' "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)"
signature="$(printf '%s' "POST:$SIGNED_PATH:$token:$hash:$timestamp" |
  openssl dgst -sha512 -hmac "$SECRET" -binary | openssl base64 -A)"
curl -sS -w ' %{http_code}\n' "$BASE/v1.0/loan/notify" -H 'Content-Type: application/json' \
  -H "Authorization: Bearer $token" -H "X-TIMESTAMP: $timestamp" -H "X-SIGNATURE: $signature" \
  -H "X-PARTNER-ID: $CLIENT_KEY" -H "X-EXTERNAL-ID: $(date +%s)$$" -H 'CHANNEL-ID: 95221' \
  --data-binary "$body"
