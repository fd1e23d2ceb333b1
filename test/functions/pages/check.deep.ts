import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { pagesApp } from '../../../functions/pages/app.ts'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { documentAddress, forgeCheckpoint, fourIssues, publishFourIssues } from '../../support/four-issues.ts'
import { isMissing } from '../../support/tools.ts'

type Download = { name: string; mimeType: string; buffer: Buffer }

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

describe.skipIf(isMissing(executablePath))('the page of checking, in a browser', () => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof listen>>
  let documents: Download[]
  let checkpoint: Download
  let key: Download
  let forged: Download
  const download = (name: string, content: string | Buffer): Download => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  })

  beforeAll(async () => {
    const deps = await publishFourIssues()
    const pages = pagesApp(deps)
    const bytesOf = async (address: string) => Buffer.from(await (await pages.request(address)).arrayBuffer())
    documents = await Promise.all(
      fourIssues.map(async (issue) => download(`capaian-${issue}.json`, await bytesOf(documentAddress(issue)))),
    )
    checkpoint = download('checkpoint', await bytesOf('/checkpoint'))
    key = download('key', await bytesOf('/checkpoint-key'))
    forged = download('forged', await forgeCheckpoint(deps, checkpoint.buffer.toString('utf8')))
    const [port, launched] = await Promise.all([findFreePort(18_760), chromium.launch({ executablePath })])
    server = await listen(pages, port)
    browser = launched
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  /** The page in English, cut off from the network once it has loaded. Whatever it then asks for fails the test. */
  async function openPage(): Promise<Page> {
    const context = await browser.newContext({ baseURL: server.endpoint })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto('/periksa?lang=en', { waitUntil: 'networkidle' })
    page.on('request', (asked) => complaints.push(`asked for ${asked.url()}`))
    await context.setOffline(true)
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    return page
  }

  /** The page's findings about chosen files: a line for each, and whether it is good. */
  async function choose(page: Page, files: Download[]): Promise<[string, string][]> {
    await page.evaluate("document.querySelector('output').replaceChildren()")
    await page.locator('#berkas').setInputFiles(files)
    const lines = page.locator('output span')
    await lines.first().waitFor()
    return Promise.all(
      (await lines.all()).map(
        async (line): Promise<[string, string]> => [(await line.getAttribute('class')) ?? '', await line.innerText()],
      ),
    )
  }

  test('proves downloads: one document, and all of them with the checkpoint and the key', async () => {
    const page = await openPage()
    expect(await choose(page, documents.slice(2, 3))).toEqual([
      [
        'right',
        expect.stringMatching(/^capaian-2021-10-2\.json is genuine: issue 2021-10\/2, SHA-256 [0-9a-f]{64}\.$/),
      ],
    ])
    const all = await choose(page, [...documents, checkpoint, key])
    expect(all.map(([kind]) => kind)).toEqual(['right', 'right', 'right', 'right', 'right'])
    expect(all.at(-1)?.[1]).toMatch(/^checkpoint is genuine: it is signed by key [0-9a-f]{8}, and the last issue/)
  })

  test('takes a file that is dropped on it', async () => {
    const page = await openPage()
    const [document] = documents
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([${JSON.stringify(document?.buffer.toString('utf8'))}], 'dropped.json'))
      document.querySelector('[data-check]').dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    })()`)
    expect(await page.locator('output .right').innerText()).toContain('dropped.json is genuine: issue 2021-10/1')
  })

  test('finds one altered byte, whether the file is still JSON or not', async () => {
    const page = await openPage()
    for (const wanted of ['"members":', '"funnel":']) {
      const bytes = Buffer.from(documents[1]?.buffer ?? [])
      const at = bytes.indexOf(wanted) + wanted.length
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect(await choose(page, [download('bent.json', bytes)])).toEqual([
        [
          'wrong',
          expect.stringMatching(/^bent\.json was altered: the SHA-256 of issue 2021-11\/1 is [0-9a-f]{64}, and/),
        ],
      ])
    }
    expect(await choose(page, [download('letter.json', '{}')])).toEqual([
      ['wrong', expect.stringContaining('letter.json is not the JSON file of any issue')],
    ])
  })

  test('names a missing issue among several, whether it is the first, the last or another', async () => {
    const page = await openPage()
    for (const [place, issue] of ['2021-10/1', '2021-11/1', '2021-10/2', '2021-12/1'].entries()) {
      const found = await choose(page, documents.toSpliced(place, 1))
      expect(found.filter(([kind]) => kind === 'wrong')).toEqual([['wrong', `Not among your files: issue ${issue}.`]])
    }
  })

  test('recognises a checkpoint of another key, an altered one, and one with a later issue than the page has', async () => {
    const page = await openPage()
    const says = async (...files: Download[]) => (await choose(page, files)).map(([kind, text]) => `${kind}: ${text}`)
    expect(await says(forged)).toEqual([
      expect.stringMatching(/^wrong: forged is signed by another key: \w{8}, and not /),
    ])
    expect(await says(forged, key)).toEqual(await says(forged))
    const bent = checkpoint.buffer.toString('utf8').replace('issues 4', 'issues 5')
    expect(await says(download('bent', bent), key)).toEqual([
      expect.stringMatching(/^wrong: bent was altered: its signature by key \w{8} does not fit\.$/),
    ])
    await page.evaluate("for (const row of document.querySelectorAll('[data-hash]')) row.removeAttribute('data-hash')")
    await page.evaluate('rows.length = 0')
    expect(await says(checkpoint)).toEqual([
      expect.stringMatching(/^wrong: checkpoint names issue no\. 4 with the SHA-256/),
    ])
  })
})
