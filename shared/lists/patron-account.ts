// The account of a patron as a ledger: every charge, payment, waiver and refund that stands, in the order of time, with the debt after it.
// Below zero it is credit. Fines that still grow are no part of it before they are paid or the item is back.

import { z } from 'zod';
import { METHOD_NAMES, nameOfCode } from '../core/codes/names.ts';
import {
  ActIdSchema,
  FeeIdSchema,
  type ActId,
  type BranchId,
  type FeeId,
  type ItemId,
  type TitleId,
} from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MinorUnitsSchema, type MinorUnits } from '../core/money.ts';
import type { ActOf, MoneyAct } from '../circ/acts.ts';
import { feeWords } from '../circ/fee-words.ts';
import { resolveUndos } from '../circ/fold/undo.ts';
import { feeIdOf, type Fee, type FeeRef } from '../circ/model/fee.ts';
import { columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';

export const AccountRowSchema = z.object({
  key: z.string(),
  what: z.enum(['charge', 'payment', 'waiver', 'refund', 'credit', 'sent', 'sent-credit', 'taken-back', 'credit-due']),
  at: InstantSchema,
  /** Of a charge, and of the fee that was waived. */
  kind: z.string().nullable(),
  charge: z.string().nullable(),
  barcode: z.string().nullable(),
  title: z.string().nullable(),
  /** Amount added to the debt, in minor units; a payment and a waiver take from it. */
  amountMinor: MinorUnitsSchema,
  /** Owed after it; below zero: credit. */
  balanceMinor: MinorUnitsSchema,
  /** How money changed hands, where that is known here. */
  method: z.string().nullable(),
  /** Number of the receipt that was given with it, where that is known here. */
  receipt: z.int().nullable(),
  /** Its reason or note, where that is kept here. */
  note: z.string().nullable(),
  /** The other office that has it; null = none. */
  to: z.string().nullable(),
  /** The person who did it; the place, where this desk does not know the person; null = the rules. */
  who: z.string().nullable(),
  /** Of a charge with something outstanding. */
  feeId: FeeIdSchema.nullable(),
  /** Of a payment of which something may be given back. */
  paymentId: ActIdSchema.nullable(),
});
export type AccountRow = z.infer<typeof AccountRowSchema>;

const WHAT_WORDS = {
  payment: { en: 'Payment', es: 'Pago' },
  refund: { en: 'Refund', es: 'Reembolso' },
  credit: { en: 'Paid from credit', es: 'Pagado con saldo a favor' },
} as const;

/** Entries for fees that go to another office. */
const OFFICE_WORDS = {
  sent: { en: 'Sent to {to}', es: 'Enviado a {to}' },
  'sent-credit': { en: 'Credit sent to {to}', es: 'Crédito enviado a {to}' },
  'taken-back': { en: 'Taken back from {to}', es: 'Recuperado de {to}' },
  'credit-due': { en: 'Credit in the next file to {to}', es: 'Crédito en el próximo archivo a {to}' },
} as const;

const { column, moment } = columnsOf<AccountRow>();

export const patronAccount = defineList({
  name: 'patron-account',
  words: { en: 'Account', es: 'Cuenta' },
  empty: { en: 'Nothing was ever billed or paid.', es: 'Nunca se cobró ni se pagó nada.' },
  of: 'patron',
  row: AccountRowSchema,
  rowKey: ({ key }) => key,
  columns: [
    moment('at', { en: 'Date', es: 'Fecha' }, ({ at }) => at),
    column('text', 'what', { en: 'What', es: 'Qué' }, ({ what, kind, charge, to }) => {
      if (what === 'sent' || what === 'sent-credit' || what === 'taken-back' || what === 'credit-due')
        return { words: OFFICE_WORDS[what], params: { to: to ?? '' } };
      if (what === 'payment' || what === 'refund' || what === 'credit') return { words: WHAT_WORDS[what] };
      const words = feeWords({ kind: kind ?? '', charge });
      return {
        words: what === 'charge' ? words : { en: `Waived: ${words.en}`, es: `Condonado: ${words.es}` },
      };
    }),
    column('text', 'title', { en: 'Title', es: 'Título' }, ({ title }) => title),
    column('text', 'method', { en: 'How', es: 'Forma' }, ({ method }) =>
      method === null ? null : { words: nameOfCode(METHOD_NAMES, method) },
    ),
    column('money', 'amount', { en: 'Amount', es: 'Monto' }, ({ amountMinor }) => amountMinor),
    column('money', 'balance', { en: 'Owed then', es: 'Debía' }, ({ balanceMinor }) => balanceMinor),
    column('count', 'receipt', { en: 'Receipt', es: 'Recibo' }, ({ receipt }) => receipt),
    column('text', 'note', { en: 'Note', es: 'Nota' }, ({ note }) => note),
    column('text', 'who', { en: 'Who', es: 'Quién' }, ({ who }) => who),
  ],
  // The running sum is in the order in which the rows arose.
  order: () => 0,
  acts: [
    {
      act: 'pay',
      key: 'T',
      label: { en: 'Take payment', es: 'Cobrar' },
      offered: ({ feeId }) => feeId !== null,
    },
    { act: 'waive', key: 'W', label: { en: 'Waive', es: 'Condonar' }, offered: ({ feeId }) => feeId !== null },
    {
      act: 'refund',
      key: 'G',
      label: { en: 'Refund', es: 'Reembolsar' },
      offered: ({ paymentId }) => paymentId !== null,
    },
  ],
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});

/** Facts in the envelope of a money act. */
export type MadeBy = {
  readonly staff: string | null;
  readonly method: string | null;
  readonly receipt: number | null;
  readonly note: string | null;
};

/** Data source of an account. */
export type AccountSource = {
  /** The acts of money of the patron, undone ones too, in the order of their time. */
  readonly acts: readonly MoneyAct[];
  /** Their fees, settled ones too; growing fines aside. */
  readonly fees: readonly Fee[];
  /** Owed now, less the credit. */
  readonly balanceMinor: MinorUnits;
  item(id: ItemId): { readonly barcode: string; readonly titleId: TitleId } | null;
  title(id: TitleId): { readonly title: string } | null;
  branchName(id: BranchId): string;
  /** Author and way, as far as the envelope of an act is here. */
  madeBy(id: ActId): MadeBy | null;
};

type Undated = Omit<AccountRow, 'balanceMinor'>;

/** The rows of an account, in the order of time. */
export function accountRows(source: AccountSource): AccountRow[] {
  const { undone } = resolveUndos(source.acts);
  const acts = source.acts.filter((act) => !undone.has(act.id));
  const added = new Map(acts.flatMap((act) => (act.kind === 'addFee' ? [[act.feeId, act] as const] : [])));
  const rows = [
    ...source.fees.flatMap((fee) => chargeRow(source, fee, added.get(fee.id))),
    ...waiverRows(source, acts),
    ...officeRows(source, acts),
    ...acts.flatMap((act): Undated[] => {
      if (act.kind === 'pay') return [paymentRow(source, act, acts)];
      if (act.kind === 'refund') return [refundRow(source, act)];
      return act.kind === 'useCredit' ? [creditRow(source, act)] : [];
    }),
  ].toSorted((a, b) => a.at - b.at || rank.indexOf(a.what) - rank.indexOf(b.what) || (a.key < b.key ? -1 : 1));
  // Computed backward from the present debt: acts of long ago may not be here any more.
  let balanceMinor = source.balanceMinor;
  return rows
    .toReversed()
    .map((row) => {
      const told = { ...row, balanceMinor };
      balanceMinor -= row.amountMinor;
      return told;
    })
    .toReversed();
}

const rank: readonly AccountRow['what'][] = [
  'charge',
  'payment',
  'waiver',
  'refund',
  'credit',
  'sent',
  'sent-credit',
  'taken-back',
  'credit-due',
];

function chargeRow(source: AccountSource, fee: Fee, act: ActOf<'addFee'> | undefined): Undated[] {
  const amountMinor = fee.amountMinor - fee.writtenOffMinor;
  if (amountMinor === 0) return [];
  return [
    {
      ...about(source, fee),
      key: `fee:${fee.id}`,
      what: 'charge',
      at: fee.at,
      amountMinor,
      method: null,
      receipt: null,
      note: act === undefined ? null : (source.madeBy(act.id)?.note ?? null),
      who: act === undefined ? null : whoOf(source, act),
      feeId: fee.outstandingMinor > 0 ? fee.id : null,
      paymentId: null,
      to: null,
    },
  ];
}

/** The total waived of a fee is known with the fee; a waiver in full came to the rest that the others leave of it. */
function waiverRows(source: AccountSource, acts: readonly MoneyAct[]): Undated[] {
  const fees = new Map(source.fees.map((fee) => [fee.id, fee]));
  const waivers = acts.flatMap((act) => (act.kind === 'waive' ? [act] : []));
  const byFee: ReadonlyMap<FeeId, readonly ActOf<'waive'>[]> = Map.groupBy(waivers, ({ fee }) => feeIdOf(fee));
  return [...byFee].flatMap(([id, own]) => {
    const fee = fees.get(id);
    if (fee === undefined) return [];
    let left = fee.waivedMinor;
    const inParts = own.toSorted((a, b) => Number(a.amountMinor === null) - Number(b.amountMinor === null));
    return inParts.flatMap((act): Undated[] => {
      const waivedMinor = Math.min(act.amountMinor ?? left, left);
      left -= waivedMinor;
      if (waivedMinor === 0) return [];
      return [
        {
          ...about(source, fee),
          ...byHand(source, act),
          what: 'waiver',
          amountMinor: -waivedMinor,
          paymentId: null,
          to: null,
        },
      ];
    });
  });
}

function paymentRow(source: AccountSource, act: ActOf<'pay'>, acts: readonly MoneyAct[]): Undated {
  const lines = acts.flatMap((one) => (one.kind === 'refund' || one.kind === 'useCredit' ? one.lines : []));
  const refundedMinor = lines.reduce((sum, one) => sum + (one.payment === act.id ? one.amountMinor : 0), 0);
  return {
    ...NOTHING,
    ...byHand(source, act),
    what: 'payment',
    amountMinor: -act.amountMinor,
    paymentId: refundedMinor < act.amountMinor ? act.id : null,
    to: null,
  };
}

function refundRow(source: AccountSource, act: ActOf<'refund'>): Undated {
  const amountMinor = act.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return { ...NOTHING, ...byHand(source, act), what: 'refund', amountMinor, paymentId: null, to: null };
}

/** A payment from credit leaves owed minus credit unchanged. */
function creditRow(source: AccountSource, act: ActOf<'useCredit'>): Undated {
  return { ...NOTHING, ...byHand(source, act), what: 'credit', amountMinor: 0, paymentId: null, to: null };
}

/** Lines of batches to other offices, those that were taken back, and credits that are still to be sent. */
function officeRows(source: AccountSource, acts: readonly MoneyAct[]): Undated[] {
  const fees = new Map(source.fees.map((fee) => [fee.id, fee]));
  const rowOf = (act: MoneyAct, ref: FeeRef, said: Pick<Undated, 'what' | 'amountMinor' | 'to'>): Undated => {
    const fee = fees.get(feeIdOf(ref));
    const hand = byHand(source, act);
    return {
      ...(fee === undefined ? NOTHING : about(source, fee)),
      ...hand,
      key: `${hand.key}:${feeIdOf(ref)}:${said.what}`,
      paymentId: null,
      ...said,
    };
  };
  const sent = acts.flatMap((act) => (act.kind === 'transferFees' ? [act] : []));
  return [
    ...sent.flatMap((act) =>
      act.lines.map(({ fee, amountMinor }) => {
        const what = amountMinor < 0 ? 'sent-credit' : 'sent';
        return rowOf(act, fee, { what, amountMinor: -amountMinor, to: act.to });
      }),
    ),
    ...acts.flatMap((act) => (act.kind === 'takeBackFees' ? takenBackRows(act, sent, rowOf) : [])),
    ...source.fees.flatMap((fee) => creditDueRow(source, fee)),
  ];
}

type OfficeRow = (act: MoneyAct, ref: FeeRef, said: Pick<Undated, 'what' | 'amountMinor' | 'to'>) => Undated;

function takenBackRows(
  act: ActOf<'takeBackFees'>,
  sent: readonly ActOf<'transferFees'>[],
  rowOf: OfficeRow,
): Undated[] {
  const gone = new Set(act.fees.map(feeIdOf));
  return sent
    .filter(({ batch }) => batch === act.batch)
    .flatMap(({ lines, to }) =>
      lines
        .filter(({ fee }) => gone.has(feeIdOf(fee)))
        .map(({ fee, amountMinor }) => rowOf(act, fee, { what: 'taken-back', amountMinor, to })),
    );
}

/** More was reported than stands there: the next file takes the rest back. */
function creditDueRow(source: AccountSource, fee: Fee): Undated[] {
  const { handedOn } = fee;
  if (handedOn === undefined || handedOn.saidMinor === handedOn.standsMinor) return [];
  return [
    {
      ...about(source, fee),
      key: `due:${fee.id}`,
      what: 'credit-due',
      at: handedOn.at,
      amountMinor: handedOn.saidMinor - handedOn.standsMinor,
      method: null,
      receipt: null,
      note: null,
      who: null,
      feeId: null,
      paymentId: null,
      to: handedOn.to,
    },
  ];
}

type About = Pick<Undated, 'kind' | 'charge' | 'barcode' | 'title'>;
const NOTHING: About = { kind: null, charge: null, barcode: null, title: null };

/** The cause and the item of a fee. */
function about(source: AccountSource, { kind, charge, itemId }: Fee): About {
  const item = itemId === null ? null : source.item(itemId);
  const title = item === null ? null : (source.title(item.titleId)?.title ?? null);
  return { kind, charge: charge ?? null, barcode: item?.barcode ?? null, title };
}

type ByHand = Pick<Undated, 'key' | 'at' | 'method' | 'receipt' | 'note' | 'who' | 'feeId'>;

function byHand(source: AccountSource, act: MoneyAct): ByHand {
  const { method = null, receipt = null, note = null } = source.madeBy(act.id) ?? {};
  return { key: `act:${act.id}`, at: act.at, method, receipt, note, who: whoOf(source, act), feeId: null };
}

function whoOf(source: AccountSource, act: MoneyAct): string | null {
  return source.madeBy(act.id)?.staff ?? (act.branch === null ? null : source.branchName(act.branch));
}
