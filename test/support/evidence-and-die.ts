import * as z from 'zod'
import { confirmFile } from '../../shared/usecases/members/evidence-files.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request } from './test-deps.ts'

const Told = z.object({ TEST_MEMBER: z.string(), TEST_FILE: z.string() })

/** Confirms a file in a process that is killed at one of its writes. Without `TEST_FATE` it prints the number of writes. */
await runFated(fewAreas, ['DYNAMODB', 'S3'], Told, (deps, { TEST_MEMBER: memberId, TEST_FILE: id }) =>
  confirmFile(deps, callerAs('admin'), request(`confirm-${id}`), { memberId, id }),
)
