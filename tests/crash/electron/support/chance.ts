// Chance that can be had again: the same seed draws the same numbers.

export type Chance = {
  /** A whole number in [from, to]. */
  readonly between: (from: number, to: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** A random source of its own for a part, so that its draws do not depend on when other parts draw. */
  readonly split: (part: number) => Chance;
};

/** The chance of a seed. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    split: (part) => chanceOf(Math.imul(seed ^ 0x9e3779b9, part + 1)),
  };
}
