import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** Python packages that a test needs: a name, their requirements file, and a module that exists once they are installed. */
export type PythonTools = { name: string; requirements: string; module: string }

/** The directory of the environment for these versions of the tools. */
async function findPython({ name, requirements }: PythonTools): Promise<string> {
  const versions = (await readFile(requirements, 'utf8')).trim().replaceAll('\n', '_').slice(0, 120)
  return path.join(root, 'node_modules/.cache', name, versions, 'bin/python')
}

/** Whether the tools are already installed. */
export async function hasPythonTools(tools: PythonTools): Promise<boolean> {
  return run(await findPython(tools), ['-c', `import ${tools.module}`]).then(
    () => true,
    () => false,
  )
}

/** Makes a virtual environment with the tools, unless one is there. Returns its interpreter. */
export async function installPythonTools(tools: PythonTools): Promise<string> {
  const python = await findPython(tools)
  if (await hasPythonTools(tools)) return python
  const directory = path.join(python, '../..')
  await mkdir(path.dirname(directory), { recursive: true })
  await run('python3', ['-m', 'venv', directory])
  await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', tools.requirements])
  return python
}
