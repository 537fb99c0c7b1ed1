// Order and filter of the worklist: by working order or by age, by assignee and by branch. The number of hidden exceptions is shown, so that none
// vanishes.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './listing-bar.module.css';

const ORDERS = ['work', 'age'] as const;
const WHOSE = ['all', 'mine', 'nobody'] as const;
const WHERE = ['everywhere', 'branch'] as const;

export function ListingBar() {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const { order, whose, where } = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.listing,
  );
  return (
    <div className={styles.bar}>
      <Choice label={t('listing.order')} value={order} all={ORDERS} onChoose={(to) => worklist.list({ order: to })}>
        {(one) => t(`listOrder.${one}`)}
      </Choice>
      <Choice label={t('listing.whose')} value={whose} all={WHOSE} onChoose={(to) => worklist.list({ whose: to })}>
        {(one) => t(`listWhose.${one}`)}
      </Choice>
      <Choice label={t('listing.where')} value={where} all={WHERE} onChoose={(to) => worklist.list({ where: to })}>
        {(one) => t(`listWhere.${one}`)}
      </Choice>
    </div>
  );
}

/** The exceptions hidden by the filter, with the way back. */
export function LeftOut() {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const moments = useMoments();
  const leftOut = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.leftOut,
  );
  if (leftOut === 0) return null;
  return (
    <p className={styles.leftOut} data-testid="left-out">
      {t('listing.leftOut', { count: leftOut, all: moments.number(leftOut) })}{' '}
      <DeskButton look="link" onPress={() => worklist.list({ whose: 'all', where: 'everywhere' })}>
        {t('listing.showAll')}
      </DeskButton>
    </p>
  );
}

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly all: readonly T[];
  readonly onChoose: (value: T) => void;
  /** The words of one. */
  readonly children: (value: T) => string;
};

function Choice<T extends string>({ label, value, all, onChoose, children: words }: ChoiceProps<T>) {
  return (
    <select
      className={styles.choice}
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = all.find((one) => one === currentTarget.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {all.map((one) => (
        <option key={one} value={one}>
          {words(one)}
        </option>
      ))}
    </select>
  );
}
