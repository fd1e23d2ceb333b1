import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ClassListView } from '../../shared/domain/classes/class-list.ts'
import { classListPage, classListPolicy } from '../../shared/render/class-list-page.ts'
import { classListSheet } from '../../shared/render/class-list-sheet.ts'
import { readXlsx } from '../support/read-xlsx.ts'

const list: ClassListView = {
  id: 'cls_1FNQKDH43A6PM1HY50SJ',
  stage: 'P2',
  heldOn: '2021-12-05',
  agency: 'PPKUKM',
  title: '<Barista> "Kopi" & teh',
  createdBy: 'rina',
  createdAt: '2021-11-30T05:00:00.000Z',
  members: [
    { memberId: '7K3M9QXF', number: '7K3M-9QXF', name: "=Ma'ruf <b>", phone: '+62********890' },
    { memberId: '00000000', number: '0000-0000', name: 'Sri', attainedOn: '2021-11-20' },
  ],
}

test('a class list as CSV can be sent back as it is', () => {
  expect(Buffer.from(classListSheet(list, 'csv')).toString()).toBe(
    '\uFEFFNo,Nomor anggota,Nama,Telepon,Hadir,' +
      '"Kelas: <Barista> ""Kopi"" & teh | Tahap: P2 | Tanggal: 2021-12-05 | Perangkat daerah: PPKUKM | Peserta: 2 | ' +
      'Daftar: cls_1FNQKDH43A6PM1HY50SJ"\r\n' +
      "1,7K3M-9QXF,'=Ma'ruf <b>,'+62********890,,\r\n" +
      "2,'0000-0000,Sri,,,\r\n",
  )
})

test('a class list in Excel has its numbers as texts', () => {
  const { sheets } = readXlsx(classListSheet(list, 'xlsx'))
  expect(['A3', 'B3', 'C3', 'D2', 'E1'].map((address) => sheets[1]?.get(address))).toEqual([
    { number: 2, format: '0' },
    { text: '0000-0000' },
    { text: 'Sri' },
    { text: '+62********890' },
    { text: 'Hadir' },
  ])
})

test('the printed page has headings on every sheet, a row for each person and no scripts', () => {
  const page = classListPage(list)
  expect(page).toContain('thead { display: table-header-group }')
  expect(page.match(/<tbody>.*<\/tbody>/s)?.[0].match(/<tr>/g)).toHaveLength(2)
  expect(page).toContain('=Ma&#39;ruf &lt;b&gt;')
  expect(page).toContain('&lt;Barista&gt; &quot;Kopi&quot; &amp; teh')
  expect(page.match(/cls_1FNQKDH43A6PM1HY50SJ/g)).toHaveLength(2)
  expect(page).not.toMatch(/<script|<img|<form|style=|href|url\(|https?:/)
})

test('the content policy of the page allows its own style and nothing else', () => {
  const style = /<style>(.*)<\/style>/s.exec(classListPage(list))?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(classListPolicy).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
})
