/** The addresses of the data page and of what it lists. They never change. */
export const dataPath = '/data'
export const tidyCsvPath = '/data/capaian.csv'
export const csvwPath = '/data/capaian.csv-metadata.json'
/** The JSON-stat of areas, the oldest, has the plain name. */
export const jsonStatPath = (by: string): string => (by === 'area' ? '/data/capaian.json' : `/data/capaian-${by}.json`)
export const issuesPath = '/issues.json'
export const feedPath = '/feed.xml'
export const embedPath = '/embed'
/** Where assistants ask, by the Model Context Protocol. */
export const mcpPath = '/mcp'
