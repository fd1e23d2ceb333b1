#!/bin/sh
# openssl and curl: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem sh snap.sh
# By your settings also MODE=rsa (the event signed by RSA, without a token) and ENCODING=hex.
now() { TZ=WIB-7 date +%Y-%m-%dT%H:%M:%S+07:00; }
write() { if [ "$ENCODING" = hex ]; then od -An -v -tx1 | tr -d ' \n'; else openssl base64 -A; fi; }
sign_by_rsa() { printf '%s' "$1" | openssl dgst -sha256 -sign "$KEY" | write; }
sign_by_hmac() { printf '%s' "$1" | openssl dgst -sha512 -hmac "$SECRET" -binary | write; }

# 1. Get an access token with your RSA key. It is valid for 900 seconds.
if [ "$MODE" != rsa ]; then
  asked="$(now)"
  token="$(curl -sS "$BASE/v1.0/access-token/b2b" -H 'Content-Type: application/json' \
    -H "X-CLIENT-KEY: $CLIENT_KEY" -H "X-TIMESTAMP: $asked" -H "X-SIGNATURE: $(sign_by_rsa "$CLIENT_KEY|$asked")" \
    --data-binary '{"grantType":"client_credentials"}' | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')"
fi

# 2. Send the event. It has no spaces, so the body is already minified.
timestamp="$(now)"
body="{\"id\":\"test-$(openssl rand -hex 16)\",\"type\":\"partner.test\",\"occurredAt\":\"$timestamp\"}"
hash="$(printf '%s' "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)"
if [ "$MODE" = rsa ]; then
  signature="$(sign_by_rsa "POST:$SIGNED_PATH:$hash:$timestamp")"
else
  signature="$(sign_by_hmac "POST:$SIGNED_PATH:$token:$hash:$timestamp")"
fi
curl -sS -w ' %{http_code}\n' "$BASE/v1.0/loan/notify" -H 'Content-Type: application/json' \
  -H "Authorization: Bearer $token" -H "X-TIMESTAMP: $timestamp" -H "X-SIGNATURE: $signature" \
  -H "X-PARTNER-ID: $CLIENT_KEY" -H "X-EXTERNAL-ID: $(date +%s)$$" -H 'CHANNEL-ID: 95221' \
  --data-binary "$body"
