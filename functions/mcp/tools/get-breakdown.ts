import * as z from 'zod'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import { fewestForShare } from '../../../shared/domain/report/ranked-places.ts'
import { breakdownTable } from '../../../shared/render/tables/breakdown.ts'
import { funnelTable } from '../../../shared/render/tables/funnel.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { issueArguments, languageArgument } from '../parts/arguments.ts'
import { chooseIssue, requireLatest } from '../parts/choose-issue.ts'
import { dropNames, Funnel, NamelessFunnel, readFunnel, readRowFunnel } from '../parts/funnel.ts'
import { describeSource, Source, writeSource } from '../parts/source.ts'
import { joinParts, writeTable } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

const Row = z.object({ code: z.string(), name: z.string(), parent: z.string().optional(), funnel: NamelessFunnel })

export const getBreakdown = makeTool({
  name: 'get_breakdown',
  title: { id: 'Rincian satu bulan', en: 'Breakdown of a month' },
  description: {
    id: 'Corong setiap kota, kecamatan, perangkat daerah, jenis kelamin, atau kategori pada akhir satu bulan, di samping seluruh program.',
    en: `The funnel of every city, district, agency, gender or category at the end of a month, beside the whole programme. Rank nothing by a share of fewer than ${fewestForShare} registered, name all ties, and count hidden cells as unknown.`,
  },
  input: z.strictObject({
    by: z.string().trim().min(1).max(20).describe('area_1 (cities), area_2 (districts), agency, gender or category'),
    within: z.string().trim().min(1).max(20).optional().describe('Only the districts of this city, by its code'),
    ...issueArguments,
    ...languageArgument,
  }),
  output: z.object({
    source: Source,
    by: z.object({ code: z.string(), name: z.string() }),
    whole: Funnel,
    rows: z.array(Row),
  }),
  async answer({ known, origin }, { by, within, language, ...which }) {
    const issues = await known.list()
    const latest = requireLatest(issues)
    const problems: Problem[] = []
    const issue = chooseIssue(issues, which, problems)
    const report = await known.report(issue ?? latest)
    const breakdown = report.breakdowns.find((each) => each.by === by)
    if (!breakdown) {
      const allowedNames = report.breakdowns.map((each) => each.by).join(', ')
      problems.push({ code: 'value_choice', path: ['by'], params: { allowed: allowedNames } })
    }
    const rows = breakdown?.rows.filter(({ parent }) => within === undefined || parent === within) ?? []
    if (breakdown && rows.length === 0)
      problems.push({ code: 'area_unknown', path: ['within'], params: { area: within ?? '' } })
    if (!breakdown || problems.length > 0) throw new AppError('invalid', problems)
    const wording = wordingOf(language)
    return {
      structured: {
        source: describeSource(report, { issues, origin }, wording),
        by: { code: by, name: breakdown.name[language] },
        whole: readFunnel(report, 'whole', language),
        rows: rows.map(({ code, name, parent, stages }) => ({
          code,
          name: name[language],
          ...(parent !== undefined && { parent }),
          funnel: dropNames(readRowFunnel(report, stages, language)),
        })),
      },
      text: joinParts(
        `# ${wording.words.by(breakdown.name[language])}, ${wording.formats.month(report.month)}`,
        writeTable(breakdownTable(report, { ...breakdown, rows }, wording), report, wording),
        writeTable(funnelTable(report, wording), report, wording),
        writeSource(report, origin, wording),
      ),
    }
  },
})
