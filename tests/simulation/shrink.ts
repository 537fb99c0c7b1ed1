// Reduces a breaking seed to fewer steps and desks, so that its story can be read. Each step has a chance of its own, so that the
// others stay as they were when one is left out.

import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts';
import type { Template } from './world/template.ts';

/** The reduced form of a breaking seed. */
export type Shrunk = {
  readonly seed: number;
  readonly steps: number;
  readonly desks: number;
  /** The steps that matter. */
  readonly only: readonly number[];
  readonly broken: NonNullable<SeedResult['broken']>;
  /** How many times it was tried with less. */
  readonly runs: number;
};

/** Most times that a seed is tried. */
const MOST_RUNS = 250;
const FEWEST_DESKS = 2;

/** Leaves steps and desks out as long as the same invariant breaks. Null: the seed does not break. */
export async function shrink(template: Template, options: SeedOptions): Promise<Shrunk | null> {
  const whole = await runSeed(template, options);
  if (whole.broken === null) return null;
  const { invariant } = whole.broken;
  const steps = Math.min(options.steps, whole.broken.step);
  let least: Pick<Shrunk, 'desks' | 'only' | 'broken'> = {
    desks: whole.desks,
    only: happening(options, steps),
    broken: whole.broken,
  };
  let runs = 1;
  /** Whether less breaks the same invariant; then it is the new least run. */
  const breaks = async (desks: number, only: readonly number[]): Promise<boolean> => {
    if (runs >= MOST_RUNS) return false;
    runs += 1;
    const { broken } = await runSeed(template, { ...options, steps, desks, only: new Set(only) });
    if (broken?.invariant !== invariant) return false;
    least = { desks, only, broken };
    return true;
  };
  await leaveOut(least.only, (only) => breaks(least.desks, only));
  for (let desks = FEWEST_DESKS; desks < least.desks; desks += 1) if (await breaks(desks, least.only)) break;
  await leaveOut(least.only, (only) => breaks(least.desks, only));
  return { seed: options.seed, steps, ...least, runs };
}

function happening({ only }: SeedOptions, steps: number): number[] {
  return Array.from({ length: steps }, (_, index) => index + 1).filter((step) => only?.has(step) !== false);
}

/** Leaves halves out, then quarters, down to single steps, for as long as one of them is not needed. */
async function leaveOut(
  steps: readonly number[],
  stillBreaks: (left: readonly number[]) => Promise<boolean>,
): Promise<void> {
  let left = steps;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length;) {
      const without = left.toSpliced(at, size);
      if (await stillBreaks(without)) left = without;
      else at += size;
    }
  }
}

/** Steps as the command line takes them: `3,8,10..14`. */
export function stepsText(steps: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const step of steps) {
    const range = ranges.at(-1);
    if (range !== undefined && range.last === step - 1) range.last = step;
    else ranges.push({ first: step, last: step });
  }
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}..${last}`)).join(',');
}

/** The steps that such a text names; null for any other text. */
export function parseSteps(text: string): number[] | null {
  const steps = text.split(',').map((part) => {
    const [, first, last] = /^(\d{1,7})(?:\.\.(\d{1,7}))?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const from = Number(first);
    return Array.from({ length: Math.max(0, Number(last ?? first) - from + 1) }, (_, index) => from + index);
  });
  return steps.some((part) => part === null) ? null : steps.flatMap((part) => part ?? []);
}
