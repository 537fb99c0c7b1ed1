// One act as recorded at a desk, and the order of such acts.

import { compareNames } from './plain-world.ts';

export type Said = {
  readonly id: string;
  readonly desk: string;
  readonly stream: string;
  readonly seq: number;
  readonly at: number;
  readonly name: string;
  /** As the act's own form has them; null = purged. */
  readonly args: unknown;
  /** The desk's answer. */
  readonly told: unknown;
};

/** Which of two goes first: by the clock, then by the names of desk and stream. */
export function bySaid(a: Said, b: Said): number {
  return a.at - b.at || compareNames(a.desk, b.desk) || compareNames(a.stream, b.stream) || a.seq - b.seq;
}

/** Whether the content of acts of these names is known still. */
export function isAllKnown(said: readonly Said[], names: readonly string[]): boolean {
  return said.every(({ name, args }) => args !== null || !names.includes(name));
}
