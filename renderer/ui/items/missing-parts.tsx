// Parts of a copy that were reported missing: since when, the bill of each, and the report that one is back.

import { useTranslation } from 'react-i18next';
import type { ItemRecord } from '../../../shared/views/item.ts';
import { DeskButton } from '../desk-button.tsx';
import { Icon } from '../icon.tsx';
import { useMoments } from '../use-moments.ts';
import { useNow } from '../use-now.ts';
import styles from './missing-parts.module.css';

type MissingPartsProps = {
  readonly parts: ItemRecord['missing']['parts'];
  /** With its last part back, the copy need not be inspected. */
  readonly clears: boolean;
  readonly isBusy: boolean;
  readonly onClears: (clears: boolean) => void;
  readonly onBack: (part: string) => void;
};

const TICK_MS = 60_000;

export function MissingParts({ parts, clears, isBusy, onClears, onBack }: MissingPartsProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  if (parts.length === 0) return null;
  return (
    <section className={styles.place} aria-label={t('parts.before')}>
      <h3 className={styles.heading}>{t('parts.before')}</h3>
      <ul className={styles.rows}>
        {parts.map(({ part, since, billText, keepsLoan }) => (
          <li key={part} className={styles.row}>
            <Icon name="partMissing" size={16} />
            <span className={styles.what}>
              {part}{' '}
              <span className={styles.when}>
                {[
                  t('parts.since', { when: moments.when(Date.parse(since), now) }),
                  billText ?? t('parts.notBilled'),
                  keepsLoan ? t('parts.loanRuns') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <DeskButton isDisabled={isBusy} onPress={() => onBack(part)}>
              {t('parts.back')}
            </DeskButton>
          </li>
        ))}
      </ul>
      {parts.length === 1 && (
        <label className={styles.clears}>
          <input type="checkbox" checked={clears} onChange={(event) => onClears(event.target.checked)} />
          {t('parts.clears')}
        </label>
      )}
    </section>
  );
}
