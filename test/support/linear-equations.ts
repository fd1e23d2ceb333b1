/** An equation: the sum of unknowns, each times a factor, has a known value. */
export type Equation = Map<string, number>

/** The unknowns that the equations determine: each has an equation without other unknowns once they are solved. */
export function findDetermined(equations: Equation[]): string[] {
  const solved: Equation[] = []
  for (const equation of equations) {
    let remainder = new Map(equation)
    for (const known of solved) remainder = without(remainder, known)
    const [lead] = remainder.keys()
    if (lead === undefined) continue
    const scale = remainder.get(lead) ?? 1
    const next = new Map([...remainder].map(([key, n]) => [key, n / scale]))
    solved.splice(0, solved.length, ...solved.map((known) => subtractMultiple(known, next, lead)), next)
  }
  return solved.filter(({ size }) => size === 1).flatMap((equation) => [...equation.keys()])
}

const without = (equation: Equation, known: Equation): Equation => {
  const [lead] = known.keys()
  return lead === undefined ? equation : subtractMultiple(equation, known, lead)
}

function subtractMultiple(equation: Equation, by: Equation, lead: string): Equation {
  const factor = equation.get(lead) ?? 0
  const next = new Map(equation)
  for (const [key, n] of by) {
    const value = (next.get(key) ?? 0) - factor * n
    if (Math.abs(value) < 1e-9) next.delete(key)
    else next.set(key, value)
  }
  return next
}
