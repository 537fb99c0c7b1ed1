// The rows of an account: open fees, each with a box that says whether it is meant, then past payments and waivers, the newest first. Arrow keys
// walk, Space ticks, letters act on the row; the form stands under the row that it is about.

import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeeView, HandedOnView } from '../../../shared/views/fee.ts';
import type { ListRow, ListView } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { chosenFees, feeToWaive, type AccountView, type FeesState } from '../../stores/fees-state.ts';
import { nextRow } from '../../stores/next-row.ts';
import { mayDo } from '../../stores/station.ts';
import { lastFour } from '../../text/moments.ts';
import type { Translate } from '../../text/speak.ts';
import { ListTable } from '../../ui/list-table.tsx';
import { useMoney, type Money } from '../../ui/use-money.ts';
import { GiveBackForm } from './give-back-form.tsx';
import { PayForm } from './pay-form.tsx';
import { Tick } from './tick.tsx';
import { WaiveForm } from './waive-form.tsx';
import styles from './fees.module.css';

export function Ledger({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { fees, view, work } = useDesk();
  const money = useMoney();
  const [focus, setFocus] = useState<string | null>(null);
  const ledger = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.ledger,
  );
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.take'),
  );
  const open = account.fees.map((fee) => openRow(fee, { t, money, mayTake }));
  const sent = account.handedOn.map((fee) => sentRow(fee, account, { t, money, mayTake }));
  const rows = [...open, ...sent, ...pastRows(ledger, t)];
  const under = useUnder(account, open.at(-1)?.key ?? null);
  const show = ({ opens }: ListRow): void => {
    if (opens?.record !== 'item') return;
    view.setState({ isFees: false });
    void work.showItem(opens.barcode);
  };
  if (rows.length === 0) return null;
  return (
    <ListTable
      view={{ heading: t('fees.account'), empty: '', count: rows.length, columns: columnsIn(t) }}
      rows={rows}
      focus={focus}
      onFocus={setFocus}
      onMove={(by) => setFocus(nextRow(rows, focus, by))}
      onOpen={show}
      onAct={fees.actOnRow}
      lead={(row) => <Tick account={account} row={row} />}
      under={under}
    />
  );
}

function columnsIn(t: Translate): ListView['columns'] {
  return [
    { key: 'at', label: t('fees.date'), kind: 'instant', isFigure: false, stays: true },
    { key: 'for', label: t('fees.what'), kind: 'text', isFigure: false, stays: false },
    { key: 'amount', label: t('fees.amount'), kind: 'money', isFigure: true, stays: true },
    { key: 'open', label: t('fees.open'), kind: 'money', isFigure: true, stays: true },
  ];
}

const keyOf = (fee: FeeView): string => `fee:${fee.feeId}`;
const sentKeyOf = (fee: FeeView): string => `sent:${fee.feeId}`;

type RowParts = { readonly t: Translate; readonly money: Money; readonly mayTake: boolean };

/** A fee with something to pay. */
function openRow(fee: FeeView, { t, money, mayTake }: RowParts): ListRow {
  const { item } = fee;
  const what = [...feeWords(fee), ...(fee.growing ? [t('fees.growing')] : [])];
  const acts = [
    { act: 'pay', key: 'T', label: t('fees.take') },
    { act: 'waive', key: 'W', label: t('fees.waiveThis') },
  ].map((act) => ({ ...act, whyNot: null, asks: null }));
  return {
    key: keyOf(fee),
    group: null,
    state: 'plain',
    texts: ['', what.join(' · '), money.say(fee.amountMinor), fee.text],
    at: [fee.at, null, null, null],
    opens: item === null ? null : { record: 'item', barcode: item.barcode },
    acts: mayTake ? acts : [],
    names: { feeId: fee.feeId },
  };
}

function feeWords({ kindText, item }: FeeView): string[] {
  return [kindText, ...(item === null ? [] : [item.title, lastFour(item.barcode)])];
}

/** A fee that another office has: it is paid there, and may still be waived here. */
function sentRow(fee: HandedOnView, { fees }: AccountView, { t, money, mayTake }: RowParts): ListRow {
  const { item, feeId, to, sentAt } = fee;
  const isOwedHere = fees.some((one) => one.feeId === feeId);
  const waive = { act: 'waive', key: 'W', label: t('fees.waiveThis'), whyNot: null, asks: null };
  return {
    key: sentKeyOf(fee),
    group: t('fees.sent'),
    state: 'plain',
    texts: ['', [...feeWords(fee), t('fees.sentTo', { to })].join(' · '), money.say(fee.outstandingMinor), ''],
    at: [sentAt, null, null, null],
    opens: item === null ? null : { record: 'item', barcode: item.barcode },
    acts: mayTake && !isOwedHere ? [waive] : [],
    names: { feeId },
  };
}

/** Parts of a row of the account that describe it, in this order. */
const SAID = ['what', 'title', 'method', 'receipt', 'note', 'who'] as const;

/** Closed rows: charges that were settled, payments, waivers and refunds. */
function pastRows(ledger: ListView | null, t: Translate): readonly ListRow[] {
  if (ledger === null) return [];
  return ledger.rows
    .filter(({ names }) => names['feeId'] === undefined)
    .toReversed()
    .map((row) => {
      const cell = (name: string): string => row.texts[ledger.columns.findIndex(({ key }) => key === name)] ?? '';
      const said = SAID.flatMap((name) => {
        const text = cell(name);
        if (text === '') return [];
        return [name === 'receipt' ? t('fees.receipt', { number: text }) : name === 'note' ? `“${text}”` : text];
      });
      return {
        ...row,
        group: t('fees.past'),
        texts: ['', said.join(' · '), cell('amount'), ''],
        at: [row.at[ledger.columns.findIndex(({ key }) => key === 'at')] ?? null, null, null, null],
      };
    });
}

/** The form under a row: a payment under all open rows, the others under their own row. */
function useUnder(account: AccountView, lastOpen: string | null): (row: ListRow) => ReactNode {
  const state = useDeskStore(
    (desk) => desk.fees.store,
    (all) => all,
  );
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (all) => mayDo(all, 'payment.take'),
  );
  return ({ key }) => {
    const form = formAt(state, account, { key, lastOpen, mayTake });
    return form === null ? null : <div className={styles.inline}>{form}</div>;
  };
}

type At = { readonly key: string; readonly lastOpen: string | null; readonly mayTake: boolean };

function formAt({ step, chosen, returnable }: FeesState, account: AccountView, at: At): ReactNode {
  const { key, lastOpen, mayTake } = at;
  if (step === 'give-back' && returnable !== null)
    return key === `act:${returnable.paymentId ?? ''}` ? <GiveBackForm returnable={returnable} /> : null;
  if (!mayTake || (step !== 'pay' && step !== 'waive')) return null;
  const meant = chosenFees({ account, chosen });
  const only = feeToWaive({ account, chosen });
  if (step === 'waive' && only !== null) {
    const at = meant.length === 1 ? keyOf(only) : sentKeyOf(only);
    return key === at ? <WaiveForm key={only.feeId} fee={only} /> : null;
  }
  if (key !== lastOpen) return null;
  return (
    <PayForm
      key={`${chosen.join(' ')} ${account.owedMinor}`}
      owedMinor={meant.length === 0 ? account.owedMinor : sumOf(meant)}
      mostMinor={sumOf(meant.length === 0 ? account.fees : meant)}
      isPart={meant.length > 0 && meant.length < account.fees.length}
    />
  );
}

/** All that a payment may cover: fines that still grow as well. */
function sumOf(fees: readonly FeeView[]): number {
  return fees.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0);
}
