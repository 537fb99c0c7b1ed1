// The figures of use: every act that counts is in one bucket, every breakdown has each of them once, and uncounted acts are shown beside
// them, so that all acts that were recorded are accounted for.

import type { UseTerms } from '../../circ/model/use-terms.ts';
import { bucketBy, USE_BUCKETS, type UseBucket } from './use-bucket.ts';
import { USE_STATES, type UseCount, type UseKind, type UseState } from './use-kind.ts';

/** Breakdowns of acts. */
export const USE_BREAKDOWNS = [
  'branch',
  'college',
  'group',
  'itemType',
  'location',
  'callClass',
  'channel',
  'role',
] as const satisfies readonly (keyof UseKind)[];
export type UseBreakdown = (typeof USE_BREAKDOWNS)[number];

export type BucketCounts = Readonly<Record<UseBucket, number>>;

/** A line of a breakdown; null = not known of these acts. */
export type UseLine = { readonly value: string | null; readonly buckets: BucketCounts; readonly total: number };

export type UseFigures = {
  /** Every act of use that was recorded. */
  readonly recorded: number;
  /** The same acts by state. */
  readonly states: Readonly<Record<UseState, number>>;
  /** Those that count, by bucket. */
  readonly buckets: BucketCounts;
  /** Those that count, the most frequent first. */
  readonly breakdowns: Readonly<Record<UseBreakdown, readonly UseLine[]>>;
};

/** The figures. */
export function figuresOfUse(counts: readonly UseCount[], terms: UseTerms): UseFigures {
  const bucketOf = bucketBy(terms);
  const states = zeroes(USE_STATES);
  const buckets = zeroes(USE_BUCKETS);
  const lines = USE_BREAKDOWNS.map((by) => ({ by, byValue: new Map<string | null, Record<UseBucket, number>>() }));
  for (const { kind, state, count } of counts) {
    states[state] += count;
    if (state !== 'counted') continue;
    const bucket = bucketOf(kind);
    buckets[bucket] += count;
    for (const { by, byValue } of lines) {
      const line = byValue.get(kind[by]) ?? zeroes(USE_BUCKETS);
      line[bucket] += count;
      byValue.set(kind[by], line);
    }
  }
  const told = ({ by, byValue }: (typeof lines)[number]) => [by, linesOf(byValue)] as const;
  return { recorded: sum(states), states, buckets, breakdowns: record(lines.map(told)) };
}

/** How many acts there are in all of some buckets. */
export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function linesOf(byValue: ReadonlyMap<string | null, BucketCounts>): UseLine[] {
  return [...byValue]
    .map(([value, buckets]) => ({ value, buckets, total: sum(buckets) }))
    .toSorted((a, b) => b.total - a.total || compare(a.value ?? '', b.value ?? ''));
}

function zeroes<K extends string>(keys: readonly K[]): Record<K, number> {
  return record(keys.map((key) => [key, 0] as const));
}

function record<K extends string, V>(entries: readonly (readonly [K, V])[]): Record<K, V> {
  const parseRecord = (value: unknown) => value as Record<K, V>;
  return parseRecord(Object.fromEntries(entries));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
