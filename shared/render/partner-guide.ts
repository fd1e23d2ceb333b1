import type { Bilingual } from '../domain/bilingual.ts'

// What partners' developers read, in both languages. Marks such as <b> are HTML already.

/** An example of an event: the whole known state of a loan. */
export const example = {
  id: 'evt-2026-000123',
  type: 'loan.approved',
  occurredAt: '2026-11-24T10:00:00+07:00',
  sequence: 0,
  loan: { number: 'KUR-88/2026', product: 'KUR Mikro' },
  member: { number: '7K3M9QXF' },
  dates: { submitted: '2026-11-02', in_review: '2026-11-03', approved: '2026-11-24' },
  amounts: {
    applied: { value: '10000000.00', currency: 'IDR' },
    approved: { value: '8000000.00', currency: 'IDR' },
  },
}

/** The answers that a partner gets, and their meaning. */
export const answers: [status: string, says: Bilingual][] = [
  [
    '200 · 2xx…00',
    {
      id: 'Diterima dan tersimpan. Pengiriman ulang peristiwa yang sama mendapat jawaban yang sama.',
      en: 'Received and stored. The same event sent again gets the same answer.',
    },
  ],
  [
    '401 · 401…00',
    {
      id: 'Tanda tangan, waktu, kunci atau alamat IP tidak cocok; jawaban ini tidak membedakannya. Periksa jam server (±5 menit) dan bita yang ditandatangani.',
      en: 'Signature, time, key or IP address do not fit; the answer does not say which. Check your clock (±5 minutes) and the bytes that you sign.',
    },
  ],
  [
    '401…01',
    {
      id: 'Token B2B habis atau tidak dikenal: minta yang baru.',
      en: 'The B2B token is over or unknown: ask for a new one.',
    },
  ],
  [
    '400, 422 · 400…00/01/02',
    {
      id: 'Isinya tidak dapat dibaca; jawaban menyebut bidangnya. Tidak ada yang tersimpan: perbaiki dan kirim lagi dengan nomor yang sama.',
      en: 'It cannot be read; the answer names the field. Nothing was stored: mend it and send it again under the same id.',
    },
  ],
  [
    '409 · 409…00, 404…18',
    {
      id: 'Nomor itu sudah dipakai untuk isi yang lain. Isi baru memerlukan nomor peristiwa baru.',
      en: 'That id belongs to other content. New content takes an event id of its own.',
    },
  ],
  ['403 · 403…15', { id: 'Mitra ditangguhkan: hubungi kami.', en: 'You are suspended: talk to us.' }],
  [
    '429, 5xx',
    {
      id: 'Kirim lagi nanti, dengan nomor yang sama, makin lama makin jarang, paling sedikit 3 hari.',
      en: 'Send it again later under the same id, ever more seldom, for at least 3 days.',
    },
  ],
]

export const rules: Bilingual[] = [
  {
    id: 'Setiap peristiwa memuat <b>seluruh</b> keadaan pinjaman yang diketahui: semua tanggal dan jumlah, bukan hanya yang berubah. Peristiwa yang hilang ditutup oleh yang berikutnya.',
    en: 'Every event carries the loan’s <b>whole</b> known state: all dates and amounts, not only what changed. A lost event is made good by the next.',
  },
  {
    id: 'Urutan dan jumlah pengiriman tidak menjadi soal. Yang lebih baru menurut <code>occurredAt</code>, lalu <code>sequence</code>, yang berlaku.',
    en: 'Order and number of deliveries do not matter. What is newer by <code>occurredAt</code>, then by <code>sequence</code>, holds.',
  },
  {
    id: 'Anggota yang belum terdaftar tidak menolak peristiwa: pinjamannya menunggu dan dihitung begitu orangnya terdaftar.',
    en: 'A member who is not registered yet is no reason to refuse: the loan waits, and counts once the person is registered.',
  },
  {
    id: 'Jumlah adalah teks rupiah dengan dua desimal. Isi paling besar 256 KB, UTF-8, tanpa bidang yang ditulis dua kali.',
    en: 'Amounts are text in rupiah with two decimals. A body is at most 256 KB, UTF-8, and names no field twice.',
  },
  {
    id: 'Dua rahasia berlaku bersamaan saat penggantian; yang lama berakhir setelah masa tumpang (biasanya 7 hari). Rahasia diperlihatkan sekali saja.',
    en: 'Two secrets are valid together while you change over; the old one ends after the overlap (usually 7 days). A secret is shown once.',
  },
  {
    id: 'Mitra <i>sandbox</i> diperlakukan sama, tetapi tidak pernah masuk angka dan hanya mengenal anggota uji di bawah. Peristiwa <code>partner.test</code> juga tidak masuk angka.',
    en: 'A sandbox partner is treated alike, but never reaches figures and knows only the test members below. The event <code>partner.test</code> never reaches figures either.',
  },
  {
    id: 'Bidang dan jenis peristiwa yang tidak kami kenal disimpan dan dilewati; jawaban menyebutnya pada <code>passedOver</code>. Pengiriman ulang yang ditulis ulang (urutan bidang lain, bidang lain yang tidak kami kenal) adalah peristiwa yang sama.',
    en: 'Fields and types of events that we do not know are kept and passed over; the answer names them in <code>passedOver</code>. A retry that is written anew (other order of fields, other fields that we do not know) is the same event.',
  },
]

export const snapRules: Bilingual[] = [
  {
    id: 'Token: <code>POST …/v1.0/access-token/b2b</code>, SHA256withRSA atas <code>X-CLIENT-KEY|X-TIMESTAMP</code>, berlaku 900 detik.',
    en: 'Token: <code>POST …/v1.0/access-token/b2b</code>, SHA256withRSA over <code>X-CLIENT-KEY|X-TIMESTAMP</code>, good for 900 seconds.',
  },
  {
    id: 'Peristiwa: <code>POST …/v1.0/loan/notify</code>. Ditandatangani <code>POST:path:token:hash:X-TIMESTAMP</code> dengan HMAC-SHA512, atau tanpa token dengan RSA. <code>path</code> adalah jalur yang Anda panggil dan tercatat pada profil Anda; parameter kueri, hex atau base64, dan bentuk X-EXTERNAL-ID menurut profil.',
    en: 'Events: <code>POST …/v1.0/loan/notify</code>. Signed is <code>POST:path:token:hash:X-TIMESTAMP</code> by HMAC-SHA512, or without the token by RSA. <code>path</code> is the one that you call and that stands in your profile; query parameters, hex or base64, and what an X-EXTERNAL-ID is made of go by the profile.',
  },
  {
    id: '<code>hash</code> adalah SHA-256 (hex kecil) isi tanpa spasi <b>di luar</b> teks. Jangan membaca lalu menulis ulang JSON-nya: 1.0, \\u00e9, \\/ dan bilangan besar akan berubah.',
    en: '<code>hash</code> is the SHA-256 (lower-case hex) of the body without the blanks <b>outside</b> strings. Do not parse and write the JSON anew: 1.0, \\u00e9, \\/ and big integers would change.',
  },
  {
    id: 'X-EXTERNAL-ID berlaku untuk satu peristiwa pada satu hari WIB. Pengiriman ulang peristiwa yang sama dengan nomor mana pun mendapat jawaban pertama.',
    en: 'An X-EXTERNAL-ID belongs to one event on one day in WIB. The same event sent again, under any number, gets the first answer.',
  },
  {
    id: 'SNAP tidak mengenal layanan pinjaman; kode layanan dua angka pada jawaban adalah kode kami (biasanya 88), bukan kode baku.',
    en: 'SNAP has no service for loans; the two digits of the service in replies are ours (usually 88) and not standard.',
  },
  {
    id: 'Setiap jawaban berbentuk SNAP, juga untuk jalur yang tidak dikenal. Kekecualiannya hanya yang dijawab gerbang sendiri: 413 (di atas 10 MB), 429, 503 dan 504.',
    en: 'Every reply has SNAP’s shape, for unknown paths too. Excepted are those that only the gateway makes: 413 (above 10 MB), 429, 503 and 504.',
  },
]

/** What a partner may read itself. The calls are signed like its events. */
export const readings: [call: string, says: Bilingual][] = [
  [
    'GET /hooks/<code>/outcome?event=<id>\nGET /snap/<code>/v1.0/loan/outcome?event=<id>',
    {
      id: 'Hasil satu peristiwa: diterapkan, menunggu, atau ditinjau, dan keadaan pinjamannya.',
      en: 'What came of an event: applied, waiting or under review, and the state of its loan.',
    },
  ],
  [
    'GET /hooks/<code>/parked\nGET /snap/<code>/v1.0/loan/parked',
    {
      id: 'Pinjaman Anda yang menunggu anggotanya, sejak kapan dan mengapa.',
      en: 'Your loans that wait for their members: since when, and why.',
    },
  ],
  [
    'POST /hooks/<code>/fit\nPOST /snap/<code>/v1.0/loan/fit\nPOST /snap/<code>/v1.0/access-token/fit',
    {
      id: 'Panggilan apa pun yang ditandatangani dengan kunci Anda: jawabannya menyebut pengaturan yang cocok dan selisih jam Anda. Paling besar 16 KB; tidak ada yang tersimpan.',
      en: 'Any call that is signed with your key: the answer names the settings that fit, and how far your clock is off. At most 16 KB; nothing is stored.',
    },
  ],
]

export const readingRule: Bilingual = {
  id: 'Pembacaan tidak berisi. Standard Webhooks menandatangani <code>GET</code>, satu spasi, dan jalur dengan kuerinya sebagai isi; SNAP menandatangani jalur peristiwa Anda dengan bagian terakhir <code>outcome</code> atau <code>parked</code>.',
  en: 'A reading has no body. Standard Webhooks signs <code>GET</code>, a blank, and the path with its query as if it were the body; SNAP signs the path of your events with <code>outcome</code> or <code>parked</code> as its last part.',
}

/** What review means, and what follows from it. */
export const reviewRules: Bilingual[] = [
  {
    id: 'Keadaan yang berurutan boleh dilompati, tetapi tidak boleh mundur: sesudah <code>cancelled</code> atau <code>rejected</code> tidak ada yang mengikuti.',
    en: 'States in a row may be skipped, but nothing goes back: nothing follows <code>cancelled</code> or <code>rejected</code>.',
  },
  {
    id: '<b>Ditinjau</b> berarti peristiwa tersimpan, tetapi belum mengubah apa pun: keadaannya tidak dapat mengikuti yang sebelumnya (<code>jump</code>), atau tanggalnya saling bertentangan (<code>dates</code>). Petugas memutuskannya. Peristiwa yang lebih baru dan cocok menggantikannya tanpa menunggu.',
    en: '<b>Review</b> means that an event is stored and has changed nothing yet: its state cannot follow the one before (<code>jump</code>), or its dates contradict each other (<code>dates</code>). A person decides. A newer event that fits replaces it without waiting.',
  },
  {
    id: 'Peristiwa yang bertanggal lebih dari lima menit di muka menunggu sampai waktunya tiba.',
    en: 'An event that is dated more than five minutes ahead waits until its time comes.',
  },
]

/** The texts of the page between its programs and lists. */
export const texts = {
  title: { id: 'Mitra pembiayaan', en: 'Lending partners' },
  connected: { id: 'Menyambung dalam sepuluh menit', en: 'Connected in ten minutes' },
  purpose: {
    id: 'Bank dan fintech memberitahukan pinjaman anggota program ke sini: diajukan, disetujui, ditolak, dicairkan, lunas.',
    en: 'Banks and fintechs report the loans of members here: applied for, approved, rejected, disbursed, repaid.',
  },
  given: { id: 'Yang Anda terima dari kami', en: 'What you get from us' },
  credentials: {
    id: 'Kode mitra, rahasia (diperlihatkan sekali), dan satu alamat:',
    en: 'Your partner code, a secret (shown once), and one address:',
  },
  test: { id: 'Peristiwa uji', en: 'A test event' },
  programs: {
    id: 'Jalankan salah satu program berikut. Jawabannya 200: tanda tangan Anda benar, dan tidak ada yang berubah.',
    en: 'Run one of these programs. It prints 200: your signature is right, and nothing has changed.',
  },
  libraries: {
    id: 'Bahasa lain: pustaka di <b>standardwebhooks.com</b>. Ditandatangani bita isi persis seperti dikirim.',
    en: 'Other languages: the libraries at <b>standardwebhooks.com</b>. Signed are the bytes of the body exactly as sent.',
  },
  events: { id: 'Peristiwa pinjaman', en: 'Events of loans' },
  names: {
    id: '<code>webhook-id</code> sama dengan <code>id</code> peristiwa, tanpa titik di dalamnya. Anggota disebut dengan nomor anggota atau NIK.',
    en: 'The <code>webhook-id</code> is the <code>id</code> of the event, without a full stop in it. A member is named by member number or NIK.',
  },
  answers: { id: 'Jawaban kami', en: 'What we answer' },
  states: { id: 'Keadaan dan tinjauan', en: 'States and review' },
  nothing: { id: 'tidak ada', en: 'nothing' },
  readings: { id: 'Yang dapat Anda baca sendiri', en: 'What you can read yourself' },
  sandbox: { id: 'Anggota uji di sandbox', en: 'Test members of a sandbox' },
  found: { id: 'ditemukan; pinjamannya dihitung', en: 'found; the loan would count' },
  anybody: { id: 'siapa pun yang lain', en: 'anybody else' },
  snapNeeds: {
    id: 'Kami memerlukan: kunci publik RSA Anda (PEM, 2048–4096 bit), X-CLIENT-KEY, jalur yang Anda tanda tangani, dan pengaturan di bawah. Dari kami: rahasia, kecuali Anda membawa sendiri.',
    en: 'We need: your RSA public key (PEM, 2048–4096 bits), the X-CLIENT-KEY, the path that you sign, and the settings below. From us: the secret, unless you bring your own.',
  },
  settings: {
    id: 'Pengaturan: <code>mode</code> (HMAC dengan token, atau RSA), <code>encoding</code> dan <code>tokenEncoding</code> (hex atau base64), <code>query</code>, <code>hashOf</code> (isi tanpa spasi, seperti dikirim, atau ditulis ulang), <code>hashEncoding</code>, <code>emptyBody</code>, <code>externalId</code>. Standard Webhooks: <code>headers</code> (<code>webhook-</code> atau <code>svix-</code>), <code>eventId</code>, <code>secret</code>. Panggilan <code>fit</code> menyebut yang cocok.',
    en: 'Settings: <code>mode</code> (HMAC with a token, or RSA), <code>encoding</code> and <code>tokenEncoding</code> (hex or base64), <code>query</code>, <code>hashOf</code> (the body without blanks, as sent, or written anew), <code>hashEncoding</code>, <code>emptyBody</code>, <code>externalId</code>. Standard Webhooks: <code>headers</code> (<code>webhook-</code> or <code>svix-</code>), <code>eventId</code>, <code>secret</code>. The call <code>fit</code> names those that fit.',
  },
} satisfies Record<string, Bilingual>
