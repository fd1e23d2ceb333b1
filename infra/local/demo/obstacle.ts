import type { Deps } from '../../../shared/deps.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import { writeObstacle } from '../../../shared/usecases/issues/obstacles.ts'

/** Writes what an officer might write about the month that the demo leaves open. */
export async function writeDemoObstacle(deps: Deps, month: Month): Promise<void> {
  const admin = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
  const obstacle = {
    month,
    area: '31.75',
    obstacle: 'Dua kelas pelatihan di Cakung batal karena aula kecamatan dipakai untuk keperluan lain (contoh).',
    followUp: 'Kelas pengganti dua pekan lagi di RPTRA; penanggung jawab: Sudin PPKUKM Jakarta Timur (contoh).',
  }
  await writeObstacle(deps, admin, { key: 'demo-obstacle', fingerprint: JSON.stringify(obstacle) }, obstacle)
}
