/** An event of a loan, as a partner writes it. */
export const loanEvent = (more: Record<string, unknown> = {}) => ({
  id: 'evt-1',
  type: 'loan.approved',
  occurredAt: '2021-11-30T11:00:00+07:00',
  loan: { number: 'L-1', product: 'Monas Pemula' },
  member: { nik: '3171016703980001' },
  dates: { submitted: '2021-11-02', approved: '2021-11-29' },
  amounts: {
    applied: { value: '10000000.00', currency: 'IDR' },
    approved: { value: '8000000.00', currency: 'IDR' },
  },
  ...more,
})

export const testEvent = (id = 'test-1') => ({ id, type: 'partner.test', occurredAt: '2021-11-30T12:00:00+07:00' })
