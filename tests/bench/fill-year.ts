// Puts a year of acts into the folders of a demo that does not run: into the database of its server as if all had been taken in, and those of its
// own desk into the ledger as if the server had answered them.

import { join } from 'node:path';
import { z } from 'zod';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { DESK_SECRETS, openSecrets } from '../../db/keys/open-secrets.ts';
import { activeGeneration } from '../../db/ledger/desk-state.ts';
import { readIdentity } from '../../db/ledger/identity.ts';
import { ledgerPath, openLedger } from '../../db/ledger/open-ledger.ts';
import { startStream, streams } from '../../db/ledger/streams.ts';
import { openReplica } from '../../db/replica/open-replica.ts';
import { replicaState, writeReplicaState } from '../../db/replica/replica-state.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { systemRandom } from '../../electron/core/system-random.ts';
import { openStore } from '../../server/store/open-store.ts';
import { readAllRows } from '../../server/store/read-rows.ts';
import type { Store } from '../../server/store/store.ts';
import { STATE_TABLES } from '../../server/store/state-tables.ts';
import { openException } from '../../server/timeline/exception-row.ts';
import { factsRow } from '../../server/commands/facts-row.ts';
import { keepKinds } from '../../server/use/describe-use.ts';
import { placeRefusals, NotedRefusalSchema } from '../../shared/circ/model/refusal.ts';
import { actContent, type ActContent } from '../../shared/acts/read-act.ts';
import { contentFacts } from '../../shared/reports/reported-act.ts';
import { shiftEntryOf } from '../../shared/acts/shift/shift-entry.ts';
import { required } from '../../shared/core/assert.ts';
import { actId, deskId, itemId, loanId, shiftId, staffId, streamId } from '../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS } from '../../shared/core/instant.ts';
import { asUse } from '../../shared/reports/use/use-kind.ts';
import { bodyHash } from '../../shared/wire/envelope.ts';
import { kindOfUse } from '../support/use-kinds.ts';
import { yearOfActs, type YearAct, type YearPlace } from './year-of-acts.ts';

const STREAM = 'stream-of-the-year';
const AT_ONCE = 10_000;
const OVERDUE = 5_000;
/** On one day of so many the line of a desk is down for a shift, and its acts arrive after it. */
const DAYS_BETWEEN_OUTAGES = 9;
/** So many acts have one that caused an exception. */
const ACTS_AN_EXCEPTION = 100;

/** Fills the folders of the demo in `dir`; the key stores are those of this process. Returns how many acts its own desk has. */
export async function fillYear(
  dir: string,
  { acts, desks }: { readonly acts: number; readonly desks: number },
): Promise<number> {
  const central = join(dir, 'central');
  const clock = systemClock(0);
  const keyStore = systemKeyStore(central);
  const store = await openStore({ place: { kind: 'embedded', data: central }, clock, random: systemRandom, keyStore });
  try {
    const place = await placeOf(store, { acts, desks, now: clock.now() });
    await fillCentral(store, place);
    await addOverdue(store, clock.now());
    return await fillLedger(join(dir, 'desk'), place);
  } finally {
    await store.close();
  }
}

async function placeOf(
  store: Store,
  { acts, desks, now }: Pick<YearPlace, 'acts' | 'now'> & { desks: number },
): Promise<YearPlace> {
  return store.read(async (tx) => {
    const own = required(
      await tx.db.selectFrom('desk').select(['id', 'branch']).where('branch', '!=', '').executeTakeFirst(),
      () => 'the demo has no desk',
    );
    const others = Array.from({ length: desks - 1 }, (_, n) => ({ id: `desk-${n + 2}`, stream: `${STREAM}-${n + 2}` }));
    const [policy] = await readAllRows(tx, 'policy');
    return {
      desks: [{ id: own.id, stream: STREAM }, ...others],
      branch: own.branch,
      items: (await readAllRows(tx, 'item')).map(({ id }) => id),
      patrons: (await readAllRows(tx, 'patron')).map(({ id }) => id),
      policyHash: policy?.hash ?? 'none',
      acts,
      now,
    };
  });
}

async function fillCentral(store: Store, place: YearPlace): Promise<void> {
  let batch: YearAct[] = [];
  for (const act of yearOfActs(place)) {
    batch.push(act);
    if (batch.length === AT_ONCE) {
      await putActs(store, batch);
      batch = [];
    }
  }
  await putActs(store, batch);
}

async function putActs(store: Store, acts: readonly YearAct[]): Promise<void> {
  await store.write(async (tx) => {
    await tx.upsert(
      'envelope',
      acts.map((act) => {
        const { id, desk, stream, seq, name, at, body, argsText } = act;
        return {
          stream,
          seq,
          desk_id: desk,
          id,
          hash: id,
          body,
          signature: '',
          args: argsText,
          salt: argsText === null ? null : '00',
          name,
          received_at: receivedAt(act),
          effective_at: at,
          clamped_at: null,
          outcome: 'applied',
          ...factsRow({ body: null, args: null, envelope: { body } }),
        };
      }),
    );
    const used = acts.flatMap((act) => {
      const use = asUse(contentFacts(contentOfYear(act)));
      return use === null ? [] : [{ act, use }];
    });
    const kinds = used.map(({ act, use }) => kindsOf(act, use.act));
    const numberOf = await keepKinds(tx, kinds);
    await tx.upsert(
      'circ_stat',
      used.map(({ act: { id, at, desk, seq } }, n) => ({
        id,
        at,
        desk_id: desk,
        week_hour: (seq * 31) % 168,
        state: 'counted',
        ...numberOf(required(kinds[n], () => 'no kind')),
      })),
    );
    await tx.upsert('shift_entry', acts.flatMap(entryRow));
    await tx.upsert('refusal', acts.flatMap(refusalRows));
    await tx.upsert('exception', acts.flatMap(exceptionRow));
  });
}

function kindsOf({ seq }: YearAct, act: 'checkout' | 'renew' | 'in-house') {
  const { itemType: _t, location: _l, callClass: _c, serial, hourly, shelf, ...who } = kindOfUse();
  const letter = String.fromCharCode(65 + (seq % 20));
  return {
    who: { ...who, act, group: `group-${seq % 6}`, college: `college-${seq % 7}` },
    what: {
      itemType: `type-${seq % 12}`,
      location: `shelf-${seq % 15}`,
      callClass: `lc:${letter}`,
      serial,
      hourly,
      shelf,
    },
  };
}

function contentOfYear({ name, args, told }: YearAct): ActContent {
  return actContent({ name, version: 1, args, told });
}

function entryRow(act: YearAct) {
  const { id, desk, stream, seq, at } = act;
  const placed = { shiftId: shiftId(act.shiftId), staffId: staffId(act.staffId), at };
  const entry = shiftEntryOf({ ...contentOfYear(act), ...placed });
  if (entry === null) return [];
  const row = { shift_id: entry.shiftId, desk_id: desk, branch: null, stream, seq, at, kind: entry.kind };
  return [{ id, ...row, body: JSON.stringify(entry) }];
}

/** The shift of a year's day, of three. */
const turnOf = ({ shiftId: shift }: YearAct): readonly [number, number] => {
  const [day = 0, turn = 0] = shift.split('-').slice(-2).map(Number);
  return [day, turn];
};

function receivedAt(act: YearAct): number {
  const [day, turn] = turnOf(act);
  const isDown = day % DAYS_BETWEEN_OUTAGES === 0 && turn === day % 3;
  return act.at + (isDown ? 4 * HOUR_MS : 1_500);
}

function exceptionRow({ id, at, name, seq, args }: YearAct) {
  if (name !== 'checkin' || seq % ACTS_AN_EXCEPTION !== 0) return [];
  const { table: _, key, columns } = STATE_TABLES.exception;
  const { itemId: about } = ItemSchema.parse(args);
  const raised = { code: 'wrong-trap', origin: 'judged', subject: { item: itemId(about) }, cause: actId(id) } as const;
  const row = { ...openException({ ...raised, at, branch: null, params: {} }), state: 'resolved' as const };
  return [{ id: key(row), body: JSON.stringify(row), version: 1, ...columns(row) }];
}

const ItemSchema = z.object({ itemId: z.string() });

function refusalRows({ id, desk, at, refused }: YearAct) {
  const noted = refused.map((one) => NotedRefusalSchema.parse(one));
  return placeRefusals(noted, { at, desk: deskId(desk), branch: null }).map((refusal, n) => ({
    act_id: id,
    n,
    desk_id: desk,
    branch: null,
    shift_id: refusal.shiftId,
    at: refusal.at,
    kind: refusal.kind,
    item_type: refusal.itemType,
    body: JSON.stringify(refusal),
  }));
}

/** Overdue loans: copies of a loan of the demo. */
async function addOverdue(store: Store, now: number): Promise<void> {
  const { table, key, columns } = STATE_TABLES.loan;
  await store.write(async (tx) => {
    const [loan] = await readAllRows(tx, 'loan');
    const items = await readAllRows(tx, 'item');
    if (loan === undefined) throw new Error('the demo has nothing out');
    const rows = Array.from({ length: OVERDUE }, (_, n) => {
      const item = required(items[n % items.length], () => 'no items');
      const dueAt = now - (1 + (n % 90)) * DAY_MS;
      return { ...loan, id: loanId(`late-${n}`), itemId: itemId(item.id), state: 'open' as const, dueAt };
    });
    await tx.upsert(
      table,
      rows.map((row) => ({ id: key(row), body: JSON.stringify(row), version: 1, ...columns(row) })),
    );
  });
}

/** The acts of the desk itself in a stream of their own, answered; the desk begins another when it starts. */
async function fillLedger(dir: string, place: YearPlace): Promise<number> {
  const secrets = await openSecrets({
    store: systemKeyStore(dir),
    kinds: DESK_SECRETS,
    random: systemRandom,
    dir,
    mayMint: false,
  });
  const ledger = openLedger(ledgerPath(dir), secrets.ledgerKey, 'existing');
  try {
    const identity = required(readIdentity(ledger), () => 'no desk');
    const publicKey = required(streams(ledger)[0], () => 'no stream').publicKey;
    startStream(ledger, { stream: streamId(STREAM), deskId: identity.deskId, publicKey, at: place.now - 365 * DAY_MS });
    let seq = 0;
    const own = [...yearOfActs(place)].filter(({ stream }) => stream === STREAM);
    for (let from = 0; from < own.length; from += AT_ONCE) {
      ledger.transaction(() => {
        for (const act of own.slice(from, from + AT_ONCE)) {
          seq = act.seq;
          const salt = act.argsText === null ? null : '00';
          ledger.run(
            `INSERT INTO envelope (stream, seq, id, body, signature, hash, args, salt, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            STREAM,
            act.seq,
            act.id,
            act.body,
            '',
            bodyHash(act.body),
            act.argsText,
            salt,
            act.at,
          );
        }
      });
    }
    const last = required(own.at(-1), () => 'no acts');
    const text = JSON.stringify({
      deskId: last.desk,
      stream: STREAM,
      seq,
      id: last.id,
      hash: bodyHash(last.body),
      outcome: 'applied',
      codes: [],
      receivedAt: last.at + 1_500,
      effectiveAt: last.at,
      clockSuspect: false,
      position: 1,
    });
    ledger.transaction(() =>
      ledger.run(
        'INSERT INTO receipt (stream, seq, id, outcome, text) VALUES (?, ?, ?, ?, ?)',
        STREAM,
        seq,
        last.id,
        'applied',
        text,
      ),
    );
    const generation = required(activeGeneration(ledger), () => 'no copy');
    const opened = openReplica({ dir, generation, key: secrets.replicaKey });
    if (opened.kind !== 'ready') throw new Error(`the copy cannot be opened: ${opened.reason}`);
    const state = required(replicaState(opened.writer), () => 'no state');
    writeReplicaState(opened.writer, { ...state, lastSeq: { ...state.lastSeq, [streamId(STREAM)]: seq } });
    opened.writer.close();
    return seq;
  } finally {
    ledger.close();
  }
}
