// Writes drafts of acts as acts of the timeline's form: each gets its name, its time, and its references among the acts before it.

import { formatInstant } from '../../shared/core/instant.ts';
import { ItemMarkSchema } from '../../shared/core/item-mark.ts';
import type { Draft } from './arbitrary-draft.ts';

const hour = 3_600_000;
const OF_SERVER: ReadonlySet<Draft['kind']> = new Set(['recall', 'ageToLost', 'transfer', 'takeBack']);
const CARTS = ['stacks', 'reserve'] as const;

type Named = { readonly name: string; readonly patron: string };
type Lent = Named & { readonly item: string };
type Row = Record<string, unknown>;
type Act = Row & { act: string; desk: string; kind: string };

export class CaseWriter {
  readonly acts: Act[] = [];

  #now: number;
  readonly #clocks = new Map<string, number>();
  readonly #lent: Lent[];
  readonly #holds: Named[];
  readonly #settling: string[] = [];

  constructor(
    from: number,
    loans: readonly { loan: string; item: string; patron: string }[],
    holds: readonly { hold: string; patron: string }[],
  ) {
    this.#now = from;
    this.#lent = loans.map(({ loan, item, patron }) => ({ name: loan, item, patron }));
    this.#holds = holds.map(({ hold, patron }) => ({ name: hold, patron }));
  }

  /** Appends the act of a draft; a draft with nothing to refer to is left out. */
  write(draft: Draft): void {
    this.#now += draft.after;
    const isOfServer = OF_SERVER.has(draft.kind);
    const desk = isOfServer ? 'SRV' : draft.desk;
    const seq = this.acts.filter((act) => act.desk === desk).length + 1;
    const name = `${desk}/${seq}`;
    const told = this.#told(draft, desk, name);
    if (told === null) return;
    const stated = draft.kind === 'ageToLost' || (draft.stated && !isOfServer);
    const at = this.#timeOf(draft, desk, stated);
    this.acts.push({
      act: name,
      desk,
      seq,
      at: formatInstant(at),
      ...told,
      kind: told.kind,
      ...(stated ? { stated: true, uncertaintyMs: 60_000 } : this.#clockOf(draft, desk, told)),
    });
  }

  /** A stated time is never after its recording, so that the next act of a desk is not before it. */
  #timeOf(draft: Draft, desk: string, stated: boolean): number {
    const clock = this.#clocks.get(desk) ?? 0;
    const own = Math.max(this.#now + draft.clock, clock);
    const at =
      draft.kind === 'ageToLost' ? this.#now + (draft.way - 6) * 8 * hour : stated ? this.#now - draft.way * hour : own;
    this.#clocks.set(desk, Math.max(at, clock));
    return at;
  }

  #clockOf(draft: Draft, desk: string, told: Row): Row {
    const onItem = this.acts.filter((act) => told['item'] !== undefined && act['item'] === told['item']);
    const seen = onItem.filter((act) => act.desk !== desk && act.kind !== 'placeHold');
    const saw = draft.saw === null || told['kind'] === 'placeHold' ? undefined : seen.at(-1 - draft.saw)?.act;
    return {
      ...(draft.uncertaintyMs === 1_000 ? {} : { uncertaintyMs: draft.uncertaintyMs }),
      ...(saw === undefined ? {} : { saw }),
      ...(draft.suspect ? { clockSuspect: true } : {}),
    };
  }

  #told(draft: Draft, desk: string, name: string): (Row & { kind: string }) | null {
    const { item, way } = draft;
    const dueAt = formatInstant(this.#now + draft.told * hour);
    switch (draft.kind) {
      case 'checkout': {
        const patron = way < 4 ? this.#loan(draft).patron : draft.patron;
        this.#lent.push({ name, item, patron });
        return { kind: 'checkout', item, patron, dueAt, ...(way === 11 ? { override: ['LOANED_TO_ANOTHER'] } : {}) };
      }
      case 'checkin':
      case 'trap':
        return { kind: 'checkin', item, ...this.#toldAtCheckin(draft) };
      case 'renew': {
        const loan = this.#loan(draft);
        return { kind: 'renew', item: loan.item, loan: loan.name, patron: loan.patron, dueAt };
      }
      case 'changeDueDate': {
        const loan = this.#loan(draft);
        return { kind: 'changeDueDate', item: loan.item, loan: loan.name, patron: loan.patron, dueAt };
      }
      case 'undo':
        return this.#undo(draft, desk);
      case 'resolve':
        return { kind: 'resolve', item, ...(way < 8 ? { holder: draft.patron } : {}) };
      case 'setMark':
      case 'clearMark':
        return { kind: draft.kind, item, mark: ItemMarkSchema.options[way % ItemMarkSchema.options.length] };
      case 'reviewMissing':
        return { kind: 'reviewMissing', item, becomes: way < 6 ? 'sought' : 'replaced' };
      case 'notOnShelf':
        return { kind: 'notOnShelf', item };
      case 'shelve':
        return { kind: 'shelve', item, cart: CARTS[way % 2] };
      case 'seen':
        return { kind: 'seen', item, ...(way < 6 ? { location: 'stacks' } : {}) };
      case 'placeHold':
      case 'cancelHold':
      case 'suspendHold':
      case 'resumeHold':
      case 'changePickup':
        return this.#holdAct(draft, name);
      case 'pay':
      case 'waive':
        return this.#money(draft, name);
      case 'transfer':
      case 'takeBack':
        return this.#handedOn(draft, name);
      case 'recall':
        return { ...this.#recall(draft), dueAt };
      case 'ageToLost':
      case 'declareLost': {
        const loan = this.#loan(draft);
        return { kind: draft.kind, item: loan.item, loan: loan.name, patron: loan.patron };
      }
    }
  }

  /** A loan of the item, or the name of one that never arrives. */
  #loan({ item, patron, names }: Draft): Lent {
    return this.#lent.filter((one) => one.item === item).at(-1 - names) ?? { name: 'Z/9', item, patron };
  }

  #hold({ patron, names }: Draft): Named {
    return this.#holds.at(-1 - names) ?? { name: 'HZ', patron };
  }

  #toldAtCheckin(draft: Draft): Row {
    const { way } = draft;
    return {
      ...(draft.kind === 'trap' ? { hold: this.#hold(draft).name } : {}),
      ...(way > 8 ? { transitTo: way === 9 ? 'main' : 'north' } : {}),
      ...(way > 3 && way < 7 ? { cart: CARTS[way % 2] } : {}),
      ...(way === 8 ? { inspect: true } : {}),
      ...(way === 0 ? { returnedAt: formatInstant(this.#now - draft.told * hour) } : {}),
    };
  }

  #undo(draft: Draft, desk: string): (Row & { kind: string }) | null {
    const near = draft.way === 11 ? this.acts : this.acts.filter((act) => act.desk === desk);
    const target = near.at(-1 - draft.names);
    if (target === undefined) return null;
    const isOnItem = target['item'] !== undefined && target.kind !== 'placeHold';
    const subject = isOnItem ? { item: target['item'] } : { patron: target['patron'] };
    return { kind: 'undo', target: target.act, ...subject };
  }

  #holdAct(draft: Draft, name: string): Row & { kind: string } {
    const { way } = draft;
    if (draft.kind !== 'placeHold') {
      const hold = this.#hold(draft);
      const named = { hold: hold.name, title: 't', patron: hold.patron };
      if (draft.kind === 'changePickup')
        return { kind: draft.kind, ...named, pickup: way % 2 === 0 ? 'main' : 'north' };
      const until = formatInstant(this.#now + draft.told * hour);
      return { kind: draft.kind, ...named, ...(draft.kind === 'suspendHold' && way < 6 ? { until } : {}) };
    }
    const again = way === 11 ? this.#holds.at(-1) : undefined;
    const hold = again ?? { name: `H${name}`, patron: draft.patron };
    if (again === undefined) this.#holds.push(hold);
    const one = way < 2 ? { item: draft.item } : {};
    return {
      kind: 'placeHold',
      hold: hold.name,
      patron: hold.patron,
      title: 't',
      ...one,
      pickup: way % 2 === 0 ? 'main' : 'north',
    };
  }

  #money(draft: Draft, name: string): Row & { kind: string } {
    const loan = this.#loan(draft);
    const { way } = draft;
    const settles = way % 2 === 0;
    const after = this.#settling.at(-1 - draft.names);
    const fee =
      way < 6 || (way < 8 && after === undefined)
        ? `overdue:${loan.name}`
        : way < 8
          ? `overdue:${loan.name}:${after}`
          : `${way < 10 ? 'lost' : 'processing'}:${loan.name}`;
    if (settles) this.#settling.push(name);
    const amount = way < 3 ? 100 : way < 9 ? 300 : 5_000;
    if (draft.kind === 'waive') {
      return { kind: 'waive', patron: loan.patron, fee, ...(settles ? { inFull: true } : { amount }) };
    }
    const lines = [{ fee, amount, ...(settles ? { settles } : {}) }];
    if (way === 5) lines.push({ fee: `processing:${loan.name}`, amount: 100 });
    const payer = way === 1 ? draft.patron : loan.patron;
    return { kind: 'pay', patron: payer, amount: amount + (way === 5 ? 150 : 0), lines };
  }

  /** A bill, or the credit line of one; or that a batch was not taken. */
  #handedOn(draft: Draft, name: string): Row & { kind: string } {
    const { way } = draft;
    const loan = this.#loan(draft);
    const fee = `${way < 6 ? 'overdue' : way < 10 ? 'lost' : 'processing'}:${loan.name}`;
    const before = this.acts.filter((act) => act.kind === 'transfer').at(-1 - draft.names);
    if (draft.kind === 'takeBack') {
      const batch = before?.['batch'] ?? 'none';
      return { kind: 'takeBack', patron: before?.['patron'] ?? loan.patron, batch, fees: [fee] };
    }
    const amount = way % 3 === 0 ? -100 : way < 6 ? 300 : 5_000;
    return { kind: 'transfer', patron: loan.patron, batch: name, lines: [{ fee, amount }] };
  }

  #recall(draft: Draft): Row & { kind: string } {
    const before = this.acts.findLast((act) => act.kind === 'recall');
    const ignored = this.acts.findLast(
      (act) => act['item'] === before?.['item'] && (act.kind === 'checkout' || act.kind === 'renew'),
    );
    if (draft.way < 5 && before !== undefined && ignored !== undefined) {
      const loan = ignored.kind === 'renew' ? ignored['loan'] : ignored.act;
      const again = { reissues: before.act, ignoredBy: ignored.act };
      const hold = before['hold'] === undefined ? {} : { hold: before['hold'] };
      return { kind: 'recall', item: before['item'], loan, patron: ignored['patron'], ...hold, ...again };
    }
    const loan = this.#loan(draft);
    const hold = draft.way < 9 && this.#holds.length > 0 ? { hold: this.#hold(draft).name } : {};
    return { kind: 'recall', item: loan.item, loan: loan.name, patron: loan.patron, ...hold };
  }
}
