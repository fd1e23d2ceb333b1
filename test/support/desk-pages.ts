/** The pages about partners and their loans, with those of one partner and one loan. */
export const listPartnerPages = (partner: string, loan: string): string[] => [
  '/partners',
  `/partners/${partner}`,
  '/partners/new',
  `/partners/${partner}/change`,
  `/partners/${partner}/credentials`,
  `/partners/${partner}/calls`,
  `/partners/${partner}/receipts`,
  `/partners/${partner}/conflicts`,
  `/partners/${partner}/statements`,
  '/loans',
  '/loans/review',
  '/loans/twins',
  `/loans/${loan}`,
]
