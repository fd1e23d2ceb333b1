import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Level AA of every version, as axe-core tags its rules. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Runs axe-core on a page opened with `bypassCSP`. Returns each violation with its position, and whether axe-core checked
 * colours.
 */
export async function findViolations(page: Page): Promise<unknown> {
  await page.evaluate(axe.source)
  return page.evaluate(`axe.run({ runOnly: ${JSON.stringify(levels)}, resultTypes: ['violations'] }).then(
    ({ violations, passes }) => ({
      violations: violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)),
      hasLookedAtColours: passes.some(({ id }) => id === 'color-contrast'),
    }))`)
}
