// Prints the steps of a story run from the command line: a line for people, or an object for programs.

import type { StepReport } from './tell.ts';

/** Prints steps; `labels` go into every object, and in front of every line. */
export type StepPrinter = {
  readonly print: (step: StepReport, labels?: Readonly<Record<string, string>>) => void;
  /** Whether a step failed. */
  readonly hasFailed: () => boolean;
};

/** A printer on the standard output. */
export function stepPrinter(asJson: boolean): StepPrinter {
  let failed = 0;
  return {
    print: (step, labels = {}) => {
      if (!step.ok) failed += 1;
      const front = Object.values(labels)
        .map((label) => `[${label}] `)
        .join('');
      process.stdout.write(
        asJson
          ? `${JSON.stringify({ ...step, ...labels })}\n`
          : `${step.ok ? 'ok  ' : 'NOT '} ${front}${step.step}  ${say(step)}\n`,
      );
    },
    hasFailed: () => failed > 0,
  };
}

function say({ measured, error }: StepReport): string {
  if (error !== undefined) return error;
  return Object.keys(measured).length === 0 ? '' : JSON.stringify(measured);
}
