// Runs in which something was found once, with what it was. A seed draws other things since steps have chances of their own and since there are
// more faults: these stay as runs of their own, and what each one found has a test beside the part that was mended.

export type Pinned = {
  readonly seed: number;
  readonly steps: number;
  /** Further arguments. */
  readonly more: readonly string[];
  readonly why: string;
};

export const PINNED: readonly Pinned[] = [
  { seed: 28, steps: 300, more: [], why: 'a request that hung through an outage is made again when the line is back' },
  { seed: 19, steps: 200, more: [], why: 'a refusal is said also where the ledger with the language cannot be read' },
  {
    seed: 16,
    steps: 300,
    more: [],
    why: 'no number is used twice after a copy told of acts that an old image had lost',
  },
  { seed: 34, steps: 300, more: [], why: 'what is done at a server that is killed meanwhile ends' },
  {
    seed: 4,
    steps: 150,
    more: ['--desks', '3'],
    why: 'a copy that broke is thrown away also while the disk is full',
  },
  {
    seed: 1,
    steps: 150,
    more: ['--desks', '3', '--faults', 'power,kills'],
    why: 'a feed whose line is cut before the head of its answer is asked for again at once',
  },
  {
    seed: 82,
    steps: 300,
    more: [],
    why: 'a copy from before the loss of a server holds acts of which an old image knows no answer',
  },
];
