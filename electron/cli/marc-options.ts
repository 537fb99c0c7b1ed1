// `--items` and `--encoding`: how MARC records describe copies, and how their texts are encoded.

import { existsSync } from 'node:fs';
import type { MarcEncoding } from '../../server/import/marc/iso2709.ts';
import { ITEM_MAPPINGS, ItemMappingSchema, type ItemMapping } from '../../server/import/marc/item-mapping.ts';
import { textOf, UsageError, type Values } from './command.ts';
import { readJsonFile } from './read-json-file.ts';

const ENCODINGS = ['auto', 'marc-8', 'iso-5426', 'utf-8', 'latin-1'] as const satisfies readonly MarcEncoding[];

/** MARC settings from the options. Throws a UsageError for invalid values. */
export function marcOptionsOf(values: Values): {
  readonly items: ItemMapping | 'auto' | 'none';
  readonly encoding: MarcEncoding;
} {
  const said = textOf(values, 'encoding') ?? 'auto';
  const encoding = ENCODINGS.find((one) => one === said);
  if (encoding === undefined) throw new UsageError(`--encoding takes ${ENCODINGS.join(', ')}, not "${said}"`);
  return { items: mappingOf(textOf(values, 'items') ?? 'auto'), encoding };
}

function mappingOf(name: string): ItemMapping | 'auto' | 'none' {
  if (name === 'auto' || name === 'none') return name;
  const known = Object.entries(ITEM_MAPPINGS).find(([one]) => one === name)?.[1];
  if (known !== undefined) return known;
  if (!existsSync(name))
    throw new UsageError(`--items takes auto, none, ${Object.keys(ITEM_MAPPINGS).join(', ')} or a file, not "${name}"`);
  const parsed = ItemMappingSchema.safeParse(readJsonFile(name));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new UsageError(`${name} is no mapping of items: ${faults.join('; ')}`);
}
