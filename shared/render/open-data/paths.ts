/** The addresses of the data page and of what it lists. They never change. */
export const dataPath = '/data'
export const tidyCsvPath = '/data/capaian.csv'
export const csvwPath = '/data/capaian.csv-metadata.json'
export const jsonStatPath = '/data/capaian.json'
export const issuesPath = '/issues.json'
export const feedPath = '/feed.xml'
export const embedPath = '/embed'
