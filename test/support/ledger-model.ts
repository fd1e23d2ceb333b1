import type { Count, FigureNumbers, Line } from './figure-numbers.ts'

/** The place at which somebody counts: a leaf area and an agency, a gender and a category. */
type Placed = { area: string; agency: string; gender: string; category: string }

/** A stage that somebody holds. `mark` stays the same when a merge moves it and takes it back. */
type Held = Placed & { on: string; postedIn: string; days: number | undefined; mark: number }

type Person = Placed & {
  nik: string | undefined
  status: 'active' | 'withdrawn' | 'merged' | 'erased'
  since: string | undefined
  into: number | undefined
  from: number[]
  held: Map<string, Held>
}

type Merge = {
  from: number
  into: number
  held: Map<string, Held>
  gained: Map<string, number>
  before: Pick<Person, 'status' | 'since'>
  undone: boolean
}

/** One step of one figure: a line of a month, and the month to which it belongs by its true date. */
type Move = Placed & { line: Line; stage: string; trueMonth: string; postedIn: string; days: number | undefined }

export type Asked = { month: string; area: string; agency?: string; reading: 'as_posted' | 'restated' }

/** What a model knows of a programme: no more than its description says. */
export type ModelTerms = {
  stages: string[]
  agencies: string[]
  categories: string[]
  areas: string[]
  /** Whether the order of stages is strict on a day. */
  isStrict: (day: string) => boolean
  firstMonth: string
}

const all = 'ALL'
const genders = ['female', 'male', 'unknown']
const bucketEnds = [-1, 7, 30, 90, 180, 365, Number.POSITIVE_INFINITY]
const monthOf = (day: string) => day.slice(0, 7)
const later = (a: string, b: string) => (a > b ? a : b)
const effect = (line: Line) => (line === 'reversed' || line === 'reclassifiedOut' ? -1 : 1)
const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
const placeOf = ({ area, agency, gender, category }: Placed): Placed => ({ area, agency, gender, category })
const samePlace = (a: Placed, b: Placed) => JSON.stringify(placeOf(a)) === JSON.stringify(placeOf(b))

/** `HV`, `HV.N` and `HV.N.1`, for `HV.N.1`. */
const upwards = (area: string) => area.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'))

/**
 * The ledger in its smallest form, to compare the real one with: who holds which stage, where, since when. A month
 * reports what changed in that, recorded as it happens. The model knows no counters, cells or transactions.
 */
export function ledgerModel({ stages, agencies, categories, areas, isStrict, firstMonth }: ModelTerms) {
  const people: Person[] = []
  const merges: Merge[] = []
  const moves: Move[] = []
  const clock = { today: '', openFrom: firstMonth }
  const [first = ''] = stages
  let marks = 0

  const hasParts = (area: string) => areas.some((other) => other.startsWith(`${area}.`))
  const leafOf = (area: string) => (hasParts(area) ? `${area}.0000` : area)
  // Nobody can count in an area whose parts have parts themselves.
  const leaves = areas.filter((area) => !areas.some((other) => hasParts(other) && other.startsWith(`${area}.`)))
  const nodes = new Set(leaves.map(leafOf).flatMap(upwards))
  const isDate = (day: string) => day <= clock.today && monthOf(day) >= firstMonth
  const personAt = (i: number): Person => {
    const person = people[i]
    if (!person) throw new Error(`The model has no person ${i}`)
    return person
  }

  const newHeld = (place: Placed, on: string): Held => ({
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
    if (was && is && !samePlace(was, is)) {
      note('reclassifiedOut', was, later(was.postedIn, clock.openFrom))
      note('reclassifiedIn', is, later(was.postedIn, clock.openFrom))
    }
  }

  /** The held stages that depend on a stage. */
  const standingOn = ({ held }: Person, stage: string) =>
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

  // Every act returns whether it is accepted. A refused act changes nothing.
  const acts = {
    register(nik: string | undefined, place: Placed, on: string): 'refused' | 'made' | number {
      if (!isDate(on)) return 'refused'
      const holder = nik === undefined ? undefined : holderOf(nik)
      if (holder !== undefined) {
        const person = personAt(holder)
        if (person.status !== 'erased') return 'refused'
        noteMoves(() => {
          Object.assign(person, { status: 'active', since: undefined, area: place.area, agency: place.agency })
          if (!person.held.has(first))
            person.held.set(first, newHeld({ ...placeOf(person), area: leafOf(person.area) }, on))
        })
        return holder
      }
      noteMoves(() => {
        const held = new Map([[first, newHeld({ ...place, area: leafOf(place.area) }, on)]])
        people.push({ ...place, nik, status: 'active', since: undefined, into: undefined, from: [], held })
      })
      return 'made'
    },

    attain(i: number, stage: string, on: string, place: { area?: string; agency?: string }): boolean {
      const person = personAt(i)
      const mayStill = person.status === 'withdrawn' && person.since !== undefined && on <= person.since
      if (person.held.has(stage) || !isDate(on) || !(person.status === 'active' || mayStill)) return false
      const earlier = stages.slice(0, stages.indexOf(stage))
      const needed = stage === first ? [] : isStrict(on) ? earlier : [first]
      const isMissing = (one: string) => {
        const fact = person.held.get(one)
        return !fact || (isStrict(on) && fact.on > on)
      }
      if (needed.some(isMissing)) return false
      const where = {
        ...placeOf(person),
        agency: place.agency ?? person.agency,
        area: leafOf(place.area ?? person.area),
      }
      noteMoves(() => {
        person.held.set(stage, newHeld(where, on))
      })
      return true
    },

    reverse(i: number, stage: string, cascade: boolean): boolean {
      const person = personAt(i)
      if (!person.held.has(stage)) return false
      const dependents = standingOn(person, stage)
      if (dependents.length > 0 && !cascade) return false
      noteMoves(() => {
        for (const gone of [stage, ...dependents]) person.held.delete(gone)
      })
      return true
    },

    reclassify(i: number, change: Partial<Placed>, only: string[] | undefined): boolean {
      const person = personAt(i)
      if (only?.some((stage) => !person.held.has(stage))) return false
      const whole: Placed = {
        gender: change.gender ?? person.gender,
        category: change.category ?? person.category,
        area: (only ? undefined : change.area) ?? person.area,
        agency: (only ? undefined : change.agency) ?? person.agency,
      }
      const before = moves.length
      noteMoves(() => {
        for (const [stage, held] of person.held) {
          const isPlaced = stage !== all && (!only || only.includes(stage))
          person.held.set(stage, {
            ...held,
            gender: whole.gender,
            category: whole.category,
            area: isPlaced && change.area ? leafOf(change.area) : held.area,
            agency: (isPlaced && change.agency) || held.agency,
          })
        }
      })
      const isSame = samePlace(whole, person)
      Object.assign(person, whole)
      return moves.length > before || !isSame
    },

    move(i: number, place: { area?: string; agency?: string }): boolean {
      const person = personAt(i)
      const moved = { ...placeOf(person), ...place }
      if ((person.status !== 'active' && person.status !== 'withdrawn') || samePlace(moved, person)) return false
      Object.assign(person, moved)
      return true
    },

    merge(from: number, into: number): boolean {
      const [gone, kept] = [personAt(from), personAt(into)]
      const mayGo = gone.status === 'active' || gone.status === 'withdrawn'
      if (from === into || !mayGo || kept.status !== 'active') return false
      const held = new Map([...gone.held].filter(([stage]) => stage !== all))
      const gained = new Map<string, number>()
      const before = { status: gone.status, since: gone.since }
      noteMoves(() => {
        gone.held = new Map()
        for (const [stage, fact] of held) {
          if (kept.held.has(stage)) continue
          const given = newHeld({ ...placeOf(kept), area: fact.area, agency: fact.agency }, fact.on)
          kept.held.set(stage, given)
          gained.set(stage, given.mark)
        }
      })
      Object.assign(gone, { status: 'merged', since: clock.today, into })
      kept.from.push(from)
      merges.push({ from, into, held, gained, before, undone: false })
      return true
    },

    unmerge(i: number): boolean {
      const merge = merges[i]
      if (!merge || merge.undone) return false
      const [gone, kept] = [personAt(merge.from), personAt(merge.into)]
      if (gone.status !== 'merged' || kept.status === 'merged') return false
      const owed = [...merge.gained].filter(([stage, mark]) => kept.held.get(stage)?.mark === mark).map(([s]) => s)
      const left = owed.flatMap((stage) => standingOn(kept, stage)).filter((stage) => !owed.includes(stage))
      if (left.length > 0) return false
      noteMoves(() => {
        for (const stage of owed) kept.held.delete(stage)
      })
      // Other records of the person that are still merged may have held the same stage.
      const others = merges.filter((other) => other !== merge && other.into === merge.into && !other.undone)
      noteMoves(() => {
        for (const stage of owed) {
          const heir = others.find(({ held }) => held.has(stage))
          const fact = heir?.held.get(stage)
          if (!heir || !fact) continue
          const given = newHeld({ ...placeOf(kept), area: fact.area, agency: fact.agency }, fact.on)
          kept.held.set(stage, given)
          heir.gained.set(stage, given.mark)
        }
      })
      noteMoves(() => {
        for (const [stage, fact] of merge.held) {
          const place = { ...placeOf(gone), area: fact.area, agency: fact.agency }
          gone.held.set(stage, { ...newHeld(place, fact.on), mark: fact.mark })
        }
      })
      Object.assign(gone, { ...merge.before, into: undefined })
      kept.from = kept.from.filter((other) => other !== merge.from)
      merge.undone = true
      return true
    },

    withdraw(i: number, on: string): boolean {
      const person = personAt(i)
      if (person.status !== 'active' || !isDate(on) || on < (person.held.get(first)?.on ?? on)) return false
      Object.assign(person, { status: 'withdrawn', since: on })
      return true
    },

    rejoin(i: number): boolean {
      const person = personAt(i)
      if (person.status !== 'withdrawn') return false
      Object.assign(person, { status: 'active', since: undefined })
      return true
    },

    erase(i: number): boolean {
      if (personAt(i).status === 'erased') return false
      const empty = (j: number): void => {
        const person = personAt(j)
        Object.assign(person, { status: 'erased', since: clock.today })
        for (const other of person.from) empty(other)
      }
      empty(i)
      return true
    },
  }

  /** The steps within a figure's scope. */
  const within = (where: Partial<Placed>) => (move: Move) =>
    (where.area === undefined || upwards(move.area).includes(where.area)) &&
    (where.agency === undefined || move.agency === where.agency) &&
    (where.gender === undefined || move.gender === where.gender) &&
    (where.category === undefined || move.category === where.category)

  const countsUpTo = ({ month, reading }: Asked) =>
    reading === 'as_posted' ? ({ postedIn }: Move) => postedIn <= month : ({ trueMonth }: Move) => trueMonth <= month
  const countsIn = ({ month, reading }: Asked) =>
    reading === 'as_posted' ? ({ postedIn }: Move) => postedIn === month : ({ trueMonth }: Move) => trueMonth === month
  const sum = (some: Move[]) => some.reduce((n, { line }) => n + effect(line), 0)

  function countOf(asked: Asked, stage: string, where: Partial<Placed>): Count {
    const mine = moves.filter((move) => move.stage === stage && within(where)(move))
    const monthly = mine.filter(countsIn(asked))
    const on = (line: Line) => monthly.filter((move) => move.line === line).length
    return {
      cumulative: sum(mine.filter(countsUpTo(asked))),
      inMonth: {
        attained: on('attained'),
        late: on('late'),
        reversed: on('reversed'),
        reclassifiedIn: on('reclassifiedIn'),
        reclassifiedOut: on('reclassifiedOut'),
        net: sum(monthly),
      },
    }
  }

  const everyStage = (asked: Asked, where: Partial<Placed>) =>
    Object.fromEntries([...stages, all].map((stage) => [stage, countOf(asked, stage, where)]))

  function lateRows(asked: Asked, scope: Partial<Placed>) {
    if (asked.reading === 'restated') return []
    const shifted = moves.filter((m) => m.postedIn === asked.month && m.trueMonth < asked.month).filter(within(scope))
    const months = [...new Set(shifted.map(({ trueMonth }) => trueMonth))].toSorted()
    return months.map((trueMonth) => {
      const mine = shifted.filter((move) => move.trueMonth === trueMonth)
      const named = [...new Set(mine.map(({ stage }) => stage))]
      const nets = named.map((stage) => [stage, sum(mine.filter((move) => move.stage === stage))])
      return { trueMonth, stages: Object.fromEntries(nets) }
    })
  }

  function crossingRows(asked: Asked, scope: Partial<Placed>): Record<string, Record<string, number>> {
    const rows: Record<string, Record<string, number>> = {}
    for (const agency of scope.agency ? [scope.agency] : agencies)
      for (const gender of genders)
        for (const category of categories)
          for (const stage of [...stages, all]) {
            const n = countOf(asked, stage, { ...scope, agency, gender, category }).cumulative
            if (n !== 0)
              rows[`${agency} ${gender} ${category}`] = { ...rows[`${agency} ${gender} ${category}`], [stage]: n }
          }
    return rows
  }

  return {
    clock,
    people,
    merges,
    moves,
    ...acts,

    /** One number: a stage's members in a scope at the end of a month, or what the month changed. */
    count: (asked: Asked, stage: string, where: Partial<Placed>): Count =>
      countOf(asked, stage, { area: asked.area, ...where }),

    /** The entries that belong to this month or earlier by their date, and were posted later. */
    leftOut: ({ month, area }: { month: string; area: string }, since: string, stage: string, where: Partial<Placed>) =>
      moves.filter(
        (move) =>
          move.stage === stage &&
          move.postedIn > month &&
          move.trueMonth <= month &&
          move.trueMonth >= since &&
          within({ area, ...where })(move),
      ).length,

    /** Members who hold a stage now, counted by heads. */
    heads: (stage: string): number => people.filter(({ held }) => held.has(stage)).length,

    /** The expected figures, in the form of `numbersIn`. */
    figures(asked: Asked): FigureNumbers {
      const scope = { area: asked.area, ...(asked.agency && { agency: asked.agency }) }
      const depth = upwards(asked.area).length
      const below = [...nodes].filter((node) => {
        const path = upwards(node)
        return path.includes(asked.area) && path.length > depth && path.length <= depth + 2
      })
      const rows = (codes: string[], where: (code: string) => Partial<Placed>) =>
        Object.fromEntries(codes.map((code) => [code, everyStage(asked, { ...scope, ...where(code) })]))
      const duration = (stage: string) =>
        bucketEnds.map((end, i) => {
          const start = bucketEnds[i - 1] ?? Number.NEGATIVE_INFINITY
          const mine = moves.filter((m) => m.stage === stage && m.days !== undefined && m.days > start && m.days <= end)
          return sum(mine.filter(within(scope)).filter(countsUpTo(asked)))
        })
      return {
        stages: everyStage(asked, scope),
        areas: rows(below, (area) => ({ area })),
        agencies: rows(asked.agency ? [asked.agency] : agencies, (agency) => ({ agency })),
        genders: rows(genders, (gender) => ({ gender })),
        categories: rows(categories, (category) => ({ category })),
        crossings: crossingRows(asked, scope),
        durations: asked.agency
          ? {}
          : Object.fromEntries([...stages.slice(1), all].map((stage) => [stage, duration(stage)])),
        late: lateRows(asked, scope),
      }
    },
  }
}

export type LedgerModel = ReturnType<typeof ledgerModel>
