/** The pages about subscribers, with those of one. */
export const listSubscriberPages = (subscriber: string): string[] => [
  '/subscribers',
  '/subscribers/new',
  `/subscribers/${subscriber}`,
  `/subscribers/${subscriber}/change`,
  `/subscribers/${subscriber}/replay`,
]

/** The pages about partners and their loans, with those of one partner and one loan. */
export const listPartnerPages = (partner: string, loan: string): string[] => [
  '/partners',
  `/partners/${partner}`,
  '/partners/new',
  `/partners/${partner}/change`,
  `/partners/${partner}/credentials`,
  `/partners/${partner}/calls`,
  `/partners/${partner}/passed-over`,
  `/partners/${partner}/receipts`,
  `/partners/${partner}/conflicts`,
  `/partners/${partner}/statements`,
  '/loans',
  '/loans/search',
  `/loans/search?partner=${partner}`,
  `/loans/${loan}/events`,
  '/loans/review',
  '/loans/ahead',
  '/loans/twins',
  `/loans/${loan}`,
]
