// The box of a fee in the ledger: whether it is meant by a payment or a waiver. Arrow keys walk, Space ticks.

import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { AccountView } from '../../stores/fees-state.ts';
import { useMoney } from '../../ui/use-money.ts';

type TickProps = { readonly account: AccountView; readonly row: ListRow | null };

/** Whether a fee is meant; in the head, whether all are. */
export function Tick({ account: { fees, owedMinor }, row }: TickProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const money = useMoney();
  const chosen = useDeskStore(
    () => desk.fees.store,
    (state) => state.chosen,
  );
  const fee = fees.find((one) => one.feeId === row?.names['feeId']);
  if (row === null && fees.length > 1)
    return (
      <Box
        label={`${t('fees.all')} ${money.say(owedMinor)}`}
        isTicked={chosen.length === 0}
        onChange={() => desk.fees.choose(null)}
      />
    );
  if (fee === undefined) return null;
  const label = [fee.kindText, fee.item?.title, fee.growing ? t('fees.growing') : '', fee.text];
  return (
    <Box
      label={label.filter(Boolean).join(' · ')}
      isTicked={chosen.includes(fee.feeId)}
      // The only fee is the one that is meant.
      onChange={fees.length === 1 ? () => {} : () => desk.fees.toggle(fee.feeId)}
    />
  );
}

type BoxProps = { readonly label: string; readonly isTicked: boolean; readonly onChange: () => void };

function Box({ label, isTicked, onChange }: BoxProps) {
  return <input type="checkbox" data-fee aria-label={label} checked={isTicked} onChange={onChange} onKeyDown={walk} />;
}

/** Whether a person is ticking fees: the focus stays with them then. */
export function isTicking(): boolean {
  return document.activeElement?.matches('[data-fee]') === true;
}

/** Up and down go from one box to the next; the ends do not wrap. */
function walk(event: KeyboardEvent<HTMLInputElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const box = event.currentTarget;
  const boxes = [...(box.closest('table')?.querySelectorAll<HTMLInputElement>('[data-fee]') ?? [])];
  boxes[boxes.indexOf(box) + step]?.focus();
}
