<?php
// PHP 8: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem php snap.php
// By your settings also MODE=rsa (the event signed by RSA, without a token) and ENCODING=hex.
date_default_timezone_set('Asia/Jakarta');
$base = getenv('BASE');
$path = getenv('SIGNED_PATH');
$clientKey = getenv('CLIENT_KEY');
$isRsa = getenv('MODE') === 'rsa';

function write(string $signature): string
{
    return getenv('ENCODING') === 'hex' ? bin2hex($signature) : base64_encode($signature);
}

function signByRsa(string $text): string
{
    openssl_sign($text, $signature, file_get_contents(getenv('KEY')), OPENSSL_ALGO_SHA256);
    return write($signature);
}

function signByHmac(string $text): string
{
    return write(hash_hmac('sha512', $text, getenv('SECRET'), true));
}

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
$token = '';
if (!$isRsa) {
    $askedAt = date('c');
    $token = call("$base/v1.0/access-token/b2b", [
        "X-CLIENT-KEY: $clientKey",
        "X-TIMESTAMP: $askedAt",
        'X-SIGNATURE: ' . signByRsa("$clientKey|$askedAt"),
    ], '{"grantType":"client_credentials"}')['accessToken'];
}

// 2. Send the event. json_encode writes no spaces, so the body is already minified.
$timestamp = date('c');
$body = json_encode(['id' => 'test-' . bin2hex(random_bytes(16)), 'type' => 'partner.test', 'occurredAt' => $timestamp]);
$hash = hash('sha256', $body);
$answer = call("$base/v1.0/loan/notify", [
    "Authorization: Bearer $token",
    "X-TIMESTAMP: $timestamp",
    'X-SIGNATURE: ' . ($isRsa
        ? signByRsa("POST:$path:$hash:$timestamp")
        : signByHmac("POST:$path:$token:$hash:$timestamp")),
    "X-PARTNER-ID: $clientKey",
    'X-EXTERNAL-ID: ' . date_create()->format('Uu'),
    'CHANNEL-ID: 95221',
], $body);
echo $answer['responseCode'], ' ', $answer['responseMessage'], "\n";
