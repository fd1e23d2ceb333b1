import { modelFigures } from './ledger-model/figures.ts'
import { type Held, type ModelTerms, modelPeople, type Person } from './ledger-model/people.ts'
import { all, isSamePlace, type Place, placeOf } from './ledger-model/places.ts'

type Merge = {
  from: number
  into: number
  held: Map<string, Held>
  gained: Map<string, number>
  before: Pick<Person, 'status' | 'since'>
  undone: boolean
}

/**
 * A minimal ledger, to compare the real one with. It knows who holds which stage, where and since when. A month
 * reports the changes, recorded as they happen. The model has no counters, cells or transactions.
 */
export function ledgerModel(terms: ModelTerms) {
  const { stages, isStrict } = terms
  const { people, moves, clock, nodes, first, leafOf, isDate, personAt, holderOf, newHeld, noteMoves, listDependents } =
    modelPeople(terms)
  const merges: Merge[] = []

  // Every act returns whether it is accepted. A refused act changes nothing.
  const acts = {
    register(nik: string | undefined, place: Place, on: string): 'refused' | 'made' | number {
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
      const dependents = listDependents(person, stage)
      if (dependents.length > 0 && !cascade) return false
      noteMoves(() => {
        for (const gone of [stage, ...dependents]) person.held.delete(gone)
      })
      return true
    },

    reclassify(i: number, change: Partial<Place>, only: string[] | undefined): boolean {
      const person = personAt(i)
      if (only?.some((stage) => !person.held.has(stage))) return false
      const whole: Place = {
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
      const isSame = isSamePlace(whole, person)
      Object.assign(person, whole)
      return moves.length > before || !isSame
    },

    move(i: number, place: { area?: string; agency?: string }): boolean {
      const person = personAt(i)
      const moved = { ...placeOf(person), ...place }
      if ((person.status !== 'active' && person.status !== 'withdrawn') || isSamePlace(moved, person)) return false
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
      const lostStages = owed.flatMap((stage) => listDependents(kept, stage)).filter((stage) => !owed.includes(stage))
      if (lostStages.length > 0) return false
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

  return {
    clock,
    people,
    merges,
    moves,
    ...acts,
    ...modelFigures(moves, nodes, terms),

    /** Members who hold a stage now, counted by heads. */
    heads: (stage: string): number => people.filter(({ held }) => held.has(stage)).length,
  }
}

export type LedgerModel = ReturnType<typeof ledgerModel>
