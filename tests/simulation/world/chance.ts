// Chance that a seed decides: all random draws of a simulation are made here.

import type { Random } from '../../../shared/core/ports.ts';

export type Chance = Random & {
  /** A whole number from 0 up to, and without, `below`. */
  readonly below: (below: number) => number;
  /** A whole number from `from` to `to`. */
  readonly between: (from: number, to: number) => number;
  /** Whether something that happens once in `n` times happens now. */
  readonly oneIn: (n: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** One of some names, each as often as its weight. */
  readonly weighted: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  /** Another source, which this one's later draws do not move. */
  readonly fork: (name: string) => Chance;
};

/** Chance of a seed: sfc32 over a mixed seed, so that seeds next to each other share nothing. */
export function chanceOf(seed: string): Chance {
  const next = sfc32(seed);
  const below = (limit: number) => Math.floor((next() / 0x1_0000_0000) * limit);
  const chance: Chance = {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
    fraction: () => next() / 0x1_0000_0000,
    below,
    between: (from, to) => from + below(to - from + 1),
    oneIn: (n) => below(n) === 0,
    pick: (from) => {
      const one = from[below(from.length)];
      if (one === undefined) throw new Error('there is nothing to pick from');
      return one;
    },
    weighted: (weights) => {
      const names = parseNames(weights);
      let left = chance.fraction() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return chance.pick(names);
    },
    fork: (name) => chanceOf(`${seed}/${name}`),
  };
  return chance;
}

const parseNames = <T extends string>(weights: Readonly<Record<T, number>>) => Object.keys(weights) as T[];

/** Draws 32 bits at a time. */
function sfc32(seed: string): () => number {
  let a = 0x9e37_79b9;
  let b = 0x243f_6a88;
  let c = 0xb7e1_5162;
  let counter = 1;
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const char of seed) {
    a ^= char.charCodeAt(0);
    step();
  }
  for (let round = 0; round < 12; round += 1) step();
  return step;
}
