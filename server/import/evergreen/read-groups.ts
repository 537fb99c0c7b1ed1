// patron_groups.csv, standing_penalties.csv and group_penalty_thresholds.csv: how much each group may borrow before something blocks.

import {
  BlockedActSchema,
  type BlockedAct,
  type PatronGroup,
  type Threshold,
} from '../../../shared/rules/model/rule-set.ts';
import { parseDecimalMoney } from '../../../shared/core/money.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, rejectRow, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import { readBranch, type BranchTree } from './read-branches.ts';

/** A kind of block of the source. */
export type Penalty = {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly blocks: readonly BlockedAct[];
};

/** The amounts that penalties of the source count, by their stock ids. */
const counts: Readonly<Record<string, Threshold['counts']>> = { 1: 'fines', 2: 'overdues', 3: 'items-out', 5: 'lost' };

/** The acts that those penalties block where standing_penalties.csv does not list them. */
const stockBlocks: Readonly<Record<Threshold['counts'], readonly BlockedAct[]>> = {
  fines: ['CIRC', 'FULFILL', 'HOLD', 'CAPTURE', 'RENEW'],
  overdues: ['CIRC', 'FULFILL', 'HOLD', 'CAPTURE', 'RENEW'],
  'items-out': ['CIRC', 'FULFILL'],
  lost: ['CIRC', 'FULFILL', 'HOLD', 'CAPTURE', 'RENEW'],
};

/** Groups by the source's id. A group whose parent is not taken is rejected. */
export async function readGroups(folder: EvergreenRulesFolder): Promise<Map<string, PatronGroup>> {
  const rows = await readAll(folder, 'patron_groups', (read) => ({
    id: read.id('id'),
    name: read.required('name'),
    parent: read.optionalId('parent'),
    isStaff: read.flag('is_staff') ?? false,
  }));
  const found = distinctById(folder, 'patron_groups', rows);
  const groups = new Map<string, PatronGroup>();
  for (const { line, value } of found.values()) {
    if (leadsToRoot(value.id, (id) => found.get(id)?.value.parent)) groups.set(value.id, value);
    else rejectRow(folder, 'patron_groups', line, `its parent ${value.parent} leads to no group without a parent`);
  }
  takeRows(folder, 'patron_groups', groups.size);
  return groups;
}

function leadsToRoot(start: string, parentOf: (id: string) => string | null | undefined): boolean {
  const seen = new Set<string>();
  for (let id: string | null | undefined = start; !seen.has(id);) {
    seen.add(id);
    id = parentOf(id);
    if (id === null) return true;
    if (id === undefined) return false;
  }
  return false;
}

/** Kinds of blocks by the source's id. */
export async function readPenalties(folder: EvergreenRulesFolder): Promise<Map<string, Penalty>> {
  const rows = await readAll(folder, 'standing_penalties', (read) => {
    const name = read.required('name');
    return { id: read.id('id'), name, label: read.text('label') ?? name, blocks: readBlockedActs(read) };
  });
  const penalties = distinctById(folder, 'standing_penalties', rows);
  takeRows(folder, 'standing_penalties', penalties.size);
  return new Map([...penalties].map(([id, { value }]) => [id, value]));
}

/** Reads a `block_list`. */
export function readBlockedActs(read: RowReader): BlockedAct[] {
  return read.list('block_list').flatMap((word) => {
    const act = BlockedActSchema.safeParse(word);
    if (!act.success) read.problem(`block_list names ${word}, which is none of ${BlockedActSchema.options.join(', ')}`);
    return act.success ? [act.data] : [];
  });
}

/** Limits of groups. Penalties that Holdfast does not count are rejected by name. */
export async function readThresholds(
  folder: EvergreenRulesFolder,
  known: {
    readonly groups: ReadonlyMap<string, PatronGroup>;
    readonly penalties: ReadonlyMap<string, Penalty>;
    readonly tree: BranchTree;
  },
): Promise<Threshold[]> {
  const rows = await readAll(folder, 'group_penalty_thresholds', (read) => parseThreshold(read, known));
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, value }) => {
    if (value === null) return [];
    const key = `${value.group} ${value.branch} ${value.counts}`;
    const first = seen.get(key);
    if (first !== undefined) {
      rejectRow(folder, 'group_penalty_thresholds', line, `the same group, library and penalty as line ${first}`);
      return [];
    }
    seen.set(key, line);
    takeRows(folder, 'group_penalty_thresholds');
    if (value.blocks.length === 0) noteRow(folder, 'group_penalty_thresholds', line, 'the penalty blocks nothing');
    return [value];
  });
}

function parseThreshold(read: RowReader, known: Parameters<typeof readThresholds>[1]): Threshold | null {
  const group = read.parsed('grp', 'a group of patron_groups.csv', (id) => known.groups.get(id)?.id ?? null);
  const branch = readBranch(read, known.tree, 'org_unit');
  const penalty = read.id('penalty');
  const what = counts[penalty];
  if (group === null) read.required('grp');
  if (branch === null) read.required('org_unit');
  if (what === undefined) {
    const name = read.text('penalty_name') ?? penalty;
    read.problem(`Holdfast keeps no count for the penalty ${name}`);
  }
  const limit = read.parsed('threshold', 'a limit', (text) => parseLimit(text, what === 'fines'));
  if (limit === null) read.required('threshold');
  if (group === null || branch === null || what === undefined || limit === null) return null;
  return {
    group,
    branch: branch.id,
    counts: what,
    limit,
    blocks: [...(known.penalties.get(penalty)?.blocks ?? stockBlocks[what])],
  };
}

/** Money in minor units, or a whole count that may be written `5.00`. */
function parseLimit(text: string, isMoney: boolean): number | null {
  const minor = parseDecimalMoney(text);
  if (minor === null || minor < 0) return null;
  if (isMoney) return minor;
  return minor % 100 === 0 ? minor / 100 : null;
}
