// Counts and sums at which a patron group is blocked, each with the acts that its condition blocks.

import { join } from 'node:path';
import { z } from 'zod';
import { parseDecimalMoney } from '../../../shared/core/money.ts';
import type { GroupLimit } from '../../../shared/rules/model/policy-rule-set.ts';
import { readTable } from '../csv/read-table.ts';
import { rowReader, type RowReader } from '../csv/row-reader.ts';
import { fileOf, type FolioFolder } from './folio-files.ts';
import { readForms } from './read-record.ts';

const ConditionForm = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  blockBorrowing: z.boolean(),
  blockRenewals: z.boolean(),
  blockRequests: z.boolean(),
  valueType: z.enum(['Integer', 'Double']),
  message: z.string().optional(),
});
type ConditionForm = z.infer<typeof ConditionForm>;

/** The amount that a condition of this name counts. */
const COUNTS: ReadonlyMap<string, GroupLimit['counts']> = new Map([
  ['Maximum number of items charged out', 'items-out'],
  ['Maximum number of lost items', 'lost'],
  ['Maximum number of overdue items', 'overdues'],
  ['Maximum number of overdue recalls', 'overdue-recalls'],
  ['Maximum outstanding fee/fine balance', 'fines'],
  ['Recall overdue by maximum number of days', 'recall-days-overdue'],
]);

const KIND = 'block limits';
const REQUIRED = ['id', 'patron_group_id', 'condition_id', 'value'];

/** Reads the limits; `groups` are the ids of groups that are known. */
export async function readBlockLimits(folder: FolioFolder, groups: ReadonlySet<string>): Promise<GroupLimit[]> {
  const { tally } = folder;
  const file = fileOf(folder, KIND, ['csv']);
  if (file === null) return [];
  const conditions = new Map(
    (await readForms(folder, 'block conditions', ConditionForm)).map(({ value }) => [value.id, value]),
  );
  tally.open(KIND);
  const limits: GroupLimit[] = [];
  for await (const { header, records } of readTable({ path: join(folder.path, file), required: REQUIRED })) {
    const read = rowReader(header);
    for (const record of records) {
      const { line } = record;
      if (record.fields === null) {
        tally.reject(KIND, { file, line, reason: record.problem });
        continue;
      }
      read.open(record);
      const limit = readLimit(read, conditions, groups);
      const problems = read.problems();
      if (limit === null || problems.length > 0) {
        tally.reject(KIND, { file, line, reason: problems.join('; ') });
        continue;
      }
      limits.push(limit);
      tally.take(KIND);
    }
  }
  return limits;
}

function readLimit(
  read: RowReader,
  conditions: ReadonlyMap<string, ConditionForm>,
  groups: ReadonlySet<string>,
): GroupLimit | null {
  const group = read.parsed('patron_group_id', 'a patron group', (id) => (groups.has(id) ? id : null));
  const condition = read.parsed('condition_id', 'a condition', (id) => conditions.get(id) ?? null);
  const counts = condition === null ? null : (COUNTS.get(condition.name) ?? null);
  if (condition !== null && counts === null) read.problem(`nothing is counted for "${condition.name}"`);
  const limit = read.parsed('value', 'a whole number, or an amount of money', (text) => parseLimit(text, counts));
  for (const column of REQUIRED) if (read.text(column) === null) read.required(column);
  if (group === null || condition === null || counts === null || limit === null) return null;
  return { group, counts, limit, blocks: blocksOf(condition) };
}

function parseLimit(text: string, counts: GroupLimit['counts'] | null): number | null {
  if (counts === 'fines') return parseDecimalMoney(Number(text).toFixed(2));
  return /^\d+(\.0+)?$/.test(text) ? Number(text) : null;
}

function blocksOf({ blockBorrowing, blockRenewals, blockRequests }: ConditionForm): GroupLimit['blocks'] {
  return [
    ...(blockBorrowing ? (['borrowing'] as const) : []),
    ...(blockRenewals ? (['renewals'] as const) : []),
    ...(blockRequests ? (['requests'] as const) : []),
  ];
}
