import { html } from '../../../shared/render/markup.ts'
import { box } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const startAddress = (next: string): string =>
  next === '/' ? '/sign-in/start' : `/sign-in/start?${new URLSearchParams({ next })}`

export function signInView({ say }: DeskWording, next: string, isKept: boolean): View {
  const isCitizen = /^\/me\b/.test(next)
  const title = isCitizen
    ? say('Masuk ke catatan Anda', 'Sign in to your record')
    : say('Masuk ke meja petugas', 'Sign in to the desk')
  return {
    title,
    content: html`${isKept && box('heed', say('Sesi Anda sudah berakhir', 'Your session has ended'), say('Yang Anda ketik disimpan selama satu jam dan muncul kembali setelah Anda masuk dengan akun yang sama. Belum ada yang terkirim.', 'What you typed is kept for an hour and comes back when you sign in with the same account. Nothing has been sent.'))}
<h1>${title}</h1>
<p class="lead">${
      isCitizen
        ? say(
            'Untuk warga: mendaftar, melihat tahap yang sudah diikuti, dan mengurus data sendiri.',
            'For citizens: register, see your stages, and take care of your own data.',
          )
        : say(
            'Untuk petugas kecamatan dan Dinas: mendaftarkan, mencatat tahap, dan menindaklanjuti anggota.',
            'For officers of kecamatan and agencies: register members, record stages and follow up.',
          )
    }</p>
<p class="buttons"><a class="button main" href="${startAddress(next)}">${say('Masuk', 'Sign in')}</a></p>
${!isCitizen && html`<p><a href="/sign-in?next=%2Fme">${say('Saya warga, bukan petugas', 'I am a citizen, not an officer')}</a></p>`}`,
  }
}

export function failedView({ say }: DeskWording): View {
  const title = say('Masuk tidak berhasil', 'Signing in did not work')
  return {
    title,
    content: html`<h1>${title}</h1><p>${say('Mungkin terlalu lama, atau dimulai di jendela lain. Silakan mulai lagi.', 'It may have taken too long, or you began in another window. Please begin again.')}</p>
<p class="buttons"><a class="button main" href="/sign-in/start">${say('Masuk', 'Sign in')}</a></p>`,
  }
}

/**
 * A page that leads to another host by itself. A redirect after a form is not possible, because `form-action` forbids
 * other hosts.
 */
export function leavingView({ say }: DeskWording, address: string): View {
  const title = say('Anda sedang keluar', 'You are being signed out')
  return {
    title,
    head: html`<meta http-equiv="refresh" content="0;url=${address}">`,
    content: html`<h1>${title}</h1><p>${say('Sesi di meja petugas sudah berakhir.', 'Your session at the desk is over.')} <a href="${address}">${say('Lanjut', 'Go on')}</a></p>`,
  }
}

export function signedOutView({ say }: DeskWording): View {
  const title = say('Anda sudah keluar', 'You are signed out')
  return {
    title,
    content: html`<h1>${title}</h1><p>${say('Tidak ada yang tertinggal di komputer ini.', 'Nothing is left on this computer.')}</p>
<p class="buttons"><a class="button" href="/sign-in/start">${say('Masuk lagi', 'Sign in again')}</a></p>`,
  }
}
