import type { Bilingual } from '../bilingual.ts'
import words from './setting-words.data.json' with { type: 'json' }

/** What people call the parts of a programme, by the names of its fields. */
const fieldWords: Record<string, Bilingual | undefined> = words

/** What people call a field of a programme. A field without such a word keeps its name. */
export const nameField = (field: string): Bilingual => fieldWords[field] ?? { id: field, en: field }
