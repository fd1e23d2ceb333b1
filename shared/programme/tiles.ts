import type { Tile } from '../domain/programme/programme.ts'
import list from './tiles.data.json' with { type: 'json' }

/**
 * The place of each kecamatan on a map of equal tiles: column and row, from the north-west. All tiles are equally
 * large, so that large areas with few people do not stand out. The map is drawn by hand and keeps neighbours together; no map
 * of boundaries is needed.
 */
export const tiles: Record<string, Tile> = list
