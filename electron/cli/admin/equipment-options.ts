// `holdfast library --equipment`: kinds of equipment that can be booked, from a table.

import Papa from 'papaparse';
import { EquipmentKindSchema, EquipmentSchema, type EquipmentKind } from '../../../shared/circ/model/equipment.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { textOf, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

/** Columns with a whole number, each under the term that it sets. */
const NUMBERS = {
  quantity: 'quantity',
  cooldownMinutes: 'cooldown',
  turnaroundMinutes: 'turnaround',
  graceMinutes: 'grace',
  mostHours: 'hours',
  daysAhead: 'days',
  bookings: 'bookings',
} as const satisfies Partial<Record<keyof EquipmentKind, string>>;

/** The kinds that a file sets; `none` removes them, and without the option they stay. Throws HF-CLI-003 for a file that cannot be read. */
export function equipmentTermsOf(values: Run['values']): Pick<DeskTerms, 'equipment'> {
  const file = textOf(values, 'equipment');
  if (file === null) return {};
  if (file === 'none') return { equipment: undefined };
  const { data } = Papa.parse<Record<string, string>>(readTextFile(file), { header: true, skipEmptyLines: 'greedy' });
  const kinds = data.map((fields, at) => kindIn(fields, `--equipment, line ${at + 2}`));
  const all = EquipmentSchema.safeParse(kinds);
  if (!all.success) throw new UsageError(`--equipment: ${all.error.issues[0]?.message ?? 'cannot be read'}`);
  return { equipment: all.data };
}

function kindIn(fields: Readonly<Record<string, string>>, place: string): EquipmentKind {
  const field = (name: string): string => (fields[name] ?? '').trim();
  const numbers = Object.entries(NUMBERS).flatMap(([term, column]) =>
    field(column) === '' ? [] : [[term, Number(field(column))]],
  );
  const kind = EquipmentKindSchema.safeParse({
    id: field('kind'),
    name: field('name') === '' ? field('kind') : field('name'),
    types: field('types').split(/\s+/).filter(Boolean),
    ...(field('inspect') === 'yes' ? { inspects: true } : {}),
    ...agreementIn(field),
    ...Object.fromEntries(numbers),
  });
  if (kind.success) return kind.data;
  const [issue] = kind.error.issues;
  const term = Object.entries(NUMBERS).find(([name]) => name === issue?.path[0])?.[1] ?? String(issue?.path[0] ?? '');
  throw new UsageError(`${place}, ${term === 'id' ? 'kind' : term}: ${issue?.message ?? 'cannot be read'}`);
}

/** `once`, `180` (days) or `05-15 12-20` (last days of terms), and the text that is agreed to. */
function agreementIn(field: (name: string) => string): { readonly agreement?: unknown } {
  const lasts = field('agreement');
  if (lasts === '' || lasts === 'no') return {};
  const text = field('agreement_text');
  const words = lasts.split(/\s+/u);
  const days = words.length === 1 && /^\d+$/u.test(lasts);
  return {
    agreement: {
      ...(text === '' ? {} : { text }),
      ...(lasts === 'once' ? {} : { lasts: days ? { days: Number(lasts) } : { ends: words } }),
    },
  };
}

/** In words, a line for each kind. */
export function equipmentLines({ equipment = [] }: DeskTerms): string[] {
  return equipment.map(({ id, name, types, ...terms }) => {
    const said = Object.entries(NUMBERS).flatMap(([term, column]) => {
      const found = Object.entries(terms).find(([key]) => key === term)?.[1];
      return typeof found === 'number' ? [`${column} ${found}`] : [];
    });
    const inspects = terms.inspects === true ? ['inspected each time'] : [];
    return [`equipment ${id}: ${name} (${types.join(', ')})`, ...said, ...inspects, ...sayAgreement(terms)].join(', ');
  });
}

function sayAgreement({ agreement }: Pick<EquipmentKind, 'agreement'>): string[] {
  if (agreement === undefined) return [];
  const { lasts } = agreement;
  if (lasts === undefined) return ['agreement once'];
  return ['days' in lasts ? `agreement for ${lasts.days} days` : `agreement until ${lasts.ends.join(' or ')}`];
}
