// Plays a story: step by step, each checked and measured; the first failure ends it.

/** One played step. */
export type StepReport = {
  readonly step: string;
  readonly ok: boolean;
  readonly measured: Readonly<Record<string, unknown>>;
  readonly error?: string;
};

export type Teller = {
  /** Runs a step, which returns its measurements. Throws after the report if the step failed. */
  step(name: string, work: () => Promise<Readonly<Record<string, unknown>> | void>): Promise<void>;
};

/** Something that must hold in a step. */
export function expectThat(holds: boolean, what: string, found?: unknown): void {
  if (!holds) throw new Error(found === undefined ? what : `${what}; found ${JSON.stringify(found)}`);
}

/** A teller that reports each step as it ends. */
export function teller(report: (step: StepReport) => void): Teller {
  return {
    step: async (name, work) => {
      try {
        report({ step: name, ok: true, measured: (await work()) ?? {} });
      } catch (error) {
        report({ step: name, ok: false, measured: {}, error: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
  };
}
