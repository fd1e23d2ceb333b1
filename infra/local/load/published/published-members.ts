import type { Day } from '../../../../shared/domain/calendar.ts'
import type { Frame } from '../../../../shared/domain/ledger/frame.ts'
import { demoMix } from '../../demo/mix.ts'
import { adultBirthYears, drawPerson } from '../../demo/people.ts'
import { type SeededRandom, seededRandom } from '../../demo/seeded-random.ts'
import { addedInNovember, lastDay, registeredInNovember } from './anchors.ts'
import { dayAt } from './schedule.ts'
import { simulateAttainments } from './simulation.ts'

const heading = 'name,nik,phone,birthDate,gender,category,area,agency,P1,P2,P3,P4,P4.evidence,P5,P6,P7,P7.evidence'
const seed = 20_211_027
const firstNovemberSerial = 5_001
/** The line of the first member. The heading is on line 1. */
const firstLine = 2

/** A registration that was reversed, by the line of its member in the file. */
export type ReversedRegistration = { line: number; decidedOn: Day }

/** Invented members who repeat the published figures: the same bytes for the same scale. */
export type PublishedMembers = ReturnType<typeof publishedMembers>

/** @param scale divides every published figure; the results are rounded, half up */
export function publishedMembers(frame: Frame, scale: number) {
  const days = simulateAttainments(frame.programme, seededRandom(seed), scale)
  const members = days[0]?.length ?? 0

  /** The file of everybody who registered until 27 October 2021, in order of registration, without line breaks. */
  function* file(): Generator<string> {
    const random = seededRandom(seed + 1)
    const nextPerson = drawPeople(frame, random, 1)
    yield heading
    for (let member = 0; member < members; member++) {
      const dayOfStage = (k: number) => (days[k]?.[member] === -1 ? '' : dayAt(days[k]?.[member] ?? 0))
      const [p4, p7] = [dayOfStage(3), dayOfStage(6)]
      const permit = p4 === '' ? '' : drawPermit(random, p4)
      yield [
        nextPerson(),
        dayOfStage(0),
        dayOfStage(1),
        dayOfStage(2),
        p4,
        permit,
        dayOfStage(4),
        dayOfStage(5),
        p7,
        p7 === '' ? '' : 'pinjaman',
      ].join()
    }
  }

  /**
   * The first half of November 2021. Other people register, and some registrations of members who hold no other stage
   * are reversed, so that the total falls to the published figure. Only the net change is known.
   */
  function november(): { reversed: ReversedRegistration[]; added: Iterable<string> } {
    const random = seededRandom(seed + 2)
    const addedCount = Math.round(addedInNovember / scale)
    const reversals = members - Math.round(registeredInNovember / scale) + addedCount
    const onlyRegistered = Array.from({ length: members }, (_, member) => member).filter((member) =>
      days.slice(1).every((stage) => stage[member] === -1),
    )
    return {
      reversed: random
        .pickSome(onlyRegistered, reversals)
        .map((member) => ({ line: member + firstLine, decidedOn: drawNovemberDay(random) }))
        .toSorted((a, b) => a.line - b.line),
      added: listRegistrations(frame, addedCount),
    }
  }
  return { members, file, november }
}

function* listRegistrations(frame: Frame, count: number): Generator<string> {
  const random = seededRandom(seed + 3)
  const nextPerson = drawPeople(frame, random, firstNovemberSerial)
  yield heading
  for (let n = 0; n < count; n++) yield [nextPerson(), drawNovemberDay(random), ...Array(8).fill('')].join()
}

const drawNovemberDay = (random: SeededRandom): Day => `2021-11-${String(random.int(1, 15)).padStart(2, '0')}`

/**
 * Draws people, each as the first eight cells of a line. No two people have the same NIK, because serials count up for
 * each place and birth date.
 */
function drawPeople(frame: Frame, random: SeededRandom, firstSerial: number): () => string {
  const mix = demoMix(frame, random)
  const birthYears = adultBirthYears(lastDay.slice(0, 7))
  const serials = new Map<string, number>()
  return () => {
    const [drawnArea, agency, gender, category] = [mix.area(), mix.agency(), mix.gender(), mix.category()]
    // The demo knows only the kecamatan of some members. Here everybody has a kelurahan.
    const area = frame.areas.find(drawnArea)?.children.length ? mix.neighbour(drawnArea) : drawnArea
    const { name, nik, phone, birthDate } = drawPerson(random, { gender, area, serial: 1, birthYears })
    const place = nik.slice(0, 12)
    const serial = serials.get(place) ?? firstSerial
    serials.set(place, serial + 1)
    return [name, place + String(serial).padStart(4, '0'), phone, birthDate, gender, category, area, agency].join()
  }
}

/** The permit on a day: only IUMK until mid-October 2018, as printed; NIB and the permits by risk since PP 5/2021. */
function drawPermit(random: SeededRandom, day: Day): string {
  if (day <= '2018-10-15') return 'iumk'
  if (day < '2021-07-01') return random.happens(0.6) ? 'iumk' : 'sku'
  return random.pickByWeight([
    ['nib', 85],
    ['sertifikat_standar', 10],
    ['izin', 5],
  ])
}
