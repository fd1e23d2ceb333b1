<?php
// PHP 8: URL=https://…/hooks/<code> SECRET=whsec_… php webhook.php
$url = getenv('URL');
$secret = getenv('SECRET');
$id = 'test-' . bin2hex(random_bytes(16));
$body = json_encode(['id' => $id, 'type' => 'partner.test', 'occurredAt' => date('c')]);

$timestamp = time();
$key = base64_decode(substr($secret, strlen('whsec_')));
$signature = base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));

$call = stream_context_create(['http' => [
    'method' => 'POST',
    'header' => [
        'Content-Type: application/json',
        "webhook-id: $id",
        "webhook-timestamp: $timestamp",
        "webhook-signature: v1,$signature",
    ],
    'content' => $body,
    'ignore_errors' => true,
]]);
$answer = file_get_contents($url, false, $call);
echo explode(' ', $http_response_header[0])[1], ' ', $answer, "\n";
