// The folds are functions of a set of acts: no arrival order may show, and the invariants hold for any acts.

import fc from 'fast-check';
import { actId, holdId, itemId, loanId, locationId, patronId, titleId } from '../../../../../shared/core/ids.ts';
import { isItemAct } from '../../../../../shared/circ/act-kinds.ts';
import type { Act, HoldAct, ItemAct } from '../../../../../shared/circ/acts.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { foldAll } from '../../../../../shared/circ/fold/fold-all.ts';
import { orderTimeline } from '../../../../../shared/circ/fold/timeline.ts';
import { at, checkin, checkout, header, renew, timelinesOf, undo } from '../../../../support/acts.ts';

const desks = ['A', 'B', 'C'] as const;

/** Acts of three desks on one item, its holds and its money, with clocks that are close, seen acts, undos and stated times. */
const stories: fc.Arbitrary<Act[]> = fc
  .array(
    fc.record({
      desk: fc.constantFrom(...desks),
      // Mostly close together; some late enough that loans are overdue.
      minute: fc.oneof(
        { weight: 2, arbitrary: fc.nat(240) },
        { weight: 1, arbitrary: fc.integer({ min: 240, max: 900 }) },
      ),
      second: fc.integer({ min: 0, max: 3 }),
      kind: fc.constantFrom(
        'checkout',
        'checkin',
        'renew',
        'recall',
        'undo',
        'pay',
        'place',
        'cancel',
        'trap',
        'suspend',
        'resolve',
        'age',
        'declare',
        'mark',
        'see',
      ),
      patron: fc.constantFrom('P', 'Q', 'R'),
      other: fc.nat({ max: 20 }),
      stated: fc.boolean(),
      suspect: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drafts) => {
    const seqs = new Map<string, number>();
    const clocks = new Map<string, number>();
    const made: string[] = [];
    return drafts.map((draft) => {
      const seq = (seqs.get(draft.desk) ?? 0) + 1;
      seqs.set(draft.desk, seq);
      const name = `${draft.desk}/${seq}`;
      const when = Math.max(clocks.get(draft.desk) ?? 0, at(8, draft.minute) + draft.second * 700);
      clocks.set(draft.desk, when);
      const seen = made[draft.other % (made.length + 1)];
      made.push(name);
      return toAct({ ...draft, name, when, seen });
    });
  });

type Draft = {
  kind: string;
  name: string;
  when: number;
  patron: string;
  seen: string | undefined;
  stated: boolean;
  suspect: boolean;
};

function toAct(draft: Draft): Act {
  const target = draft.seen ?? 'A/1';
  const stated = draft.stated && draft.kind === 'checkin';
  const more = {
    saw: draft.seen === undefined || stated ? null : actId(draft.seen),
    stated,
    clockSuspect: draft.suspect,
  };
  const head = header(draft.name, draft.when, more);
  switch (draft.kind) {
    case 'checkout':
      return checkout(draft.name, draft.when, draft.patron, more);
    case 'renew':
      return renew(draft.name, draft.when, { loan: target, dueAt: draft.when + 9 * 3_600_000 }, more);
    case 'recall':
      return {
        kind: 'recall',
        ...head,
        saw: null,
        itemId: itemId('X'),
        loanId: loanId(target),
        patronId: patronId(draft.patron),
        dueAt: draft.when + (draft.stated ? 1 : 40) * 3_600_000,
        hold: null,
        reissues: null,
        ignoredBy: null,
      };
    case 'undo':
      return undo(draft.name, draft.when, target, { ...more, saw: null });
    case 'pay': {
      const fee = { kind: 'overdue', loanId: loanId(target), after: null } as const;
      const lines = [{ fee, amountMinor: 100, settles: draft.stated }];
      return { kind: 'pay', ...head, saw: null, patronId: patronId(draft.patron), amountMinor: 150, lines };
    }
    case 'place':
      return {
        kind: 'placeHold',
        ...head,
        saw: null,
        hold: holdId(`H${draft.patron}`),
        patronId: patronId(draft.patron),
        titleId: titleId('t'),
        itemId: null,
        pickup: header('A/1', 0).branch ?? fail('a branch'),
      };
    case 'cancel':
      return {
        kind: 'cancelHold',
        ...head,
        saw: null,
        hold: holdId(`H${draft.patron}`),
        patronId: patronId(draft.patron),
        titleId: titleId('t'),
      };
    case 'suspend':
      return {
        kind: draft.stated ? 'resumeHold' : 'suspendHold',
        ...head,
        saw: null,
        hold: holdId(`H${draft.patron}`),
        patronId: patronId(draft.patron),
        titleId: titleId('t'),
        until: draft.suspect ? draft.when + 5 * 3_600_000 : null,
      };
    case 'trap':
      return {
        ...checkin(draft.name, draft.when, more),
        kind: 'checkin',
        hold: holdId(`H${draft.patron}`),
        itemId: itemId('X'),
        returnedAt: null,
        transitTo: null,
      };
    case 'resolve':
      return {
        kind: 'resolveItem',
        ...head,
        itemId: itemId('X'),
        holder: draft.stated ? null : patronId(draft.patron),
      };
    case 'mark':
      return {
        kind: draft.stated ? 'setMark' : 'clearMark',
        ...head,
        itemId: itemId('X'),
        mark: draft.patron === 'P' ? 'missing' : draft.patron === 'Q' ? 'damaged' : 'withdrawn',
      };
    case 'see':
      return { kind: 'seen', ...head, itemId: itemId('X'), location: draft.stated ? null : locationId('stacks') };
    case 'declare':
      return {
        kind: 'declareLost',
        ...head,
        itemId: itemId('X'),
        loanId: loanId(target),
        patronId: patronId(draft.patron),
      };
    case 'age':
      return {
        kind: 'ageToLost',
        ...head,
        saw: null,
        itemId: itemId('X'),
        loanId: loanId(target),
        patronId: patronId(draft.patron),
        at: draft.when + 40 * 86_400_000,
        stated: true,
      };
    default:
      return checkin(draft.name, draft.when, more);
  }
}

function fold(acts: readonly Act[]) {
  const holdActs = acts.flatMap((act): HoldAct[] =>
    act.kind === 'placeHold' || act.kind === 'cancelHold' || act.kind === 'suspendHold' || act.kind === 'resumeHold'
      ? [act]
      : [],
  );
  const folded = foldAll(timelinesOf(acts, { holdActs: new Map([[titleId('t'), holdActs]]) }));
  const sorted = <T>(rows: readonly T[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  return {
    loans: sorted(folded.loans),
    items: sorted([...folded.items.values()].map(({ state }) => state)),
    holds: sorted(folded.holds),
    fees: sorted(folded.fees),
    credits: sorted(folded.credits),
    exceptions: sorted(folded.exceptions),
    folded,
  };
}

/** The loans after each act of the item in its order. */
function loansAfterEach(acts: readonly Act[]): { readonly act: ItemAct; readonly loans: readonly Loan[] }[] {
  const order = orderTimeline(acts.filter(isItemAct)).map(({ act }) => act);
  return order.map((act, index) => ({ act, loans: foldAll(timelinesOf(order.slice(0, index + 1))).loans }));
}

describe('the folds', () => {
  test('end alike in any arrival order, also when acts arrive twice [I24]', () => {
    fc.assert(
      fc.property(stories, fc.infiniteStream(fc.nat()), (acts, draws) => {
        const { folded: _, ...first } = fold(acts);
        const shuffled = acts
          .flatMap((act) => [act, act])
          .map((act) => ({ act, rank: draws.next().value ?? 0 }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ act }) => act);
        const { folded: __, ...second } = fold(shuffled);
        expect(second).toEqual(first);
      }),
      { numRuns: 400 },
    );
  });

  test('have at most one open loan, none in question beside it, and money that adds up [I15] [I16]', () => {
    fc.assert(
      fc.property(stories, (acts) => {
        const { folded } = fold(acts);
        const out = folded.loans.filter((loan) => loan.state === 'open' || loan.state === 'lost');
        const inQuestion = folded.loans.filter((loan) => loan.state === 'in-question');
        expect(out.length).toBeLessThanOrEqual(1);
        expect(out.length === 0 || inQuestion.length === 0).toBe(true);
        for (const fee of folded.fees) {
          expect(fee.paidMinor + fee.waivedMinor + fee.writtenOffMinor + fee.outstandingMinor).toBe(fee.amountMinor);
          expect(fee.outstandingMinor).toBeGreaterThanOrEqual(0);
        }
        const taken = acts.reduce((sum, act) => sum + (act.kind === 'pay' ? act.amountMinor : 0), 0);
        const paid = folded.fees.reduce((sum, fee) => sum + fee.paidMinor, 0);
        const credited = folded.credits.reduce((sum, credit) => sum + credit.amountMinor, 0);
        expect(paid + credited).toBe(taken);
        const places = folded.holds.flatMap((hold) => hold.position ?? []);
        expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, index) => index + 1));
      }),
      { numRuns: 400 },
    );
  });

  test('move a due date by an act alone: by what a checkout or renewal told, later; by a recall, earlier [I25]', () => {
    fc.assert(
      fc.property(stories, (acts) => {
        const before = new Map<string, number>();
        for (const { act, loans } of loansAfterEach(acts)) {
          for (const { id, aliases, dueAt } of loans) {
            const was = before.get(id);
            if (dueAt === was || act.kind === 'undo') continue;
            // A loan that begins, or a date that moves: only the date in the act, and only of the loan that it names.
            const told = act.kind === 'checkout' || act.kind === 'renew' || act.kind === 'recall' ? act.dueAt : null;
            expect(dueAt).toBe(told);
            if (was === undefined) expect(act.id).toBe(id);
            else if (act.kind === 'recall') expect(dueAt).toBeLessThan(was);
            else expect(dueAt).toBeGreaterThan(was);
            if (act.kind === 'renew' || act.kind === 'recall') expect([id, ...aliases]).toContain(act.loanId);
          }
          before.clear();
          for (const { id, dueAt } of loans) before.set(id, dueAt);
        }
      }),
      { numRuns: 400 },
    );
  });
});
