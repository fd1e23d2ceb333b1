<?php
// PHP 8: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem php snap.php
date_default_timezone_set('Asia/Jakarta');
$base = getenv('BASE');
$path = getenv('SIGNED_PATH');
$clientKey = getenv('CLIENT_KEY');

function call(string $url, array $headers, string $body): array
{
    $call = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ['Content-Type: application/json', ...$headers],
        'content' => $body,
        'ignore_errors' => true,
    ]]);
    return json_decode(file_get_contents($url, false, $call), true);
}

// 1. Get an access token with your RSA key. It is valid for 900 seconds.
$askedAt = date('c');
openssl_sign("$clientKey|$askedAt", $proof, file_get_contents(getenv('KEY')), OPENSSL_ALGO_SHA256);
$token = call("$base/v1.0/access-token/b2b", [
    "X-CLIENT-KEY: $clientKey",
    "X-TIMESTAMP: $askedAt",
    'X-SIGNATURE: ' . base64_encode($proof),
], '{"grantType":"client_credentials"}')['accessToken'];

// 2. Send the event, signed with the secret. json_encode writes no spaces, so the body is already minified.
$timestamp = date('c');
$body = json_encode(['id' => 'test-' . bin2hex(random_bytes(16)), 'type' => 'partner.test', 'occurredAt' => $timestamp]);
$hash = hash('sha256', $body);
$signature = hash_hmac('sha512', "POST:$path:$token:$hash:$timestamp", getenv('SECRET'), true);
$answer = call("$base/v1.0/loan/notify", [
    "Authorization: Bearer $token",
    "X-TIMESTAMP: $timestamp",
    'X-SIGNATURE: ' . base64_encode($signature),
    "X-PARTNER-ID: $clientKey",
    'X-EXTERNAL-ID: ' . date_create()->format('Uu'),
    'CHANNEL-ID: 95221',
], $body);
echo $answer['responseCode'], ' ', $answer['responseMessage'], "\n";
