import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

// The watcher waits on a pipe that only we hold open. However we end, even by kill -9, the system closes the pipe.
// `exec` keeps the watched command under the process id that Node knows.
const tether = 'exec 3<&0 </dev/null; (read -r _ <&3; kill -9 $$) >/dev/null 2>&1 & exec "$@" 3<&-'

/**
 * Starts a command that cannot outlive this process, on any system with a POSIX shell.
 *
 * It runs in a separate session. So a Ctrl-C in the terminal reaches only us, and we choose when to stop the
 * command. A command that does not exist ends with exit code 127.
 */
export function spawnTethered(command: string, args: readonly string[], options: { cwd: string }): ChildProcess {
  return spawn('/bin/sh', ['-c', tether, 'sh', command, ...args], { ...options, detached: true, stdio: 'pipe' })
}

/** Asks a process to end, and waits until it has ended. Ends it by force after `patienceMs`. */
export async function endProcess(child: ChildProcess, patienceMs = 3_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const forceTimer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await exit
  clearTimeout(forceTimer)
}
