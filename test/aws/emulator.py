"""Starts MiniStack, an emulator of AWS that runs functions and checks their rights, and adds what our templates need of it.

The environment says how: AUTH, GATEWAY_PORT, MINISTACK_REGION. Node must be first on the PATH, because functions run in it.
What is added here, and what MiniStack leaves out, is listed in limits.ts with the test of the templates that covers it. A
resource type that is neither known to MiniStack nor named here makes a deployment fail.
"""
import json
import sys

from ministack.core import iam_actions, iam_evaluator

ADDED_TYPES = ("AWS::Cognito::ManagedLoginBranding", "AWS::Budgets::Budget")

# The buckets refuse plain HTTP. On loopback it counts as TLS.
pin_request_origin = iam_evaluator.pin_request_origin
iam_evaluator.pin_request_origin = lambda source_ip, _secure: pin_request_origin(source_ip, True)

# A policy may ask for the encryption context of a call to KMS.
request_tag_context = iam_actions.request_tag_context


def context_with_encryption(service, action, body, params):
    found = request_tag_context(service, action, body, params)
    if service != "kms":
        return found
    given = json.loads(body or b"{}").get("EncryptionContext") or {}
    return {**found, **{f"kms:encryptioncontext:{name}".lower(): value for name, value in given.items()}}


iam_actions.request_tag_context = context_with_encryption

# A role may send mail from one identity; MiniStack asks for the right to send from all.
ses_resource = iam_actions._ses_v2_resource_arn


def sending_identity(method, path, body, region, account):
    if path.rstrip("/") != "/v2/email/outbound-emails":
        return ses_resource(method, path, body, region, account)
    sender = json.loads(body or b"{}").get("FromEmailAddress", "")
    return f"arn:aws:ses:{region}:{account}:identity/{sender.rstrip('>').split('@')[-1]}"


iam_actions._ses_v2_resource_arn = sending_identity

from ministack.services.cloudformation import provisioners  # noqa: E402

handlers = provisioners._RESOURCE_HANDLERS

for added in ADDED_TYPES:
    if added in handlers:
        sys.exit(f"MiniStack knows {added} by now: take it out of emulator.py and limits.ts")
    handlers[added] = {
        "create": lambda logical_id, _props, stack: (f"{stack}-{logical_id}", {}),
        "delete": lambda _physical_id, _props: None,
    }


def wrap(resource_type, **replacements):
    handlers[resource_type] = {**handlers[resource_type], **replacements}


# The DNS records of a mail identity, which CloudFormation gives as attributes.
def with_records(make):
    def made(*args, **kwargs):
        name, attributes = make(*args, **kwargs)
        for n in (1, 2, 3):
            attributes[f"DkimDNSTokenName{n}"] = f"token{n}._domainkey.{name}"
            attributes[f"DkimDNSTokenValue{n}"] = f"token{n}.dkim.amazonses.com"
        return name, attributes

    return made


identity = handlers["AWS::SES::EmailIdentity"]
wrap("AWS::SES::EmailIdentity", create=with_records(identity["create"]), update=with_records(identity["update"]))


from ministack.app import main  # noqa: E402

main()
