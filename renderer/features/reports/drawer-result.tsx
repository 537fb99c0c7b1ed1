// Whether the drawer is right: the counted and the expected amount, and in words how much it is over or short.

import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from '../../ui/shift/shift.module.css';

type DrawerResultProps = {
  readonly countedMinor: number | null;
  /** Null: not shown. */
  readonly expectedMinor: number | null;
  /** The first count, if it was counted again. */
  readonly firstCountedMinor?: number | null;
};

export function DrawerResult({ countedMinor, expectedMinor, firstCountedMinor = null }: DrawerResultProps) {
  const { t } = useTranslation();
  const money = useMoney();
  const off = countedMinor === null ? null : countedMinor - (expectedMinor ?? 0);
  const amount = money.say(Math.abs(off ?? 0));
  const words =
    off === null
      ? t('shift.uncounted')
      : off === 0
        ? t('shift.right')
        : t(off > 0 ? 'shift.over' : 'shift.short', { amount });
  return (
    <div className={styles.result} data-tone={off === 0 ? 'good' : 'warn'} data-testid="drawer-result">
      <p className={styles.verdict}>
        <Icon name={off === 0 ? 'done' : 'warn'} size={20} />
        {words}
      </p>
      <dl className={styles.compared}>
        {firstCountedMinor !== null && (
          <div>
            <dt>{t('shift.countedFirst')}</dt>
            <dd>{money.say(firstCountedMinor)}</dd>
          </div>
        )}
        {countedMinor !== null && (
          <div>
            <dt>{t('shift.counted')}</dt>
            <dd>{money.say(countedMinor)}</dd>
          </div>
        )}
        {expectedMinor !== null && (
          <div>
            <dt>{t('shift.expected')}</dt>
            <dd>{money.say(expectedMinor)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
