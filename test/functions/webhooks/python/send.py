"""Signs an event with an unchanged library, as a partner's program would, and sends it. Prints the status of the answer."""

import json
import sys
import urllib.error
import urllib.request
from datetime import datetime

from standardwebhooks.webhooks import Webhook as StandardWebhook
from svix.webhooks import Webhook as SvixWebhook

libraries = {"standardwebhooks": (StandardWebhook, "webhook"), "svix": (SvixWebhook, "svix")}

asked = json.load(sys.stdin)
library, prefix = libraries[asked["library"]]
at = datetime.fromisoformat(asked["at"])
signature = library(asked["secret"]).sign(asked["id"], at, asked["body"])
headers = {
    "Content-Type": "application/json",
    f"{prefix}-id": asked["id"],
    f"{prefix}-timestamp": str(int(at.timestamp())),
    f"{prefix}-signature": signature,
}
request = urllib.request.Request(asked["url"], data=asked["body"].encode(), headers=headers, method="POST")
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status)
except urllib.error.HTTPError as refusal:
    print(refusal.code)
