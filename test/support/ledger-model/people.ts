import type { Line } from '../figure-numbers.ts'
import type { Move } from './figures.ts'
import { all, isSamePlace, listUpwards, monthOf, type Place, placeOf } from './places.ts'

/** A stage that somebody holds. Its `mark` survives a merge and the undoing of the merge. */
export type Held = Place & { on: string; postedIn: string; days: number | undefined; mark: number }

export type Person = Place & {
  nik: string | undefined
  status: 'active' | 'withdrawn' | 'merged' | 'erased'
  since: string | undefined
  into: number | undefined
  from: number[]
  held: Map<string, Held>
}

/** The parts of a programme that a model knows. */
export type ModelTerms = {
  stages: string[]
  agencies: string[]
  categories: string[]
  areas: string[]
  /** Whether the order of stages is strict on a day. */
  isStrict: (day: string) => boolean
  firstMonth: string
}

const later = (a: string, b: string) => (a > b ? a : b)
const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** The people of a model, and every move of a figure that their changes cause. */
export function modelPeople({ stages, areas, isStrict, firstMonth }: ModelTerms) {
  const people: Person[] = []
  const moves: Move[] = []
  const clock = { today: '', openFrom: firstMonth }
  const [first = ''] = stages
  let marks = 0

  const hasParts = (area: string) => areas.some((other) => other.startsWith(`${area}.`))
  const leafOf = (area: string) => (hasParts(area) ? `${area}.0000` : area)
  // Nobody can count in an area whose parts have parts themselves.
  const leaves = areas.filter((area) => !areas.some((other) => hasParts(other) && other.startsWith(`${area}.`)))
  const nodes = new Set(leaves.map(leafOf).flatMap(listUpwards))
  const isDate = (day: string) => day <= clock.today && monthOf(day) >= firstMonth
  const personAt = (i: number): Person => {
    const person = people[i]
    if (!person) throw new Error(`The model has no person ${i}`)
    return person
  }

  const newHeld = (place: Place, on: string): Held => ({
    ...placeOf(place),
    on,
    postedIn: later(monthOf(on), clock.openFrom),
    days: undefined,
    mark: ++marks,
  })

  /** Makes a change and records what it moved, person by person and stage by stage. */
  function noteMoves(change: () => void): void {
    const before = people.map(({ held }) => new Map(held))
    change()
    for (const [i, person] of people.entries()) {
      person.held = withAll(person.held)
      const was = before[i] ?? new Map<string, Held>()
      for (const stage of [...stages, all]) noteStage(person, stage, was.get(stage), person.held.get(stage))
    }
  }

  function withAll(held: Map<string, Held>): Map<string, Held> {
    const next = new Map([...held].filter(([stage]) => stage !== all))
    const facts = stages.flatMap((stage) => next.get(stage) ?? [])
    if (facts.length < stages.length) return next
    const latest = facts.reduce((a, b) => (b.on >= a.on ? b : a))
    const known = held.get(all)
    return next.set(all, known?.on === latest.on ? { ...known, ...placeOf(latest) } : newHeld(latest, latest.on))
  }

  function noteStage(person: Person, stage: string, was: Held | undefined, is: Held | undefined): void {
    const note = (line: Line, held: Held, postedIn: string) =>
      moves.push({ ...placeOf(held), line, stage, trueMonth: monthOf(held.on), postedIn, days: held.days })
    if (is && !was) {
      const start = person.held.get(first)
      if (stage !== first && start) is.days = dayNumber(is.on) - dayNumber(start.on)
      note(is.postedIn > monthOf(is.on) ? 'late' : 'attained', is, is.postedIn)
    }
    if (was && !is) note('reversed', was, later(was.postedIn, clock.openFrom))
    if (was && is && !isSamePlace(was, is)) {
      note('reclassifiedOut', was, later(was.postedIn, clock.openFrom))
      note('reclassifiedIn', is, later(was.postedIn, clock.openFrom))
    }
  }

  /** The held stages that depend on a stage. */
  const listDependents = ({ held }: Person, stage: string) =>
    stages.filter((other, i) => {
      const fact = held.get(other)
      if (!fact || other === stage) return false
      return stage === first || (isStrict(fact.on) && i > stages.indexOf(stage))
    })

  function holderOf(nik: string): number | undefined {
    const found = people.findIndex((person) => person.nik === nik)
    if (found < 0) return undefined
    let holder = found
    for (let into = personAt(holder).into; into !== undefined; into = personAt(holder).into) holder = into
    return holder
  }

  return { people, moves, clock, nodes, first, leafOf, isDate, personAt, holderOf, newHeld, noteMoves, listDependents }
}
