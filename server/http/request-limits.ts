// Limits on failed attempts. A right attempt is never refused: a stranger behind the same address, or one that knows the id of a desk, keeps no desk
// out. Challenges are not counted at all, since they cost nothing and grant nothing. Codes to join by are secrets that can be guessed: they are counted
// by the address that tried, and over all addresses together. A minute is a window that begins anew; memory is bounded.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';

/** In a minute. */
export const REQUEST_LIMITS = {
  wrongCodesOfOne: 10,
  wrongCodesOfAll: 200,
  /** For one desk, from one address. */
  wrongProofs: 300,
} as const;

const MOST_KEYS = 10_000;

export type RequestLimits = {
  /** Runs work that joins a desk. Throws HF-ENROL-003 while too many codes were wrong. */
  readonly joining: <T>(address: string, join: () => Promise<T>) => Promise<T>;
  /** Runs work that proves a desk. Throws HF-SERVER-021 for a wrong proof after too many wrong ones of that desk from that address. */
  readonly proving: <T>(
    from: { readonly address: string; readonly desk: string },
    prove: () => Promise<T>,
  ) => Promise<T>;
};

export function createRequestLimits(clock: Pick<Clock, 'mono'>): RequestLimits {
  const wrongCodes = createCounts(clock);
  const wrongProofs = createCounts(clock);
  return {
    joining: async (address, join) => {
      const isOver =
        wrongCodes.of(address) >= REQUEST_LIMITS.wrongCodesOfOne || wrongCodes.all() >= REQUEST_LIMITS.wrongCodesOfAll;
      if (isOver) throw new HoldfastError('HF-ENROL-003');
      return countingWhen(['HF-ENROL-001'], () => wrongCodes.add(address), join);
    },
    proving: async ({ address, desk }, prove) => {
      const pair = `${address} ${desk}`;
      return countingWhen(
        ['HF-AUTH-003', 'HF-ENROL-012'],
        () => {
          wrongProofs.add(pair);
          if (wrongProofs.of(pair) > REQUEST_LIMITS.wrongProofs) throw new HoldfastError('HF-SERVER-021');
        },
        prove,
      );
    },
  };
}

async function countingWhen<T>(codes: readonly ErrorCode[], count: () => void, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HoldfastError && codes.includes(error.code)) count();
    throw error;
  }
}

type Counts = {
  readonly of: (key: string) => number;
  readonly all: () => number;
  readonly add: (key: string) => void;
};

/** Counts of this minute by key; of keys beyond those that fit, together. */
function createCounts(clock: Pick<Clock, 'mono'>): Counts {
  let began = clock.mono();
  let total = 0;
  const counts = new Map<string, number>();
  const nameOf = (key: string) => (counts.has(key) || counts.size < MOST_KEYS ? key : '');
  const current = () => {
    if (clock.mono() - began < MINUTE_MS) return counts;
    began = clock.mono();
    total = 0;
    counts.clear();
    return counts;
  };
  return {
    of: (key) => current().get(nameOf(key)) ?? 0,
    all: () => (current().size === 0 ? 0 : total),
    add: (key) => {
      const kept = current();
      const name = nameOf(key);
      kept.set(name, (kept.get(name) ?? 0) + 1);
      total += 1;
    },
  };
}
