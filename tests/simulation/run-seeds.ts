// Many seeds: one after the other here, or shared out to processes of their own.

import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { runSeed, type SeedOptions, type SeedResult } from './run-seed.ts';
import { addCoverage, type Coverage } from './world/coverage.ts';
import { makeTemplate } from './world/template.ts';

export type SeedsOptions = Omit<SeedOptions, 'seed'> & {
  readonly from: number;
  readonly to: number;
  /** Where the files of the worlds are; null = in memory. */
  readonly folder: string | null;
};

/** Runs seeds in this process. */
export async function runSeeds(options: SeedsOptions, onResult: (result: SeedResult) => void): Promise<void> {
  const template = await makeTemplate(options.folder);
  try {
    for (let seed = options.from; seed <= options.to; seed += 1)
      onResult(await runSeed(template, { ...options, seed }));
  } finally {
    template.remove();
  }
}

/** A result as one line of text, for the process that started this one. */
export function resultLine({ coverage, ...result }: SeedResult): string {
  return JSON.stringify({ ...result, coverage: [...coverage] });
}

const ResultLineSchema = z.object({
  seed: z.int(),
  desks: z.int(),
  traceHash: z.string(),
  coverage: z.array(z.tuple([z.string(), z.number()])),
  broken: z.object({ invariant: z.int(), step: z.int(), what: z.string() }).nullable(),
});

export type Processes = {
  /** The program and its arguments that run seeds and print a line for each; the range is added. */
  readonly command: readonly string[];
  readonly count: number;
};

/** Shares seeds out to processes, every so many-th to each, and collects their results. Throws when one of them fails. */
export async function runSeedsInProcesses(
  { from, to }: Pick<SeedsOptions, 'from' | 'to'>,
  { command, count }: Processes,
  onResult: (result: SeedResult) => void,
): Promise<void> {
  const share = Math.ceil((to - from + 1) / count);
  const ranges = Array.from({ length: count }, (_, index) => {
    const first = from + index * share;
    return { first, last: Math.min(to, first + share - 1) };
  }).filter(({ first, last }) => first <= last);
  await Promise.all(ranges.map((range) => runProcess(command, `${range.first}..${range.last}`, onResult)));
}

async function runProcess(
  command: readonly string[],
  seeds: string,
  onResult: (result: SeedResult) => void,
): Promise<void> {
  const [program = process.execPath, ...words] = command;
  const child = spawn(program, [...words, '--seeds', seeds], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const { coverage, ...result } = ResultLineSchema.parse(JSON.parse(line));
    onResult({ ...result, coverage: new Map(coverage) });
  }
  const code = await ended;
  if (code !== 0 && code !== 1) throw new Error(`a process of the simulation ended with ${code}`);
}

/** The result of many seeds. */
export type Summary = {
  readonly seeds: number;
  readonly traceHash: string;
  readonly coverage: Coverage;
  readonly broken: readonly SeedResult[];
};

/** Puts results together, in the order of their seeds. */
export function summaryOf(results: readonly SeedResult[]): Summary {
  const inOrder = results.toSorted((a, b) => a.seed - b.seed);
  const hash = createHash('sha256');
  const coverage: Coverage = new Map();
  for (const result of inOrder) {
    hash.update(result.traceHash);
    addCoverage(coverage, result.coverage);
  }
  return {
    seeds: inOrder.length,
    traceHash: inOrder.length === 1 ? (inOrder[0]?.traceHash ?? '') : hash.digest('hex'),
    coverage,
    broken: inOrder.filter(({ broken }) => broken !== null),
  };
}
