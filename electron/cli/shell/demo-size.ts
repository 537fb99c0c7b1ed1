// How large the demo library is to be, as options of `demo` and of the process that makes it.

import { wholeNumber, type Values } from '../command.ts';

export const demoSizeOptions = {
  patrons: { type: 'string' },
  items: { type: 'string' },
  seed: { type: 'string' },
} as const;

export type DemoSize = { readonly patrons?: number; readonly items?: number; readonly seed?: number };

const most = { min: 1, max: 5_000_000 };

/** The sizes asked for; the rest is left to the defaults. */
export function demoSize(values: Values): DemoSize {
  const asked = {
    patrons: wholeNumber(values, 'patrons', most),
    items: wholeNumber(values, 'items', most),
    seed: wholeNumber(values, 'seed', { min: 0, max: 2_147_483_647 }),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, number]) => number !== null));
}
