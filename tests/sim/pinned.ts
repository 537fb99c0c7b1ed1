// Seeds in which something was found once, with what it was.

export const PINNED: readonly { readonly seed: number; readonly steps: number; readonly why: string }[] = [
  { seed: 28, steps: 300, why: 'a request that hung through an outage is made again at once when the line is back' },
  { seed: 19, steps: 200, why: 'a refusal is said also where the ledger with the language cannot be read' },
  {
    seed: 16,
    steps: 300,
    why: 'a copy loaded anew knows of acts that an old image of the ledger lost: no number is used twice',
  },
];
