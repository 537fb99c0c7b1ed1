// `holdfast simulate`: desks, a server and everything that can go wrong between them, decided by a seed.

import { tmpdir } from 'node:os';
import {
  textOf,
  UsageError,
  wholeNumber,
  type Command,
  type Io,
  type Run,
  type Values,
} from '../../electron/cli/command.ts';
import type { Start } from './processes/programs.ts';
import { runProcessSeed } from './processes/run-process-seed.ts';
import { noPlant, PLANTS, type Planted } from './plants/plants.ts';
import type { SeedResult } from './run-seed.ts';
import { resultLine, runSeeds, runSeedsInProcesses, summaryOf, type SeedsOptions, type Summary } from './run-seeds.ts';
import { parseSteps, shrink, stepsText, type Shrunk } from './shrink.ts';
import { FAULT_NAMES, type Fault } from './steps/faults.ts';
import { makeTemplate, MOST_DESKS } from './world/template.ts';

const DEFAULT_STEPS = 300;
const PROCESS_STEPS = 20;
const MOST_SEEDS = 1_000_000;

/** `again`: program and first arguments that start the command line once more. */
export const simulateCommand = (again: readonly [string, ...string[]]): Command => ({
  usage: `[--seed N | --seeds A..B] [--steps N] [--desks N] [--faults all|NAME,…] [--tier a|b|c] [--plant NAME] [--only STEPS] [--shrink] [--processes N] [--json]

Runs simulated libraries: the real desks, server and folds, with simulated time, lines and faults. The same seed gives the same trace hash.
Prints what was met, and every invariant that did not hold with its seed and step. Exit code 1 when one did not hold.
  --steps      things that happen to each seed (${DEFAULT_STEPS}); in tier c things that go wrong (${PROCESS_STEPS})
  --desks      2 to ${MOST_DESKS}; the seed says when not given
  --faults     ${FAULT_NAMES.join(', ')};
               the seed says which when not given
  --tier       a: files in memory (default); b: files on the disk; c: real programs, which are killed and whose lines are cut
  --plant      a fault put in on purpose, which must be found: ${Object.keys(PLANTS).join(', ')}
  --only       the steps that happen, such as 3,8,10..14: how a seed that was shrunk is told
  --lan        desks of a branch hear each other in every seed, and not in one of twenty alone
  --shrink     a seed that breaks is told by as few steps and desks as break it
  --processes  seeds are shared out to so many processes`,
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    steps: { type: 'string' },
    desks: { type: 'string' },
    faults: { type: 'string' },
    tier: { type: 'string' },
    plant: { type: 'string' },
    only: { type: 'string' },
    shrink: { type: 'boolean' },
    lan: { type: 'boolean' },
    processes: { type: 'string' },
    lines: { type: 'boolean' },
  },
  run: async ({ values, io, env }: Run) => {
    const options = optionsOf(values);
    const results: SeedResult[] = [];
    const take = (result: SeedResult) => {
      results.push(result);
      if (values['lines'] === true) io.out(resultLine(result));
    };
    const count = wholeNumber(values, 'processes', { min: 1, max: 64 }) ?? 1;
    if (tierOf(values) === 'c') await runProcessSeeds({ command: again, env }, values, take);
    else if (count === 1) await runSeeds(options, take);
    else
      await runSeedsInProcesses(
        options,
        { command: [...again, 'simulate', '--lines', ...sameAgain(values)], count },
        take,
      );
    const summary = summaryOf(results);
    const shrunk = values['shrink'] === true ? await shrinkAll(options, summary) : [];
    if (values['lines'] !== true) say(io, summary, { shrunk, asJson: values['json'] === true });
    return summary.broken.length === 0 ? 0 : 1;
  },
});

function optionsOf(values: Values): SeedsOptions {
  const { from, to } = seedsOf(values);
  const planted = plantedOf(values);
  return {
    from,
    to,
    steps: wholeNumber(values, 'steps', { min: 1, max: 1_000_000 }) ?? DEFAULT_STEPS,
    desks: wholeNumber(values, 'desks', { min: 2, max: MOST_DESKS }),
    faults: faultsOf(values) ?? planted?.faults ?? null,
    plant: planted?.make ?? noPlant,
    only: onlyOf(values),
    folder: folderOf(values),
    lan: values['lan'] === true,
  };
}

function seedsOf(values: Values): { readonly from: number; readonly to: number } {
  const range = textOf(values, 'seeds');
  if (range === null) {
    const seed = wholeNumber(values, 'seed', { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? 1;
    return { from: seed, to: seed };
  }
  if (textOf(values, 'seed') !== null) throw new UsageError('give --seed or --seeds, not both');
  const [, first = '', last = ''] = /^(\d{1,15})\.\.(\d{1,15})$/.exec(range) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '' || to < from || to - from >= MOST_SEEDS)
    throw new UsageError(`--seeds takes two numbers such as 1..200, not "${range}"`);
  return { from, to };
}

function faultsOf(values: Values): readonly Fault[] | null {
  const text = textOf(values, 'faults');
  if (text === null) return null;
  if (text === 'all') return FAULT_NAMES;
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const known = FAULT_NAMES.find((fault) => fault === name);
    if (known === undefined) throw new UsageError(`"${name}" is no fault; there are ${FAULT_NAMES.join(', ')}`);
    return known;
  });
}

function plantedOf(values: Values): Planted | null {
  const name = textOf(values, 'plant');
  if (name === null) return null;
  const plant = PLANTS[name];
  if (plant === undefined)
    throw new UsageError(`"${name}" is no planted fault; there are ${Object.keys(PLANTS).join(', ')}`);
  return plant;
}

function onlyOf(values: Values): ReadonlySet<number> | null {
  const text = textOf(values, 'only');
  if (text === null) return null;
  const steps = parseSteps(text);
  if (steps === null) throw new UsageError(`--only takes steps such as 3,8,10..14, not "${text}"`);
  return new Set(steps);
}

async function shrinkAll(options: SeedsOptions, { broken }: Summary): Promise<Shrunk[]> {
  if (broken.length === 0) return [];
  const template = await makeTemplate(options.folder);
  try {
    const shrunk: Shrunk[] = [];
    for (const { seed } of broken)
      shrunk.push(...[await shrink(template, { ...options, seed })].flatMap((one) => one ?? []));
    return shrunk;
  } finally {
    template.remove();
  }
}

function folderOf(values: Values): string | null {
  return tierOf(values) === 'a' ? null : tmpdir();
}

function tierOf(values: Values): 'a' | 'b' | 'c' {
  const tier = textOf(values, 'tier') ?? 'a';
  if (tier !== 'a' && tier !== 'b' && tier !== 'c') throw new UsageError(`--tier is a, b or c, not "${tier}"`);
  return tier;
}

/** Options of simulated worlds, which real programs do not have. */
const SIMULATED = ['desks', 'faults', 'plant', 'only', 'shrink', 'processes'];

async function runProcessSeeds(start: Start, values: Values, take: (result: SeedResult) => void): Promise<void> {
  const named = SIMULATED.find((name) => values[name] !== undefined);
  if (named !== undefined) throw new UsageError(`--${named} is for tiers a and b`);
  const { from, to } = seedsOf(values);
  const steps = wholeNumber(values, 'steps', { min: 1, max: 10_000 }) ?? PROCESS_STEPS;
  for (let seed = from; seed <= to; seed += 1) take(await runProcessSeed({ seed, steps, start }));
}

/** The options that each process gets again. */
function sameAgain(values: Values): string[] {
  const given = ['steps', 'desks', 'faults', 'tier', 'plant', 'only'].flatMap((name) => {
    const text = textOf(values, name);
    return text === null ? [] : [`--${name}`, text];
  });
  return values['lan'] === true ? [...given, '--lan'] : given;
}

type Told = { readonly shrunk: readonly Shrunk[]; readonly asJson: boolean };

function say(io: Io, summary: Summary, { shrunk, asJson }: Told): void {
  const { seeds, traceHash, broken } = summary;
  const coverage = [...summary.coverage].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (asJson) {
    const found = broken.map(({ seed, broken: what }) => ({ seed, ...what }));
    io.out(JSON.stringify({ seeds, traceHash, broken: found, shrunk, coverage: Object.fromEntries(coverage) }));
    return;
  }
  for (const [what, count] of coverage) io.out(`${String(count).padStart(8)}  ${what}`);
  for (const { seed, broken: found } of broken)
    io.out(
      `seed ${seed}, step ${found?.step}: invariant ${found?.invariant} does not hold: ${found?.what.replaceAll(/\s*\n\s*/g, ' ')}`,
    );
  for (const { seed, steps, desks, only, broken: found } of shrunk)
    io.out(
      `seed ${seed} breaks invariant ${found.invariant} by ${only.length} steps: --seed ${seed} --steps ${steps} --desks ${desks} --only ${stepsText(only)}`,
    );
  io.out(`${seeds} seeds, ${broken.length} broken, trace ${traceHash}`);
}
