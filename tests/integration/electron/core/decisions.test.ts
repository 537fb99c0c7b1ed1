// The desk decides as the library does: alone on equal facts, as the server would, and as the server judges afterwards. [I22]

import type { MethodOutput } from '../../../../shared/bridge/contract.ts';
import { decideCheckout } from '../../../../shared/circ/decide/checkout.ts';
import type { Decision } from '../../../../shared/circ/decision.ts';
import { formatInstant, type Instant } from '../../../../shared/core/instant.ts';
import { explainForLibrary } from '../../../../server/query/explain.ts';
import { required } from '../../../../shared/core/assert.ts';
import { serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';
import {
  factsByHand,
  fillVariedLibrary,
  isUnburdened,
  isUntouched,
  ITEM_NAMES,
  PATRON_NAMES,
  WEDNESDAY,
} from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 40, patrons: 3 });
const desk = sharedDesk(world, 'supervisor');

type Told = Pick<Decision, 'outcome'> & {
  readonly dueAt: Instant | null;
  readonly reasons: readonly unknown[];
  readonly trace: unknown;
};

/** The content of a decision, without the age of the facts: a server's are its own. */
function toldBy({ outcome, reasons, terms, trace }: Decision): Told {
  return {
    outcome,
    dueAt: terms?.dueAt ?? null,
    reasons: reasons.filter(({ code }) => code !== 'STALE_DATA'),
    // Criteria and results of rules are told in words alone.
    trace: {
      candidates: trace.candidates.map(({ lost, gives: _, ...rest }) => ({
        ...rest,
        ...(lost === undefined ? {} : { lostOn: lost.map(({ on }) => on) }),
      })),
      due: trace.due,
      limits: trace.limits,
    },
  };
}

function toldAtDesk({ decision, dueAt, reasons, trace }: MethodOutput<'rules.explain'>): Told {
  const bare = <T extends { readonly text: string }>(entries: readonly T[]) =>
    entries.map(({ text: _, ...rest }) => rest);
  return {
    outcome: decision,
    dueAt: dueAt === undefined ? null : Date.parse(dueAt),
    reasons: bare(reasons)
      .filter(({ code }) => code !== 'STALE_DATA')
      .map(({ mayOverride: _, ...reason }) => reason),
    trace: { candidates: bare(trace.candidates), due: bare(trace.due), limits: bare(trace.limits) },
  };
}

const explain = async (patron: string, item: string, at: Instant) =>
  toldAtDesk(await desk.now.ask('rules.explain', { patron, item, at: formatInstant(at) }));

describe('a checkout', () => {
  // A card of another system is asked for, for a second at most, which a busy computer may not manage at the first try.
  beforeAll(() =>
    until('the card of another system is known here', async () => {
      const { reasons } = await desk.now.ask('rules.explain', { patron: 'card-far', item: 'barcode-X0' });
      return reasons.every(({ code }) => code !== 'PATRON_UNKNOWN');
    }),
  );

  // An hour, a day and a fortnight ahead: laptops run over closing, accounts expire, dates move over daylight saving.
  const moments = [WEDNESDAY, WEDNESDAY + 14 * 3_600_000, Date.UTC(2026, 9, 25, 15)];

  test.each(moments)('is decided as the server would, for every patron and every item, at %d [I22]', async (at) => {
    const differing: string[] = [];
    const outcomes = new Map<string, number>();
    for (const patron of [...PATRON_NAMES, 'nobody']) {
      for (const item of [...ITEM_NAMES, 'nothing']) {
        const [card, barcode] = [`card-${patron}`, `barcode-${item}`];
        const here = await explain(card, barcode, at);
        const inLibrary = await explainForLibrary(world().served.store, { card, barcode, desk: 'main' }, at);
        const there = toldBy(inLibrary.decision);
        if (JSON.stringify(here) !== JSON.stringify(there)) differing.push(`${patron} ${item}`);
        outcomes.set(here.outcome, (outcomes.get(here.outcome) ?? 0) + 1);
      }
    }
    expect(differing).toEqual([]);
    expect([...outcomes.keys()].toSorted()).toEqual(['done', 'needs-override', 'refused']);
  });

  test('is decided as `decide` alone does on equal facts [I22]', async () => {
    const at = world().clock.now();
    let compared = 0;
    for (const patron of PATRON_NAMES.filter(isUnburdened)) {
      for (const item of ITEM_NAMES.filter(isUntouched)) {
        const ask = { card: `card-${patron}`, barcode: `barcode-${item}`, overrides: [] };
        const alone = toldBy(decideCheckout(factsByHand(patron, item), ask, at));
        expect({ patron, item, ...(await explain(ask.card, ask.barcode, at)) }).toEqual({ patron, item, ...alone });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(90);
  });

  test('that was told or overridden is not judged otherwise afterwards: nothing is raised [I22]', async () => {
    const before = await serverRows(world(), 'exception');
    const lent: { readonly commandId: string; readonly dueAt: string }[] = [];
    let item = 0;
    for (const patron of PATRON_NAMES.filter((name) => name !== 'stranger')) {
      const ask = { patron: `card-${patron}`, item: `barcode-X${item}` };
      item += 1;
      const asked = await desk.now.ask('circ.checkout', ask);
      const codes = asked.reasons.filter(({ effect }) => effect === 'override').map(({ code }) => code);
      const override = codes.length === 0 ? undefined : { codes, reason: 'agreed' };
      const done = asked.decision === 'done' ? asked : await desk.now.ask('circ.checkout', { ...ask, override });
      expect(done.decision).toBe('done');
      lent.push({
        commandId: required(done.commandId, () => 'not recorded'),
        dueAt: required(done.dueAt, () => 'no date'),
      });
    }
    await desk.now.settled();
    expect(await serverRows(world(), 'exception')).toEqual(before);
    const loans = new Map((await serverRows(world(), 'loan')).map((loan) => [String(loan.id), loan]));
    for (const { commandId, dueAt } of lent) expect(formatInstant(loans.get(commandId)?.dueAt ?? 0)).toBe(dueAt);
  });
});
