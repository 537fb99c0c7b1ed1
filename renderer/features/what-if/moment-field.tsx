// The moment of the question, on the clock of the branch. It runs with the clock until somebody sets another one; emptied, it is now again.

import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './pick-field.module.css';

/** How often the time of now is written anew; a minute is its smallest part. */
const TICK_MS = 10_000;

export function MomentField({ isNext }: { readonly isNext: boolean }) {
  const { t } = useTranslation();
  const { whatIf } = useDesk();
  const id = useId();
  const now = useNow(TICK_MS);
  const moment = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state.moment,
  );
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  const branch = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.branchName ?? '',
  );
  const shownNow = formatLocalMoment(now, zone);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {t('whatIf.when')}
      </label>
      <div className={styles.moment}>
        <input
          id={id}
          ref={isNext ? focusOnMount : null}
          data-autofocus={isNext || undefined}
          type="datetime-local"
          max="9999-12-31T23:59"
          className={styles.input}
          aria-describedby={`${id}-hint`}
          value={moment === '' ? shownNow : moment}
          onChange={({ currentTarget: { value } }) => whatIf.setMoment(value === shownNow ? '' : value)}
        />
        <DeskButton isDisabled={moment === ''} onPress={() => whatIf.setMoment('')}>
          {t('whatIf.now')}
        </DeskButton>
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {moment === '' ? t('whatIf.isNow') : t('whatIf.whenHint', { branch })}
      </p>
    </div>
  );
}
