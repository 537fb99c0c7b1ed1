// Accounts that staff make, edit, join and block, and their cards.

import { BlockKindSchema } from '../../../shared/circ/model/patron-blocks.ts';
import { DAY_MS, formatInstant } from '../../../shared/core/instant.ts';
import { patronId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { asked, someCard, someOf } from '../steps/acts.ts';
import { cardOf, MORE_NUMBERS, NEW_CARDS } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const setBlock = act(3, blockOne);
export const liftBlock = act(4, unblockOne);
export const registerPatron = act(3, registerOne);
export const editPatron = act(3, editOne);
export const addCard = act(2, addNumber);
export const endCard = act(2, endNumber);
export const mergePatrons = act(2, (world, desk) => {
  const { chance } = world;
  const [from, into] = [newCard(world, desk), chance.oneIn(3) ? someCard(world) : newCard(world, desk)];
  return asked(world, desk, 'patron.merge', { card: from, into, reason: 'one person' });
});

async function blockOne(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const until = world.clockOf(desk).now() + chance.between(0, 3) * DAY_MS;
  await asked(world, desk, 'patron.block', {
    card: someCard(world),
    kinds: [chance.pick(BlockKindSchema.options), chance.pick(BlockKindSchema.options)],
    until: chance.oneIn(2) ? null : formatInstant(until).slice(0, 10),
    reason: 'see the office',
  });
}

/** A block that the desk sees; those that the rules impose among them. Another desk may lift it too. */
async function unblockOne(world: World, desk: SimDesk): Promise<void> {
  const patrons = someOf(world, world.library.patrons);
  const blocked = look(
    world,
    desk,
    (sight) =>
      patrons.flatMap((one) =>
        (sight.patron(patronId(one))?.blocks ?? []).map(({ id }) => ({ card: cardOf(one), id })),
      ),
    [],
  );
  if (blocked.length === 0) return;
  const { card, id } = world.chance.pick(blocked);
  await asked(world, desk, 'patron.unblock', { card, block: id, reason: 'settled' });
}

/** Mostly an account that is not the library's: desks meet there, and the others go on lending. */
function someAccount(world: World, desk: SimDesk): string {
  return world.chance.oneIn(3) ? someCard(world) : newCard(world, desk);
}

/** Mostly one that the desk knows. */
function newCard(world: World, desk: SimDesk): string {
  const known = look(world, desk, (sight) => NEW_CARDS.filter((card) => sight.patronByCard(card) !== null), []);
  return world.chance.pick(known.length > 0 ? known : NEW_CARDS);
}

/** A person gets an account; of the same card at two desks, each makes one. */
async function registerOne(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  await asked(world, desk, 'patron.register', {
    card: chance.pick(NEW_CARDS),
    name: { family: 'New', given: `One ${chance.below(9)}` },
    email: `${chance.below(9)}@first.invalid`,
    isNew: !chance.oneIn(3),
  });
}

/** The written value never stands in the account before, so that each edit is a change. */
async function editOne(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const words = `${desk.name} ${chance.below(1_000)}`;
  const written = chance.pick([
    { email: `${chance.below(1_000)}@${desk.name}.invalid` },
    { phones: [words], email: null },
    { name: { chosen: words } },
    { messages: [words] },
    { birthDate: '2001-02-03', address: [words] },
  ]);
  await asked(world, desk, 'patron.edit', { card: someAccount(world, desk), ...written });
}

async function addNumber(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const card = someAccount(world, desk);
  // One that was ended comes back, too.
  const number = chance.oneIn(4) ? card : chance.pick(MORE_NUMBERS);
  const cards = look(world, desk, (sight) => sight.patronByCard(card)?.cards ?? [], []);
  const old = cards.find((one) => one.number !== number && MORE_NUMBERS.includes(one.number));
  const replaces = old === undefined ? null : { number: old.number, as: chance.pick(['replaced', 'lost'] as const) };
  await asked(world, desk, 'patron.addCard', {
    card,
    number,
    kind: chance.pick(['barcode', 'campus-id'] as const),
    ...(chance.oneIn(2) ? { replaces } : {}),
    reason: '',
  });
}

/** Mostly a number that the patron got at a desk: cards used for most lending stay. */
async function endNumber(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const number = chance.pick(chance.oneIn(4) ? [...NEW_CARDS, someCard(world)] : MORE_NUMBERS);
  await asked(world, desk, 'patron.endCard', {
    card: number,
    number,
    as: chance.pick(['lost', 'ended'] as const),
    reason: 'seen',
  });
}
