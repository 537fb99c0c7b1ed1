// The version of the program in words: who installs new ones, when this desk looked for them, and why one that was found waits.

import { useTranslation } from 'react-i18next';
import { PROGRAM_VERSION } from '../../../shared/core/program-version.ts';
import { UPDATE_WORDS } from '../../../shared/core/update-words.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { UpdateView } from '../../../shared/views/update.ts';
import type { Moments } from '../../text/moments.ts';
import type { Translate } from '../../text/speak.ts';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import styles from './settings.module.css';

/** Null: it does not run as an installed program. */
type UpdateProps = { readonly update: UpdateView | null; readonly now: Instant };

export function UpdateWords({ update, now }: UpdateProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const language = useLanguage();
  const waits = update?.waits ?? null;
  const words = waits === null ? null : UPDATE_WORDS[waits.why];
  const todo = words?.todo ?? null;
  return (
    <div className={styles.update}>
      <p>{t('update.version', { version: update?.version ?? PROGRAM_VERSION })}</p>
      <p className={styles.note}>{sourceWords(t, moments, update, now)}</p>
      {waits !== null && words !== null && (
        <p data-testid="update-waits">
          {t('update.waits', { version: waits.version, why: words.why[language] })}
          {todo !== null && <span className={styles.note}>{todo[language]}</span>}
        </p>
      )}
    </div>
  );
}

function sourceWords(t: Translate, moments: Moments, update: UpdateView | null, now: Instant): string {
  if (update === null || update.by === 'hand') return t('update.byHand');
  if (update.by === 'system') return t('update.bySystem');
  if (update.lookedAt === null) return t('update.notLooked');
  const time = moments.lately(Date.parse(update.lookedAt), now);
  if (!update.isReached) return t('update.notReached', { time });
  return t(update.waits === null ? 'update.newest' : 'update.looked', { time });
}
