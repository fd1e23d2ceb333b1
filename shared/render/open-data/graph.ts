/** A value in a graph of statements: a text, which may have a language or a type, or another node. */
export type GraphValue = { text: string; language?: string; type?: string } | { node: string }

/** A node with its type and properties. Names have a known prefix, such as `dct:title`. */
export type GraphNode = { id: string; type: string; properties: Record<string, GraphValue[]> }

const prefixes: Record<string, string> = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/** The graph as JSON-LD, node by node. */
export const jsonLd = (nodes: GraphNode[]): string =>
  `${JSON.stringify({
    '@context': prefixes,
    '@graph': nodes.map(({ id, type, properties }) => ({
      '@id': id,
      '@type': type,
      ...Object.fromEntries(Object.entries(properties).map(([name, values]) => [name, values.map(jsonValue)])),
    })),
  })}\n`

const jsonValue = (value: GraphValue) =>
  'node' in value
    ? { '@id': value.node }
    : {
        '@value': value.text,
        ...(value.language !== undefined && { '@language': value.language }),
        ...(value.type !== undefined && { '@type': value.type }),
      }

/** The same graph as Turtle. */
export const turtle = (nodes: GraphNode[]): string =>
  [
    ...Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`),
    ...nodes.map(({ id, type, properties }) => {
      const lines = Object.entries(properties)
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => `  ${name} ${values.map(turtleValue).join(', ')}`)
      return `\n<${id}> ${[`a ${type}`, ...lines].join(' ;\n')} .`
    }),
    '',
  ].join('\n')

function turtleValue(value: GraphValue): string {
  if ('node' in value) return `<${value.node}>`
  // A JSON string is a Turtle string too: both escape quotes, backslashes and control characters alike.
  const text = JSON.stringify(value.text)
  if (value.language !== undefined) return `${text}@${value.language}`
  return value.type === undefined ? text : `${text}^^${value.type}`
}
