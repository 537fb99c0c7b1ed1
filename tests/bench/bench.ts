// The form of a bench: a figure beside a floor that was taken in the same run, and a bar that it must not pass.

/** One measured figure. */
export type Figure = {
  readonly name: string;
  readonly unit: 'ms' | '/s' | 's' | 'in ten minutes';
  readonly figure: number;
  /** The same work without the program, on this machine, now. */
  readonly floor: number | null;
  /** The bar; null = only measured. */
  readonly bar: number | null;
  /** `most`: the figure stays below the bar; `least`: above. */
  readonly side: 'most' | 'least';
  readonly note?: string;
};

/** A bench by its name. */
export type Bench = { readonly name: string; readonly run: () => Promise<readonly Figure[]> };

/** Whether a figure keeps its bar. */
export function keepsBar({ figure, bar, side }: Figure): boolean {
  return bar === null || (side === 'most' ? figure <= bar : figure >= bar);
}
