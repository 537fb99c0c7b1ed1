// How often who may ask. Counted by the address that asked, so that somebody who tries codes keeps nobody else from joining, and over all
// addresses together, more widely. A minute is a window that begins anew; what is remembered is bounded.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';

/** In a minute. A whole library may come from one address, and all of its desks ask for a token after its server was started again. */
export const REQUEST_LIMITS = {
  wrongCodesOfOne: 10,
  wrongCodesOfAll: 200,
  challengesOfDesk: 60,
  challengesOfOne: 3_000,
  wrongTokensOfOne: 300,
} as const;

const MOST_KEYS = 10_000;

export type RequestLimits = {
  /** Runs what joins a desk. Throws HF-ENROL-003 while too many codes were wrong. */
  readonly joining: <T>(address: string, join: () => Promise<T>) => Promise<T>;
  /** Runs what issues a challenge. Throws HF-SERVER-021. */
  readonly challenging: <T>(
    from: { readonly address: string; readonly desk: string },
    issue: () => Promise<T>,
  ) => Promise<T>;
  /** Runs what proves a desk. Throws HF-SERVER-021 while too many proofs were wrong. */
  readonly proving: <T>(address: string, prove: () => Promise<T>) => Promise<T>;
};

export function createRequestLimits(clock: Pick<Clock, 'mono'>): RequestLimits {
  const wrongCodes = createCounts(clock);
  const challenges = createCounts(clock);
  const wrongTokens = createCounts(clock);
  return {
    joining: async (address, join) => {
      const isOver =
        wrongCodes.of(address) >= REQUEST_LIMITS.wrongCodesOfOne || wrongCodes.all() >= REQUEST_LIMITS.wrongCodesOfAll;
      if (isOver) throw new HoldfastError('HF-ENROL-003');
      return countingWhen(['HF-ENROL-001'], () => wrongCodes.add(address), join);
    },
    challenging: async ({ address, desk }, issue) => {
      const [byAddress, byDesk] = [`address ${address}`, `desk ${desk}`];
      if (
        challenges.of(byAddress) >= REQUEST_LIMITS.challengesOfOne ||
        challenges.of(byDesk) >= REQUEST_LIMITS.challengesOfDesk
      )
        throw tooMany();
      challenges.add(byAddress);
      challenges.add(byDesk);
      return issue();
    },
    proving: async (address, prove) => {
      if (wrongTokens.of(address) >= REQUEST_LIMITS.wrongTokensOfOne) throw tooMany();
      return countingWhen(['HF-AUTH-003', 'HF-ENROL-012'], () => wrongTokens.add(address), prove);
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

function tooMany(): HoldfastError {
  return new HoldfastError('HF-SERVER-021');
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
