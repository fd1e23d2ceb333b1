import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument } from './api-routes.ts'

/** A call of a partner, and its answer. */
export type PartnerCall = { headers: Record<string, string>; body: string; status: number; answer: string }

/** Lists the differences of a call and its answer from the webhook of the document. */
export function webhookContract(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(JSON.parse(JSON.stringify(document).replaceAll('"#/components', '"api#/components')), 'api')
  const faults = (what: string, pointer: string, value: unknown): string[] => {
    const validate = ajv.compile({ $ref: `api#${pointer}` })
    return validate(value) ? [] : [`${what}: ${ajv.errorsText(validate.errors)}`]
  }
  return (webhook: string, { headers, body, status, answer }: PartnerCall): string[] => {
    const at = `/webhooks/${webhook}/post`
    const sent = new Headers(headers)
    const { parameters = [], responses = {} } = document.webhooks[webhook]?.post ?? {}
    const [media = ''] = Object.keys(responses[status]?.content ?? {})
    return [
      ...parameters.flatMap(({ name, required }, i) => {
        const value = sent.get(name)
        if (value === null) return required ? [`${name} is missing`] : []
        return faults(name, `${at}/parameters/${i}/schema`, value)
      }),
      ...faults('body', `${at}/requestBody/content/application~1json/schema`, JSON.parse(body)),
      ...faults(
        `${status}`,
        `${at}/responses/${status}/content/${media.replace('/', '~1')}/schema`,
        JSON.parse(answer),
      ),
    ]
  }
}
