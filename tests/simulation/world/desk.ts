// A desk of a world, as it is seen from outside: its computer, its line, and its known acts.

import type { SimLine } from './network.ts';
import type { Pace } from './pace.ts';
import type { KeyFiles, RunningSimDesk } from './sim-desk.ts';

/** One desk and everything that is known of it outside its program. */
export type SimDesk = {
  readonly index: number;
  readonly name: string;
  readonly dir: string;
  readonly keys: KeyFiles;
  readonly line: SimLine;
  /** How its computer gets on. */
  readonly pace: Pace;
  /** Milliseconds by which its wall clock is wrong; changed as people change clocks. */
  wallOffMs: number;
  /** Millionths by which its clocks run fast. */
  readonly driftPpm: number;
  /** The version of its program. */
  version: number;
  running: RunningSimDesk | null;
  /** Ids of the acts whose answers came, in order: they must be in the ledger for ever. */
  readonly acknowledged: Set<string>;
  /** Acts that a restored old image of the ledger has lost, and that only the server may still have. */
  readonly lost: Set<string>;
  /** The library has taken its rights away: it is kept out for good. */
  isRevoked: boolean;
  /** An old image was put back together with the mark of the key store: nothing tells the desk, which may go on under numbers it has used. */
  mayFork: boolean;
  /** Items and patrons that the screens got events about since the last look. */
  readonly touched: Set<string>;
  /** The state of its program when it last showed that it is not connected; null = it never did. */
  saidOffline: { readonly state: object; readonly calls: number } | null;
  readonly log: { readonly code: string; readonly detail: Record<string, unknown> }[];
};
