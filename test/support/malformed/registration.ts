export const person = { name: 'Budi Santoso', nik: '3171011503900001' }
export const newMember = { person, gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPAPP' }
export const registering = { path: '/v1/members' }
export const json = JSON.stringify(newMember)
