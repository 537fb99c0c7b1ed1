// The count of the drawer as it was typed, and its fault in words.

import { useTranslation } from 'react-i18next';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { readCount, type CountRead } from '../../stores/shift-store.ts';
import { useMoney } from '../use-money.ts';

export type Count = {
  /** Null: nothing that can be read. */
  readonly countedMinor: number | null;
  /** The fault of the count; empty where there is none. An empty count is no fault where none is needed. */
  readonly faultIf: (isNeeded: boolean) => string;
};

export function useCount(): Count {
  const { t } = useTranslation();
  const money = useMoney();
  const count = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.count,
  );
  const read = readCount(count, money.currency);
  const faults: Readonly<Record<CountRead['kind'], () => string>> = {
    none: () => t('shift.noCount'),
    'bad-piece': () => t('shift.badPiece'),
    'bad-total': () => t('shift.badTotal', money.example(100)),
    'too-much': () => t('shift.tooMuch', { most: money.say(MOST_MONEY_MINOR) }),
    counted: () => '',
  };
  return {
    countedMinor: read.kind === 'counted' ? read.countedMinor : null,
    faultIf: (isNeeded) => (read.kind === 'none' && !isNeeded ? '' : faults[read.kind]()),
  };
}
