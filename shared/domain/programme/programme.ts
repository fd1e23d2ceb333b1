import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Day, Month } from '../calendar.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import { ReferralTerms } from '../referral/referral-terms.ts'
import { stageTerms } from '../stage-rules/stage-rules.ts'
import { ascending } from '../values/text-order.ts'
import { Code } from './code.ts'
import { FinanceRule } from './finance-rule.ts'
import { TargetScope } from './target.ts'

/** One character for a stage, agency or category in a counter's name: chosen once, never reused. */
const CounterKey = z.string().regex(/^[0-9A-Za-z]$/)

export const Stage = z
  .object({
    code: Code,
    key: CounterKey,
    name: Bilingual,
    ...stageTerms,
    offers: Bilingual.optional().describe('What a member gets at this stage, in plain words'),
  })
  .meta({ id: 'Stage' })
export type Stage = z.infer<typeof Stage>

/**
 * The order in which stages can be attained, in force from a day until the next policy. `strict`: the member holds
 * every earlier stage, dated no later than the entry. `free`: the member holds the first stage, whatever its date.
 */
export const OrderPolicy = z
  .object({ from: Day, order: z.enum(['strict', 'free']), basis: z.string() })
  .meta({ id: 'OrderPolicy' })
export type OrderPolicy = z.infer<typeof OrderPolicy>

/** The stage that members attain through partners' loans, and the loan fact that counts. */
export const Financing = z
  .object({
    stage: Code,
    evidence: Code.optional().describe('The kind of evidence that a loan counts as, if the stage accepts kinds'),
    rules: z.array(FinanceRule).min(1),
  })
  .meta({ id: 'Financing' })
export type Financing = z.infer<typeof Financing>

/** An indicator with this code counts members who hold every stage. */
export const everyStage = 'ALL'

export const Indicator = z
  .object({
    code: Code,
    counts: z
      .union([Code, z.literal(everyStage), LoanFactKind])
      .describe(
        'Stage code; ALL for members who hold every stage; or, for loans, applied, approved, disbursed or rejected',
      ),
    name: Bilingual,
    definition: Bilingual,
    unit: Bilingual,
    legalBasis: Bilingual,
    from: Day.optional(),
    until: Day.optional(),
    official: z.boolean().describe('Whether the programme itself declares this to be its success'),
  })
  .meta({ id: 'Indicator' })
export type Indicator = z.infer<typeof Indicator>

export const Agency = z.object({ code: Code, key: CounterKey, name: z.string() }).meta({ id: 'Agency' })
export type Agency = z.infer<typeof Agency>

const Category = z.object({ code: Code, key: CounterKey, name: Bilingual }).meta({ id: 'Category' })

const Reason = z.object({ code: Code, name: Bilingual }).meta({ id: 'Reason' })

/** An area code and its name. Its parent is the longest code in the tree that it extends by a dot. */
export const AreaRow = z
  .tuple([z.string().regex(/^[0-9A-Za-z]+(\.[0-9A-Za-z]+)*$/), z.string().min(1)])
  // Generators of clients need this beside the two items of the tuple.
  .meta({ items: { type: 'string' }, minItems: 2, maxItems: 2 })
export type AreaRow = z.infer<typeof AreaRow>

/** The terms of self-registration: how people register themselves, and when they count. */
const SelfRegistrationTerms = z
  .object({
    counts: z
      .enum(['at_once', 'when_verified'])
      .describe('Whether the first stage is attained by registering, or only when the identity is verified'),
    agency: Code.describe('The agency that those who register themselves belong to'),
    ask: Bilingual.describe('Whom to ask about a registration'),
  })
  .meta({ id: 'SelfRegistrationTerms' })

/** Where an area is on a map of equal tiles, from the north-west. */
export const Tile = z.object({ column: z.int().min(0), row: z.int().min(0) })
export type Tile = z.infer<typeof Tile>

/** The metadata of the open data (Satu Data, Perpres 39/2019). */
export const Publication = z
  .object({
    title: Bilingual,
    concept: Bilingual,
    producer: Bilingual.describe('Produsen data'),
    custodian: Bilingual.describe('Walidata'),
    frequency: Bilingual,
    codes: Bilingual.describe('Reference codes that the data use'),
    licence: Bilingual,
    licenceUrl: z
      .url()
      .optional()
      .describe('Address of the licence; without it, nobody is told that they may reuse the data'),
    tiles: z
      .record(z.string(), Tile)
      .optional()
      .describe('Places of the areas two levels below the whole, on a map of equal tiles'),
    areaLevels: z.array(Bilingual).describe('What the areas of each level below the whole are called'),
  })
  .meta({ id: 'Publication' })
export type Publication = z.infer<typeof Publication>

/** A target that the programme starts with. Others are set later. */
const FirstTarget = TargetScope.extend({
  value: z.int().min(0),
  basis: z.string().min(1),
  primary: z
    .boolean()
    .describe(
      'The target at the top of reports, if several have the same scope and period; a single one is always primary',
    ),
})
export type FirstTarget = z.infer<typeof FirstTarget>

/** Everything in a programme except its areas and targets. */
export const ProgrammeTerms = z
  .object({
    code: Code,
    name: Bilingual,
    zone: z.string().describe('IANA time zone in which months begin and end'),
    firstMonth: Month,
    stages: z.array(Stage).min(1),
    orderPolicies: z.array(OrderPolicy).min(1),
    financing: Financing.optional().describe('Absent where no stage is decided by lenders'),
    indicators: z.array(Indicator).min(1),
    headlines: z
      .array(Code)
      .optional()
      .describe(
        'The indicators at the top of reports: the first two in force, an official one first. If there are too few, other indicators follow in their order',
      ),
    agencies: z.array(Agency).min(1),
    categories: z.array(Category).min(1),
    reasons: z.array(Reason).min(1).describe('Why an entry may be reversed or reclassified'),
    selfRegistration: SelfRegistrationTerms,
    publication: Publication,
    referral: ReferralTerms.optional().describe('Absent where nobody is referred to lenders'),
  })
  .meta({ id: 'Programme' })

/** A programme is data: another city can describe its own without changing code. */
export const Programme = z
  .object({
    ...ProgrammeTerms.shape,
    areas: z.array(AreaRow).min(1),
    areasNotice: z.string().describe('Source and licence of the table of areas'),
    targets: z.array(FirstTarget),
  })
  .superRefine((programme, context) => {
    const requireUnique = <T>(what: string, rows: readonly T[], name: (row: T) => string) => {
      const names = rows.map(name)
      for (const twice of names.filter((each, i) => names.indexOf(each) !== i))
        context.addIssue({ code: 'custom', message: `${what} ${twice} is used twice`, path: [what] })
    }
    const { stages, agencies, categories } = programme
    const keyedLists: Record<string, readonly { code: string; key: string }[]> = { stages, agencies, categories }
    for (const [what, rows] of Object.entries(keyedLists)) {
      requireUnique(what, rows, ({ code }) => code)
      requireUnique(`keys of ${what}`, rows, ({ key }) => key)
    }
    requireUnique('areas', programme.areas, ([code]) => code)
    requireUnique('orderPolicies', programme.orderPolicies, ({ from }) => from)
    requireUnique('financeRules', programme.financing?.rules ?? [], ({ from }) => from)
    if (programme.financing && !canFinance(programme.stages, programme.financing))
      context.addIssue({ code: 'custom', message: 'a loan cannot attain the stage of financing', path: ['financing'] })
    const { agency } = programme.selfRegistration
    if (!programme.agencies.some(({ code }) => code === agency))
      context.addIssue({ code: 'custom', message: `agency ${agency} is unknown`, path: ['selfRegistration', 'agency'] })
    for (const headline of programme.headlines ?? [])
      if (!programme.indicators.some(({ code }) => code === headline))
        context.addIssue({ code: 'custom', message: `headline ${headline} is no indicator`, path: ['headlines'] })
    const loanFacts: string[] = LoanFactKind.options
    for (const { code } of programme.stages)
      if (loanFacts.includes(code))
        context.addIssue({ code: 'custom', message: `stage ${code} is called like a fact of loans`, path: ['stages'] })
    const countable = [...programme.stages.map((s) => s.code), everyStage, ...(programme.financing ? loanFacts : [])]
    for (const { code, counts } of programme.indicators)
      if (!countable.includes(counts))
        context.addIssue({
          code: 'custom',
          message: `indicator ${code} counts something unknown`,
          path: ['indicators'],
        })
  })
export type Programme = z.infer<typeof Programme>

/** Whether a loan is evidence enough to attain the stage. */
const canFinance = (stages: readonly Stage[], { stage, evidence }: Financing): boolean =>
  stages.some(
    ({ code, evidenceRequired, evidence: kinds }) =>
      code === stage &&
      (evidence === undefined ? !evidenceRequired : kinds.some((kind) => kind.code === evidence && kind.attains)),
  )

/** The first stage: the one that makes a person a member. */
export function firstStage(programme: Programme): Stage {
  const [first] = programme.stages
  if (!first) throw new Error('The programme has no stage')
  return first
}

/** The order policy in force on a day; before the first policy, the first one holds. */
export function findOrderPolicy(programme: Programme, day: Day): OrderPolicy {
  const policies = programme.orderPolicies.toSorted((a, b) => ascending(a.from, b.from))
  const policy = policies.findLast(({ from }) => from <= day) ?? policies[0]
  if (!policy) throw new Error('The programme has no order policy')
  return policy
}
