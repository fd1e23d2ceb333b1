import { type SnapRequest, verifySnapRequest, verifyTokenRequest } from './snap.ts'
import type { SnapProfile } from './snap-profile.ts'
import { makeDoubtful, type Verdict } from './verdict.ts'
import type { SigningKeys } from './webhook-scheme.ts'
import { listWebhookTrials, type WebhookProfile } from './webhook-schemes.ts'

/** Settings with which a call is genuine. */
export type Fit = { settings: Record<string, string>; sentAt: Date }

/** A trial accepts calls whose time differs from our clock by up to a day. Its answer states the difference. */
const anyClock = { skewSeconds: 86_400 }

/** The settings of a webhook scheme with which a call is genuine. */
export function findWebhookFits(
  profile: WebhookProfile,
  keys: SigningKeys,
  { header, body }: { header: (name: string) => string | undefined; body: Uint8Array },
  now: Date,
): Fit[] {
  return listWebhookTrials({ ...profile, ...anyClock }).flatMap(({ settings, scheme: { headers, verify } }) => {
    const request = {
      id: header(headers.id),
      timestamp: header(headers.timestamp),
      signature: header(headers.signature),
      body,
    }
    const eventId = repeatsId(body, request.id) ? 'header' : 'body'
    return toFit({ ...settings, eventId }, () => verify(keys, request, now))
  })
}

/** Whether the body repeats the id in the header. */
function repeatsId(body: Uint8Array, id: string | undefined): boolean {
  try {
    const event: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    return typeof event === 'object' && event !== null && 'id' in event && event.id === id
  } catch {
    return false
  }
}

/** The settings of SNAP with which a call is genuine, if it was signed with one of the paths. */
export function findSnapFits(
  profile: SnapProfile,
  keys: SigningKeys,
  request: SnapRequest,
  { paths, now }: { paths: readonly string[]; now: Date },
): Fit[] {
  const forms = paths.flatMap((publicPath) =>
    (['hmac_with_token', 'rsa'] as const).flatMap((mode) =>
      (['hex', 'base64'] as const).flatMap((encoding) =>
        (request.query ? (['in', 'out'] as const) : [profile.query]).flatMap((query) =>
          (['minified', 'as_sent', 'rewritten'] as const).flatMap((hashOf) =>
            (['hex', 'base64_lower'] as const).map((hashEncoding) => ({
              ...{ publicPath, mode, encoding, query, hashOf, hashEncoding },
            })),
          ),
        ),
      ),
    ),
  )
  return forms.flatMap((form) =>
    toFit(form, () => verifySnapRequest({ ...profile, ...form, ...anyClock }, keys, request, now)),
  )
}

/** The encodings with which a request for an access token is genuine. */
export const findTokenFits = (
  profile: SnapProfile,
  keys: SigningKeys,
  request: Parameters<typeof verifyTokenRequest>[2],
  now: Date,
): Fit[] =>
  (['hex', 'base64'] as const).flatMap((tokenEncoding) =>
    toFit({ tokenEncoding }, () => verifyTokenRequest({ ...profile, tokenEncoding, ...anyClock }, keys, request, now)),
  )

function toFit(settings: Record<string, string>, verify: () => Verdict): Fit[] {
  const verdict = tryToVerify(verify)
  return verdict.isGenuine ? [{ settings, sentAt: verdict.sentAt }] : []
}

/** Verifies with a secret that may be plain text. The package throws if it is not base64. */
function tryToVerify(verify: () => Verdict): Verdict {
  try {
    return verify()
  } catch {
    return makeDoubtful('signature')
  }
}
