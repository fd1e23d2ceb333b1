import type { ErrorHandler } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { AppError, type ErrorKind, notFound } from '../../../shared/domain/problems/app-error.ts'
import { locateError } from '../../../shared/domain/problems/locate-error.ts'
import { sentence } from '../../../shared/domain/problems/problem-texts.ts'
import { statusByKind } from '../../../shared/domain/problems/problem-view.ts'
import { html } from '../../../shared/render/markup.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { render } from './render.ts'

const titles: Partial<Record<ErrorKind, Bilingual>> = {
  forbidden: { id: 'Tidak diizinkan', en: 'Not allowed' },
  not_found: { id: 'Tidak ditemukan', en: 'Not found' },
  busy: { id: 'Sistem sedang sibuk', en: 'The system is busy' },
  too_large: { id: 'Terlalu besar', en: 'Too large' },
}

const otherTitle: Bilingual = { id: 'Permintaan ini tidak dapat dijalankan', en: 'This request cannot be carried out' }

/** "Not yours" and "not there" look alike on every page. */
export const notFoundPage = (c: DeskContext) => problemPage(c, notFound())

function problemPage(c: DeskContext, { kind, problems }: AppError) {
  const { say, sayOf } = c.var.wording
  const title = sayOf(titles[kind] ?? otherTitle)
  const sentences = problems.map(({ code, params }) => html`<p>${sayOf(sentence(code, params))}</p>`)
  return render(
    c,
    {
      title,
      content: html`<h1>${title}</h1>${sentences}<p><a href="/">${say('Ke beranda', 'To the start page')}</a></p>`,
    },
    statusByKind[kind],
  )
}

/** Turns an error into a page. Logs the name and place of an error that is no `AppError`, never its message. */
export const onError =
  ({ log }: Pick<DeskDeps, 'log'>): ErrorHandler<DeskEnv> =>
  (error, c) => {
    if (error instanceof AppError) return problemPage(c, error)
    log('error', 'A page of the desk failed', {
      requestId: c.var.requestId,
      error: error.name,
      place: locateError(error),
    })
    const { say } = c.var.wording
    const title = say('Terjadi kesalahan pada sistem', 'Something went wrong on our side')
    return render(
      c,
      {
        title,
        content: html`<h1>${title}</h1>
<p>${say('Bila Anda baru saja mengirim formulir, muat ulang halaman ini dan kirim lagi: data yang sudah tersimpan tidak akan tersimpan dua kali.', 'If you have just sent a form, reload this page and send it again: what was stored is not stored twice.')}</p>
<p class="small">${say('Nomor kejadian', 'Reference')}: ${c.var.requestId}</p><p><a href="/">${say('Ke beranda', 'To the start page')}</a></p>`,
      },
      500,
    )
  }
