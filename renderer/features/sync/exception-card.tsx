// One exception: how heavy, when, what differs, what to tell the patron, and what may be done. Never another patron's name.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/bridge/views/sync.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { lastFour } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { ResolveNote } from './resolve-note.tsx';
import styles from './exception-card.module.css';

const WEIGHT_WORDS = { 'act-now': 'sync.actNow', today: 'sync.today', note: 'sync.noteWeight' } as const;
const WEIGHT_TONES = { 'act-now': 'bad', today: 'warn', note: 'calm' } as const;
const TICK_MS = 60_000;

export function ExceptionCard({ exception }: { readonly exception: ExceptionView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const { code, weight, at, text, tellPatron, callNumber, title, item } = exception;
  return (
    <li className={styles.card} data-tone={WEIGHT_TONES[weight]} data-code={code} data-testid="exception">
      <p className={styles.weight}>
        <Icon name={weight === 'act-now' ? 'stop' : 'ask'} />
        {t(WEIGHT_WORDS[weight])}
      </p>
      <p className={styles.subject}>
        {callNumber !== null && <strong>{callNumber}</strong>}
        {title !== null && <span>{title}</span>}
      </p>
      <p className={styles.when}>
        {item !== undefined && <span>{lastFour(item)}</span>}
        <span>{moments.when(Date.parse(at), now)}</span>
      </p>
      <div className={styles.words}>
        <p>{text}</p>
        {tellPatron !== null && (
          <p className={styles.tell}>
            <strong>{t('sync.tell')}: </strong>“{tellPatron}”
          </p>
        )}
      </div>
      <CardActions exception={exception} />
    </li>
  );
}

function CardActions({ exception }: { readonly exception: ExceptionView }) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const { exceptionId, actions } = exception;
  const form = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => (state.form?.ids.length === 1 && state.form.ids[0] === exceptionId ? state.form : null),
  );
  if (form !== null) return <ResolveNote form={form} />;
  if (actions.length === 0) return <p className={styles.noRight}>{t('sync.noMayAct')}</p>;
  return (
    <div className={styles.actions}>
      {actions.map((action, index) => (
        <DeskButton
          key={action}
          look={index === 0 ? 'plain' : 'quiet'}
          onPress={() => worklist.ask([exceptionId], action)}
        >
          {t(`resolve.${action}`)}
        </DeskButton>
      ))}
    </div>
  );
}
