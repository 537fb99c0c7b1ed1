// Runs in which a fault was found once, with a note of it, named by the steps that they take where these could still be found. A seed draws other
// things when there are more acts and faults to draw from: then these stay as runs of their own, and each fault has a test beside the part that was
// mended. Seeds 1 to 200 are not repeated here: those run nightly.

export type Pinned = {
  readonly seed: number;
  readonly steps: number;
  /** Further arguments. */
  readonly more: readonly string[];
  readonly why: string;
};

export const PINNED: readonly Pinned[] = [
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
    seed: 85,
    steps: 16,
    more: ['--desks', '2', '--only', '10,12,14..16'],
    why: 'a line that only lets things come is not said to be whole',
  },
  {
    seed: 6,
    steps: 300,
    more: ['--desks', '2', '--only', '7..8,10,71..72'],
    why: 'an act that the server failed on can still be let go, whoever looked at its card before',
  },
  {
    seed: 15,
    steps: 383,
    more: ['--desks', '4'],
    why: 'an act that a lost server held shows as waiting no longer once the restored one has answered it, also where the copy is past it',
  },
  {
    seed: 507,
    steps: 126,
    more: ['--desks', '2', '--only', '45,126'],
    why: 'a ledger that is gone is missed also where the desk has recorded nothing and its copy is loaded anew',
  },
  {
    seed: 52,
    steps: 411,
    more: ['--desks', '3'],
    why: 'an act of the next version is not the first of its stream only because the one that it is like was',
  },
  {
    seed: 751,
    steps: 500,
    more: ['--desks', '3', '--only', '16,25..28,113..114,117,263..265,388'],
    why: 'an act that the server holds stays waiting also where the feed came before the answer',
  },
  {
    seed: 1666,
    steps: 500,
    more: ['--desks', '3', '--only', '18,32,108,122,125..126'],
    why: 'an act that the server held and let go waits for nothing where the answer comes after both',
  },
  {
    seed: 1744,
    steps: 500,
    more: ['--desks', '3'],
    why: 'a desk whose answer to a challenge came twice asks once more, and does not wait for minutes with the refusal of the second',
  },
  {
    seed: 227,
    steps: 300,
    more: ['--desks', '2', '--only', '103,106,109,121,123,135,145,165,169,172,239..240'],
    why: 'an account that a loan makes has the links that were sent before that loan',
  },
  {
    seed: 325,
    steps: 300,
    more: ['--desks', '2', '--only', '14,145,212,219,250'],
    why: 'the card of a loan that a proxy carried is never taken for that of the sponsor',
  },
  {
    seed: 1545,
    steps: 300,
    more: ['--desks', '2', '--only', '9,69,134,188,190,250,298,300'],
    why: 'a late return bans also where a restored server has lost the rules that it was lent under',
  },
  {
    seed: 438,
    steps: 300,
    more: ['--desks', '2', '--only', '16,51,121,132..134'],
    why: 'a copy that a restored server has lost and a row that a desk made for its label are told as two of one label',
  },
  {
    seed: 958,
    steps: 300,
    more: ['--desks', '3', '--only', '9,26,167,175,183,216,226,239,241..242,250'],
    why: 'credit that was used in another outage is not given back as well: what is over is told',
  },
  {
    seed: 1237,
    steps: 300,
    more: ['--desks', '2', '--only', '58,99..100,118..122,142,148,183,288'],
    why: 'a loan that goes on for missing parts outlives the folding of the acts that began it',
  },
  {
    seed: 1707,
    steps: 300,
    more: ['--desks', '2', '--only', '23..24,26,60,175'],
    why: 'an account that a restored server has lost is joined with the other once its registration comes again',
  },
  {
    seed: 3046,
    steps: 500,
    more: ['--desks', '2', '--only', '80,107,127,128,172,383,445,446,496'],
    why: 'a loan that is recalled for now and comes back a little later is late by no day, and bans nobody',
  },
  {
    seed: 1578,
    steps: 500,
    more: ['--desks', '2', '--only', '33,82,168,200'],
    why: 'a loan of hours that comes back late on its own day makes a ban',
  },
  {
    seed: 980,
    steps: 201,
    more: [],
    why: 'of two copies that were given one label offline the same is shown, whichever edit came first',
  },
  {
    seed: 4462,
    steps: 500,
    more: [],
    why: 'a loan that filled a hold in a checkpoint fills no other that was placed before the checkpoint and comes after it',
  },
];

/**
 * Seeds that meet everything of `EVERY_RUN_MEETS`, nearly all of it twice, in 300 steps: of 1 to 200. Where they no longer do, since another act or fault
 * is drawn, the test says so and runs all 200; `node build/run.mjs tests/sim/choose-rare.ts` chooses others.
 */
export const RARE: readonly number[] = [
  7, 9, 12, 20, 45, 46, 48, 51, 60, 62, 68, 72, 76, 79, 110, 125, 137, 161, 194, 198,
];
