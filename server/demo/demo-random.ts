// Chance of the demo library: a stream of numbers for each thing, made of the seed, the kind of thing and its number. A thing depends neither on how
// many others there are, nor on the order of making them.

/** Chance for one thing. */
export type DemoRandom = {
  /** In [0, 1). */
  readonly fraction: () => number;
  /** A whole number in [from, to]. */
  readonly between: (from: number, to: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
};

/** Kinds of things that have chance of their own. */
const streams = { patron: 0x51ed, title: 0x9e37, item: 0x7f4a, fate: 0xc2b2, work: 0x27d4 } as const;

/** The chance of one thing. */
export function demoRandom(seed: number, kind: keyof typeof streams, index: number): DemoRandom {
  let state = scramble(scramble(seed >>> 0) ^ Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(streams[kind], 0x85ebca6b));
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    between,
    chance: (share) => fraction() < share,
    pick: (list) => parsePicked(list[Math.floor(fraction() * list.length)]),
  };
}

function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}

/** A place within the list, so that something is there; lists are never empty. */
function parsePicked<T>(value: T | undefined): T {
  return value as T;
}
