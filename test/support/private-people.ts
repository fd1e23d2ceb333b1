/** People whose data occur nowhere else. Tests search for each value exactly as written here. */
export const people = [
  { name: 'Zulkarnaen Quirijn', nik: '3216072911830017', phone: '+6281377740015', birthDate: '1983-11-29' },
  { name: 'Xaveria Wulandjari', nik: '3578095706910023', phone: '+6285299981264', birthDate: '1991-06-17' },
  { name: 'Quintus Hadinegara', nik: '1271030402790031', phone: '+6281990017733', birthDate: '1979-02-04' },
  { name: 'Ypsilonta Brotoseno', nik: '7371146308880042', phone: '+6287765543322', birthDate: '1988-08-23' },
].map((person, i) => ({
  ...person,
  npwp: `7349105${i}2441000`,
  email: `${person.name.split(' ')[0]?.toLowerCase()}@pribadi.example`,
}))
/** Everything private about a person: identifiers, business, evidence, and the words of a note. */
export const secretsOf = (i: number) => [
  ...Object.values(people[i] ?? {}),
  `Warung ${people[i]?.name.split(' ')[1]}`,
  `910204557${i}318`,
  `SERT-QX-${i}88127`,
  `Lurah Kertapati ${i}`,
  `Tetangga melihat ${i} di pasar`,
]
/** The secrets of all these people. */
export const plantedSecrets = people.flatMap((_, i) => secretsOf(i))
/** Private values in requests that are refused. */
export const refusedSecrets = [
  '3216072911839',
  '+62213344556',
  'bukan-alamat-wandayani',
  'Wandayani Prasodjo',
  'KODE-WANDAYANI',
]

/** The input of the registration of a person. */
export const registrationOf = (i: number) => {
  const [, , , , , , business, nib, number, issuer] = secretsOf(i)
  return {
    person: people[i],
    gender: i % 2 === 0 ? 'male' : 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPAPP',
    business: { name: business, nib, kbli: { code: '56101', year: 2020 } },
    evidence: { kind: 'formulir', number, issuer, issuedOn: '2021-11-01' },
  }
}
/** Evidence of this kind with private number and issuer. */
export const evidenceOf = (i: number, kind: string) => {
  const [, , , , , , , , number, issuer] = secretsOf(i)
  return { kind, number, issuer }
}
/** The words of a note about a person. */
export const noteOf = (i: number) => secretsOf(i).at(-1)
