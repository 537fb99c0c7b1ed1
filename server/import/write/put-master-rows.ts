// Upserts master data field by field. The place of a copy (`base`, `state`) is no master data: it follows the source only while no act of
// Holdfast's own has another.

import { markOfBase, withMarkOf } from '../../../shared/circ/model/mark.ts';
import { codeText } from '../../../shared/core/code-text.ts';
import type { Row } from '../../../shared/wire/rows.ts';
import { readBodies, readRows } from '../../store/read-rows.ts';
import { parseRow } from '../../store/state-tables.ts';
import type { ImportedRow } from '../../library/import-memory.ts';
import { noteChanges } from './import-report.ts';
import type { ImportTarget } from './import-target.ts';
import { isSame, mergeRow, type JsonRow } from '../../library/merge-row.ts';
import type { MasterKind, SourcedRow } from './sourced.ts';

/** Fields that imports do not merge: the folds write them, or the first import that knows them (`withUsesBefore`). */
const NOT_MERGED = ['base', 'state', 'usesBefore'];

/** Puts a batch of rows of one kind. */
export async function putMasterRows<K extends MasterKind>(
  target: ImportTarget,
  kind: K,
  rows: readonly SourcedRow<K>[],
): Promise<void> {
  if (rows.length === 0) return;
  const { report, baselines } = target;
  const incoming = rows.map((sourced) => {
    const row = isInOneForm(sourced.row) ? sourced.row : parseRow(kind, JSON.stringify(inOneForm(sourced.row)));
    return { ...sourced, row, body: JSON.stringify(row) };
  });
  const before = await baselines.read(
    kind,
    rows.map(({ sourceId }) => sourceId),
  );
  const [fresh, changed]: [Incoming<K>[], Changed<K>[]] = [[], []];
  for (const row of incoming) {
    const baseline = before.get(row.sourceId);
    if (baseline === undefined || baseline.key !== row.key) fresh.push(row);
    else if (baseline.body !== row.body) changed.push({ ...row, baseline });
    if (baseline !== undefined && baseline.key !== row.key) sayRenamed(target, kind, baseline);
  }
  const joined = target.joins ? await joinedRows(target, kind, fresh) : [];
  const isJoined = new Set(joined.map(({ key }) => key));
  const made = fresh.filter(({ key }) => !isJoined.has(key));
  noteChanges(
    report,
    kind,
    made.map(({ sourceId }) => ({ sourceId, fields: null })),
  );
  for (const { sourceId, key } of made) target.onChange({ kind, sourceId, key, fields: null, kept: [], rows: null });
  const { merged, seen } = await mergeAll(target, kind, [...changed, ...joined]);
  const puts = [...made.map(({ row }) => row), ...merged];
  report.unchanged += rows.length - puts.length;
  if (target.isDryRun) {
    report.written += puts.length;
    return;
  }
  const count = await target.writer.putRows(kind, puts, seen);
  report.written += count.written;
  report.unchanged += count.unchanged;
  await baselines.keep(kind, [...fresh, ...changed]);
}

type Incoming<K extends MasterKind> = SourcedRow<K> & { readonly body: string };
type Changed<K extends MasterKind> = Incoming<K> & { readonly baseline: ImportedRow };

/** Rows that are new to the source and there already: the source's values stand against the present ones. */
async function joinedRows<K extends MasterKind>(
  { store }: ImportTarget,
  kind: K,
  fresh: readonly Incoming<K>[],
): Promise<Changed<K>[]> {
  if (fresh.length === 0) return [];
  const keys = fresh.map(({ key }) => key);
  const bodies = await store.read((tx) => readBodies(tx, kind, keys));
  return fresh.flatMap((row) => {
    const body = bodies.get(row.key);
    return body === undefined ? [] : [{ ...row, baseline: { sourceId: row.sourceId, key: row.key, body } }];
  });
}

function isInOneForm(row: object): boolean {
  const codes = [
    'barcode' in row ? row.barcode : null,
    ...('cards' in row && Array.isArray(row.cards) ? row.cards.map(numberOf) : []),
  ];
  return codes.every((code) => typeof code !== 'string' || code === codeText(code));
}

function numberOf(card: unknown): unknown {
  return typeof card === 'object' && card !== null && 'number' in card ? card.number : null;
}

/** Cards and barcodes in the form that desks look them up by. */
function inOneForm(row: object): object {
  return {
    ...row,
    ...('barcode' in row && typeof row.barcode === 'string' ? { barcode: codeText(row.barcode) } : {}),
    ...('cards' in row && Array.isArray(row.cards) ? { cards: row.cards.map(cardInOneForm) } : {}),
  };
}

function cardInOneForm(card: unknown): unknown {
  const number = numberOf(card);
  return typeof card === 'object' && typeof number === 'string' ? { ...card, number: codeText(number) } : card;
}

/** A library with another shortname is another branch here; the old one stays for rows that are still there. */
function sayRenamed({ report }: ImportTarget, kind: MasterKind, { sourceId, key }: ImportedRow): void {
  report.absent.push({ kind, sourceId, key, fate: 'reported' });
}

async function mergeAll<K extends MasterKind>(
  target: ImportTarget,
  kind: K,
  changed: readonly Changed<K>[],
): Promise<{ readonly merged: readonly Row<K>[]; readonly seen: ReadonlyMap<string, Row<K>> }> {
  if (changed.length === 0) return { merged: [], seen: new Map() };
  const keys = changed.map(({ key }) => key);
  const present = await target.store.read((tx) => readRows(tx, kind, keys));
  const acting = kind === 'item' ? await target.ownActs.items(keys) : new Set<string>();
  const merged = changed.flatMap((row): Row<K>[] => {
    const current = present.get(row.key);
    if (current !== undefined) return mergeOne(target, { kind, row, current, isActing: acting.has(row.key) });
    // It was imported and is gone: a row that was removed or purged here does not come back by itself.
    target.report.keptHere.push({ kind, sourceId: row.sourceId, key: row.key, why: 'it was removed here' });
    return [];
  });
  return { merged, seen: present };
}

function mergeOne<K extends MasterKind>(
  { report, joins, onChange }: ImportTarget,
  one: { readonly kind: K; readonly row: Changed<K>; readonly current: Row<K>; readonly isActing: boolean },
): Row<K>[] {
  const { kind, row, current } = one;
  const { sourceId, key } = row;
  const versions = {
    baseline: parseJson(row.baseline.body),
    current: parseJson(JSON.stringify(current)),
    incoming: parseJson(row.body),
  };
  const isMoved = !joins && !isSame(versions.incoming['base'], versions.baseline['base']);
  const marked = isMoved && one.isActing ? withNewMark(kind, versions) : null;
  if (isMoved && one.isActing && marked === null)
    report.keptHere.push({ kind, sourceId, key, why: 'its status follows the acts of the desks' });
  const { row: plain, editedHere } = mergeRow({ ...versions, foreign: NOT_MERGED });
  const merged = withUsesBefore(plain, versions);
  if (editedHere.length > 0) report.editedHere.push({ kind, sourceId, key, fields: editedHere });
  const placed =
    isMoved && !one.isActing
      ? { ...merged, base: versions.incoming['base'], state: versions.incoming['state'] }
      : { ...merged, ...(marked === null ? {} : { base: marked }) };
  const fields = changedFields(versions.current, placed);
  if (fields.length + editedHere.length > 0)
    onChange({ kind, sourceId, key, fields, kept: editedHere, rows: { before: versions.current, after: placed } });
  if (fields.length === 0) return [];
  noteChanges(report, kind, [{ sourceId, fields }]);
  return [parseRow(kind, JSON.stringify(placed))];
}

/**
 * Loans of before are counted once: the count of another system goes on, also with loans that desks here made and that it
 * was told. One that comes later stands only where the copy was not lent here.
 */
function withUsesBefore(
  merged: JsonRow,
  { current, incoming }: Readonly<Record<'current' | 'incoming', JsonRow>>,
): JsonRow {
  const wasLentHere = parseState(current).uses !== undefined;
  const isFirst = current['usesBefore'] === undefined && incoming['usesBefore'] !== undefined && !wasLentHere;
  return isFirst ? { ...merged, usesBefore: incoming['usesBefore'] } : merged;
}

/** As a row has it; other kinds have no state. */
function parseState({ state }: JsonRow): { readonly uses?: unknown } {
  return typeof state === 'object' && state !== null && 'uses' in state ? { uses: state.uses } : {};
}

function changedFields(before: JsonRow, after: JsonRow): string[] {
  // The state follows the base.
  return Object.keys({ ...before, ...after }).filter(
    (field) => field !== 'state' && !isSame(before[field], after[field]),
  );
}

/** Where the acts of desks stay and the source has another mark: marks come from repair and cataloging, no scan sets one. */
function withNewMark(
  kind: MasterKind,
  { baseline, current, incoming }: Readonly<Record<'baseline' | 'current' | 'incoming', JsonRow>>,
): JsonRow | null {
  if (kind !== 'item') return null;
  const [before, now, after] = [baseline, current, incoming].map((row) => parseRow('item', JSON.stringify(row)).base);
  if (before === undefined || now === undefined || after === undefined) return null;
  return markOfBase(before) === markOfBase(after) ? null : parseJson(JSON.stringify(withMarkOf(now, after)));
}

function parseJson(body: string): JsonRow {
  return JSON.parse(body) as JsonRow;
}
