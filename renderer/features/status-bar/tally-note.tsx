// The latest count of the reference tally, in one short word, with an undo.

import { useTranslation } from 'react-i18next';
import { TIER_NAMES } from '../../../shared/core/tally.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { Keys } from '../../ui/keys.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import styles from './status-bar.module.css';

export function TallyNote() {
  const { t } = useTranslation();
  const { tally } = useDesk();
  const language = useLanguage();
  const said = useDeskStore(
    (desk) => desk.tally.store,
    (state) => state.said,
  );
  return (
    <div className={styles.part} aria-live="polite" data-testid="tally-said">
      {said?.kind === 'counted' && (
        <>
          <strong className={styles.counted}>
            {t('tally.counted', { tier: TIER_NAMES[said.last.tier][language] })}
          </strong>
          <button type="button" className={styles.undo} onClick={() => void tally.undo(said.last)}>
            {t('action.undoShort')} <Keys id="undo" />
          </button>
        </>
      )}
      {said?.kind === 'undone' && <span>{t('tally.undone', { tier: TIER_NAMES[said.tier][language] })}</span>}
      {said?.kind === 'failed' && <span data-tone="warn">{said.error.message}</span>}
    </div>
  );
}
