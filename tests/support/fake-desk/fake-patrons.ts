// Accounts at the fake desk: what is written is only checked, since its patrons are those of the data.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { actId, branchId } from '../../../shared/core/ids.ts';
import type { PatronBlockView } from '../../../shared/views/patron-blocks.ts';
import type { PatronCardView } from '../../../shared/views/patron-cards.ts';
import { FAKE_PATRONS } from './fake-data.ts';
import type { FakeContext, FakeState } from './fake-desk.ts';
import { FakeRefusal } from './fake-refusal.ts';

export function fakePatrons({
  state,
}: FakeContext): Pick<
  Handlers,
  | 'patron.register'
  | 'patron.addCard'
  | 'patron.endCard'
  | 'patron.edit'
  | 'patron.merge'
  | 'patron.block'
  | 'patron.unblock'
  | 'patron.choices'
> {
  const isKnown = (card: string): boolean => FAKE_PATRONS.some((patron) => patron.card === card);
  const blocksOf = (card: string): PatronBlockView[] => {
    const blocks = state.blocks.get(card) ?? [];
    state.blocks.set(card, blocks);
    return blocks;
  };
  const commandId = () => actId(`account-${(state.seq += 1)}`);
  return {
    'patron.register'({ card }) {
      if (isKnown(card)) throw new FakeRefusal('HF-PATRON-003', 'this card belongs to another account already');
      return { commandId: commandId(), card, alike: [] };
    },
    'patron.edit'({ card, newCard }) {
      if (!isKnown(card)) throw new FakeRefusal('HF-PATRON-001', 'no patron has this card');
      return { commandId: commandId(), card: newCard ?? card, alike: [] };
    },
    'patron.merge'({ card, into }) {
      if (!isKnown(card) || !isKnown(into)) throw new FakeRefusal('HF-PATRON-001', 'no patron has this card');
      return { commandId: commandId() };
    },
    'patron.choices': ({ card }) => {
      const patron = FAKE_PATRONS.find((one) => one.card === card);
      const [family = '', given = ''] = (patron?.name ?? '').split(', ');
      return {
        groups: ['Undergraduate', 'Faculty', 'Community borrower'].map((name) => ({ id: name, name })),
        branches: ['Main', 'West'].map((name) => ({ branch: branchId(name.toUpperCase()), name })),
        required: ['card', 'family', 'group', 'home'],
        now:
          patron === undefined
            ? null
            : {
                family,
                given,
                group: patron.group,
                home: patron.home.toUpperCase(),
                expiresOn: '2027-05-31',
                birthDate: '2006-03-04',
                email: 'somebody@example.edu',
                phones: ['(909) 555-0142'],
                address: ['1050 N Mills Ave', 'Claremont, CA 91711'],
                cards: [{ number: patron.card, current: true }],
              },
      };
    },
    'patron.addCard'({ card, number, kind, issuer, replaces }) {
      const cards = cardsAt(state, card);
      if (cards.some((one) => one.number === number && one.fault === null))
        throw new FakeRefusal('HF-PATRON-151', 'this card is on the account already');
      const before = cards.map((one) => (one.number === replaces?.number ? { ...one, fault: replaces.as } : one));
      const added = {
        number,
        kind,
        issuer: issuer === '' ? null : issuer,
        isShown: false,
        fault: null,
        untilText: null,
      };
      state.cards.set(card, [...before, added]);
      return { commandId: commandId(), card };
    },
    'patron.endCard'({ card, number, as }) {
      const cards = cardsAt(state, card);
      state.cards.set(
        card,
        cards.map((one) => (one.number === number ? { ...one, fault: as } : one)),
      );
      return { commandId: commandId(), card };
    },
    'patron.block'({ card, kinds, reason }) {
      if (!isKnown(card)) throw new FakeRefusal('HF-PATRON-001', 'no patron has this card');
      const id = commandId();
      const block = { block: id, reason, kinds, by: state.session?.staff ?? null, setText: 'Dec 1, 2026' };
      blocksOf(card).push({ ...block, untilText: null, isTheirs: false });
      return { commandId: id };
    },
    'patron.unblock'({ card, block }) {
      const blocks = blocksOf(card);
      const at = blocks.findIndex((one) => one.block === block);
      if (at < 0) throw new FakeRefusal('HF-PATRON-133', 'this block is gone already');
      blocks.splice(at, 1);
      return { commandId: commandId() };
    },
  };
}

/** The cards of a patron: the one of the data, and what was written since. */
export function cardsAt({ cards }: FakeState, card: string): readonly PatronCardView[] {
  const own = { number: card, kind: 'barcode', issuer: null, isShown: true, fault: null, untilText: null } as const;
  return cards.get(card) ?? [own];
}
