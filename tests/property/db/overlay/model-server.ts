// A server in memory for the overlay's properties: it keeps acts, folds all of them after each batch, and returns the changed rows.

import { isDeepStrictEqual } from 'node:util';
import { isHoldAct, isItemAct, isMoneyAct } from '../../../../shared/circ/act-kinds.ts';
import type { Act, HoldAct } from '../../../../shared/circ/acts.ts';
import { recordCommand } from '../../../../shared/acts/commands.ts';
import { foldAll, type Folded } from '../../../../shared/circ/fold/fold-all.ts';
import type { Item } from '../../../../shared/circ/model/item.ts';
import { actHeader } from '../../../../shared/circ/occurred.ts';
import type { Instant } from '../../../../shared/core/instant.ts';
import type { TitleId } from '../../../../shared/core/ids.ts';
import { EnvelopeArgsSchema, type Envelope } from '../../../../shared/wire/envelope.ts';
import type { RowKind } from '../../../../shared/wire/rows.ts';
import { testPolicy, testPolicyHash, parseBody } from '../../../unit/db/support/test-desk.ts';
import { put, type TestRow } from '../../../unit/db/support/test-rows.ts';

type Change = TestRow | { readonly del: RowKind; readonly key: string };

export type ModelServer = {
  readonly acts: Act[];
  readonly rows: Map<string, TestRow>;
  /** Takes acts in and returns the rows that changed. */
  take(acts: readonly Act[]): Change[];
};

/** A server whose library has these items. */
export function modelServer(items: readonly Item[], others: readonly TestRow[]): ModelServer {
  const server: ModelServer = {
    acts: [],
    rows: new Map([...items.map((item) => put('item', item.id, item)), ...others].map((row) => [nameOf(row), row])),
    take: (acts) => {
      server.acts.push(...acts);
      const now = new Map(others.map((row) => [nameOf(row), row]));
      for (const row of rowsOf(items, server.acts)) now.set(nameOf(row), row);
      const changes: Change[] = [...now.values()].filter(
        (row) => !isDeepStrictEqual(row, server.rows.get(nameOf(row))),
      );
      for (const [name, row] of server.rows)
        if (!now.has(name)) changes.push({ del: row.kind as RowKind, key: row.key });
      server.rows.clear();
      for (const [name, row] of now) server.rows.set(name, row);
      return changes;
    },
  };
  return server;
}

const nameOf = ({ kind, key }: TestRow): string => `${kind} ${key}`;

/** Folds everything: the view of a desk that knows all acts. */
export function foldEverything(items: readonly Item[], acts: readonly Act[]): Folded {
  const onItem = acts.filter(isItemAct);
  const onHolds = acts.filter(isHoldAct);
  const titles = new Set(onHolds.flatMap((act) => act.titleId ?? []));
  return foldAll({
    items: items.map((item) => ({
      itemId: item.id,
      titleId: item.titleId,
      serial: item.serial,
      holdable: item.holdable,
      priceMinor: item.priceMinor,
      base: item.base,
      acts: onItem.filter((act) => act.itemId === item.id),
    })),
    holdActs: new Map(
      [...titles].map((title): [TitleId, HoldAct[]] => [title, onHolds.filter((act) => act.titleId === title)]),
    ),
    moneyActs: acts.filter(isMoneyAct),
    policies: new Map([[testPolicyHash, testPolicy]]),
    timesOf: () => null,
  });
}

function rowsOf(items: readonly Item[], acts: readonly Act[]): TestRow[] {
  const folded = foldEverything(items, acts);
  return [
    ...items.map((item) => put('item', item.id, { ...item, state: folded.items.get(item.id)?.state ?? item.state })),
    ...folded.loans.map((loan) => put('loan', loan.id, loan)),
    ...folded.holds.map((hold) => put('hold', hold.id, hold)),
    ...folded.fees.map((fee) => put('fee', fee.id, fee)),
    ...folded.credits.map((credit) => put('credit', credit.patronId, credit)),
    ...acts.map((act) => put('event', act.id, act)),
  ];
}

/** The acts of a desk's envelopes, as a server records them: in order, each not before the one before it. */
export function recordedActs(envelopes: readonly Envelope[]): Act[] {
  let previousAt: Instant | null = null;
  return envelopes.flatMap((envelope) => {
    const body = parseBody(envelope);
    const header = actHeader({ ...body, stated: null, saw: body.basis.saw ?? null }, previousAt);
    previousAt = header.at;
    const args = EnvelopeArgsSchema.parse(JSON.parse(envelope.args ?? '')).command;
    const recorded = recordCommand(body.name, body.version, { header, args, told: body.told, overrides: [] });
    return recorded.ok ? recorded.value.flatMap((one) => (one.kind === 'act' ? [one.act] : [])) : [];
  });
}
