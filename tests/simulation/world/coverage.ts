// Events that a simulation has met, counted by name.

import type { NetworkSeen } from './network.ts';

/** Counts of one or many runs. */
export type Coverage = Map<string, number>;

export function count(coverage: Coverage, what: string, by = 1): void {
  coverage.set(what, (coverage.get(what) ?? 0) + by);
}

/** Adds the counts of another run. */
export function addCoverage(to: Coverage, from: Iterable<readonly [string, number]>): void {
  for (const [what, by] of from) count(to, what, by);
}

/** Names under which events of a line are counted. */
export const NETWORK_WORDS: Readonly<Record<Parameters<NetworkSeen>[0], string>> = {
  'lost-answer': 'answer lost after commit',
  dropped: 'request dropped',
  duplicated: 'request duplicated',
  truncated: 'message truncated',
  'line-cut': 'message truncated in a line',
  overtaken: 'messages out of order',
  portal: 'captive portal',
};
