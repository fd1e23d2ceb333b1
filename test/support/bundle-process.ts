import process from 'node:process'

// Runs in a bare process, as the Lambda runtime does: imports a bundle, and passes it one event after another.
const { handler } = await import(process.argv[2] ?? '')

async function hand(event: unknown): Promise<object> {
  try {
    return { answer: (await handler(event)) ?? null }
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' }
  }
}

process.on('message', ({ id, event }: { id: number; event: unknown }) => {
  void hand(event).then((answer) => process.send?.({ id, ...answer }))
})
process.send?.({ ready: true })
