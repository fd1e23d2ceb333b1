# Python 3.9 or newer: URL=https://…/hooks/<code> SECRET=whsec_… python3 webhook.py
import base64, hashlib, hmac, json, os, time, urllib.error, urllib.request, uuid
from datetime import datetime, timezone

url, secret = os.environ["URL"], os.environ["SECRET"]
event_id = f"test-{uuid.uuid4()}"
now = datetime.now(timezone.utc).isoformat(timespec="seconds")
body = json.dumps({"id": event_id, "type": "partner.test", "occurredAt": now}).encode()

timestamp = int(time.time())
key = base64.b64decode(secret[len("whsec_"):])
signed = f"{event_id}.{timestamp}.".encode() + body
signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

call = urllib.request.Request(url, data=body, method="POST", headers={
    "Content-Type": "application/json",
    "webhook-id": event_id,
    "webhook-timestamp": str(timestamp),
    "webhook-signature": f"v1,{signature}",
})
try:
    answer = urllib.request.urlopen(call)
except urllib.error.HTTPError as refused:
    answer = refused
print(answer.status, answer.read().decode())
