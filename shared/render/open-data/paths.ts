/** The addresses of the data page and of everything that it lists. They never change. */
export const dataPath = '/data'
export const tidyCsvPath = '/data/capaian.csv'
export const csvwPath = '/data/capaian.csv-metadata.json'
/** The path of a JSON-stat file. The one by area is the oldest, and has the plain name. */
export const jsonStatPath = (by: string): string => (by === 'area' ? '/data/capaian.json' : `/data/capaian-${by}.json`)
export const issuesPath = '/issues.json'
export const feedPath = '/feed.xml'
export const embedPath = '/embed'
/** The address for assistants (Model Context Protocol). */
export const mcpPath = '/mcp'
