# Python 3.9 or newer, and openssl: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem python3 snap.py
# By your settings also MODE=rsa (the event signed by RSA, without a token) and ENCODING=hex.
import base64, hashlib, hmac, json, os, subprocess, time, urllib.error, urllib.request, uuid
from datetime import datetime, timedelta, timezone

base, path, client_key = os.environ["BASE"], os.environ["SIGNED_PATH"], os.environ["CLIENT_KEY"]
is_rsa, is_hex = os.environ.get("MODE") == "rsa", os.environ.get("ENCODING") == "hex"


def now():
    return datetime.now(timezone(timedelta(hours=7))).isoformat(timespec="seconds")


def write(signature):
    return signature.hex() if is_hex else base64.b64encode(signature).decode()


def sign_by_rsa(text):
    command = ["openssl", "dgst", "-sha256", "-sign", os.environ["KEY"]]
    return write(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)


def sign_by_hmac(text):
    return write(hmac.new(os.environ["SECRET"].encode(), text.encode(), hashlib.sha512).digest())


def call(to, body, headers):
    request = urllib.request.Request(base + to, data=body, method="POST", headers={"Content-Type": "application/json", **headers})
    try:
        return urllib.request.urlopen(request).read().decode()
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


token = ""
if not is_rsa:
    # 1. Get an access token with your RSA key. It is valid for 900 seconds.
    asked = now()
    token = json.loads(call("/v1.0/access-token/b2b", b'{"grantType":"client_credentials"}', {
        "X-CLIENT-KEY": client_key, "X-TIMESTAMP": asked, "X-SIGNATURE": sign_by_rsa(f"{client_key}|{asked}"),
    }))["accessToken"]

# 2. Send the event. These separators write no spaces, so the body is already minified.
timestamp = now()
event = {"id": f"test-{uuid.uuid4()}", "type": "partner.test", "occurredAt": timestamp}
body = json.dumps(event, separators=(",", ":")).encode()
digest = hashlib.sha256(body).hexdigest()
signature = sign_by_rsa(f"POST:{path}:{digest}:{timestamp}") if is_rsa else sign_by_hmac(f"POST:{path}:{token}:{digest}:{timestamp}")
print(call("/v1.0/loan/notify", body, {
    "Authorization": f"Bearer {token}", "X-TIMESTAMP": timestamp, "X-SIGNATURE": signature,
    "X-PARTNER-ID": client_key, "X-EXTERNAL-ID": str(time.time_ns()), "CHANNEL-ID": "95221",
}))
