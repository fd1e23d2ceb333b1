import process from 'node:process'

// Runs in a bare process, as the Lambda runtime does: imports a bundle, and hands it one event after another.
const { handler } = await import(process.argv[2] ?? '')

process.on('message', async ({ id, event }: { id: number; event: unknown }) => {
  try {
    process.send?.({ id, answer: (await handler(event)) ?? null })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' })
  }
})
process.send?.({ ready: true })
