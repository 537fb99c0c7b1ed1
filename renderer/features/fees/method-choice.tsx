// How money changes hands.

import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import type { PayMethod } from '../../stores/fees-state.ts';
import styles from './fees.module.css';

/** A student account is not among them until something reaches the bursar; the core refuses it too. */
const METHODS = ['cash', 'card', 'check'] as const satisfies readonly PayMethod[];

/** `method` null: none is chosen yet. */
type MethodChoiceProps = { readonly method: PayMethod | null; readonly onChange: (method: PayMethod) => void };

export function MethodChoice({ method, onChange }: MethodChoiceProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.method}>
      <span aria-hidden="true">{t('fees.methodLabel')}</span>
      <SegmentedControl
        aria-label={t('fees.methodLabel')}
        transitionDuration={0}
        value={method ?? ''}
        onChange={(value) => onChange(METHODS.find((one) => one === value) ?? 'cash')}
        data={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
      />
    </div>
  );
}

/** Warns that no drawer counts the cash. */
export function NoShift() {
  const { t } = useTranslation();
  const hasShift = useDeskStore(
    (desk) => desk.shift.store,
    ({ shift }) => shift !== null,
  );
  return hasShift ? null : <p className={styles.quiet}>{t('fees.noShift')}</p>;
}
