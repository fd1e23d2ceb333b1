import type * as z from 'zod'
import { makeStandardWebhooks, StandardWebhooksProfile, standardWebhooksForms } from './standard-webhooks.ts'
import type { WebhookScheme } from './webhook-scheme.ts'

/** The settings of every scheme used at `/hooks`. */
export const webhookProfiles = [StandardWebhooksProfile] as const
export type WebhookProfile = z.infer<(typeof webhookProfiles)[number]>

/** The scheme that a partner's settings name. */
export function findWebhookScheme(profile: WebhookProfile): WebhookScheme {
  switch (profile.scheme) {
    case 'standard_webhooks':
      return makeStandardWebhooks(profile)
  }
}

/** The settings to try when a partner asks which ones fit its call, each with its scheme. */
export function listWebhookTrials(
  profile: WebhookProfile,
): { settings: Record<string, string>; scheme: WebhookScheme }[] {
  switch (profile.scheme) {
    case 'standard_webhooks':
      return standardWebhooksForms.map((form) => ({
        settings: form,
        scheme: makeStandardWebhooks({ ...profile, ...form }),
      }))
  }
}
