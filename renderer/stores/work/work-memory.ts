// State that survives an accidental reload of the page: ids only, for this tab only. The session itself is kept by the
// desk core.

import { isScreenId, type ScreenId } from '../view-store.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { actId, locationId } from '../../../shared/core/ids.ts';
import type { BookDrop, InventoryMode, Renewing, UseCount } from './work-state.ts';

/** A text that was scanned or typed. */
export type KeptScan = { readonly text: string; readonly scanned: boolean };

/** The ids of the work on the desk, and its owner. */
export type Memory = {
  readonly staffId: string;
  readonly screen: ScreenId;
  readonly card: string | null;
  readonly inHand: readonly string[];
  /** Scans that were not answered yet. */
  readonly queued: readonly KeptScan[];
  /** Returns after the reload count from the same time as before. */
  readonly bookDrop: BookDrop | null;
  readonly useCount: UseCount | null;
  readonly renewing: Renewing | null;
  readonly inventory: InventoryMode | null;
  readonly sorting: { readonly since: Instant } | null;
};

export type MemoryPlace = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'holdfast.work';

/** The stored memory; null when there is none, or none by this version. */
export function recall(storage: MemoryPlace): Memory | null {
  try {
    return parseMemory(JSON.parse(storage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

export function remember(storage: MemoryPlace, memory: Memory): void {
  storage.setItem(KEY, JSON.stringify(memory));
}

export function forget(storage: MemoryPlace): void {
  storage.removeItem(KEY);
}

function parseMemory(value: unknown): Memory | null {
  if (typeof value !== 'object' || value === null) return null;
  const kept = value as Partial<Record<keyof Memory, unknown>>;
  if (typeof kept.staffId !== 'string' || typeof kept.screen !== 'string' || !isScreenId(kept.screen)) return null;
  return {
    staffId: kept.staffId,
    screen: kept.screen,
    card: typeof kept.card === 'string' ? kept.card : null,
    inHand: isTexts(kept.inHand) ? kept.inHand : [],
    queued: Array.isArray(kept.queued) ? kept.queued.flatMap(parseScan) : [],
    bookDrop: parseDrop(kept.bookDrop),
    useCount: parseUse(kept.useCount),
    renewing: parseRenewing(kept.renewing),
    inventory: parseInventory(kept.inventory),
    sorting: parseSorting(kept.sorting),
  };
}

function parseScan(value: unknown): KeptScan[] {
  const { text, scanned } = parseFields(value);
  return typeof text === 'string' && typeof scanned === 'boolean' ? [{ text, scanned }] : [];
}

function parseDrop(value: unknown): BookDrop | null {
  const { returnedAt, hourlyReturnedAt, startedAt, lastAt, amnesty } = parseFields(value);
  const isWhole =
    typeof returnedAt === 'string' &&
    typeof hourlyReturnedAt === 'string' &&
    typeof startedAt === 'number' &&
    typeof lastAt === 'number';
  if (!isWhole) return null;
  const waived = typeof amnesty === 'string' ? { amnesty } : {};
  return { returnedAt, hourlyReturnedAt, startedAt, lastAt, stoppedBy: null, ...waived };
}

function parseUse(value: unknown): UseCount | null {
  const { lastAt, place } = parseFields(value);
  const isWhole = typeof lastAt === 'number' && (place === 'checkout' || place === 'checkin');
  return isWhole ? { lastAt, place } : null;
}

function parseRenewing(value: unknown): Renewing | null {
  const { lastAt } = parseFields(value);
  return typeof lastAt === 'number' ? { lastAt } : null;
}

function parseSorting(value: unknown): Memory['sorting'] {
  const { since } = parseFields(value);
  return typeof since === 'number' ? { since } : null;
}

function parseInventory(value: unknown): InventoryMode | null {
  const { since, range, inventory } = parseFields(value);
  if (typeof since !== 'string') return null;
  const { location, from, to } = parseFields(range);
  const text = (part: unknown): string | null => (typeof part === 'string' ? part : null);
  const shelf = text(location);
  const isChosen = typeof range === 'object' && range !== null;
  const kept = { location: shelf === null ? null : locationId(shelf), from: text(from), to: text(to) };
  const of = text(inventory);
  return { since, range: isChosen ? kept : null, inventory: of === null ? null : actId(of) };
}

function parseFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
