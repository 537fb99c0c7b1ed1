// Hands in the file of another desk: choose it, see its contents, send it, and read the server's answers.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarriedView, HandedIn } from '../../../shared/views/carry.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { giveBackFocus } from '../../desk/scan-box-focus.ts';
import { hasRight } from '../../stores/station.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { ConfirmForm } from '../../ui/confirm-form.tsx';
import styles from './line-panel.module.css';
import { errorWords } from '../../ui/worklist-said.tsx';

type BringProps = { readonly now: Instant; readonly isOnline: boolean };

export function BringPanel({ now, isOnline }: BringProps) {
  const { t } = useTranslation();
  const bring = useDeskStore(
    (desk) => desk.bring.store,
    (state) => state,
  );
  const mayBring = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'manage-desk'),
  );
  if (!mayBring) return null;
  return (
    <Panel title={t('bring.title')}>
      {bring.kind === 'asking' && bring.file.isOwn && <OwnFile file={bring.file} now={now} />}
      {bring.kind === 'asking' && !bring.file.isOwn && <AskOnce file={bring.file} now={now} isOnline={isOnline} />}
      {bring.kind !== 'asking' && (
        <>
          {bring.kind === 'idle' && <p className={styles.text}>{t('bring.what')}</p>}
          <div className={styles.actions}>
            <ActionButton id="bring" isDisabled={bring.kind === 'sending'} />
          </div>
        </>
      )}
      <output className={styles.carried} data-testid="brought">
        {bring.kind === 'sending' && t('bring.sending', { count: bring.file.acts, desk: bring.file.desk })}
        {bring.kind === 'done' && <Answered file={bring.file} handed={bring.handed} />}
        {bring.kind === 'too-large' && t('bring.tooLarge')}
        {bring.kind === 'failed' && errorWords(t, bring.error)}
      </output>
    </Panel>
  );
}

function AskOnce({ file, now, isOnline }: BringProps & { readonly file: CarriedView }) {
  const { t } = useTranslation();
  const { bring } = useDesk();
  return (
    <ConfirmForm
      className={styles.ask}
      rowClass={styles.actions}
      yes={t('bring.send')}
      onYes={bring.send}
      onCancel={bring.cancel}
    >
      <Holds file={file} now={now} />
      <p>{t(file.isSealed ? 'bring.sealed' : 'bring.readable')}</p>
      {!isOnline && <p>{t('bring.offline')}</p>}
    </ConfirmForm>
  );
}

/** A file that this desk wrote: its acts are all here already, so there is nothing to confirm. */
function OwnFile({ file, now }: { readonly file: CarriedView; readonly now: Instant }) {
  const { t } = useTranslation();
  const { bring } = useDesk();
  useEffect(() => () => giveBackFocus(document), []);
  return (
    <div className={styles.ask}>
      <Holds file={file} now={now} />
      <p>{t('bring.own')}</p>
      <div className={styles.actions}>
        <DeskButton onPress={bring.cancel} isFirst after={<Keys id="close" />}>
          {t('common.close')}
        </DeskButton>
      </div>
    </div>
  );
}

function Holds({ file, now }: { readonly file: CarriedView; readonly now: Instant }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { acts, desk, exportedAt, firstAt, lastAt } = file;
  return (
    <>
      <p>
        <strong>{t('bring.holds', { count: acts, desk })}</strong>
      </p>
      {firstAt !== null && lastAt !== null && (
        <p>
          {t('bring.fromTo', {
            from: moments.when(Date.parse(firstAt), now),
            to: moments.when(Date.parse(lastAt), now),
          })}
        </p>
      )}
      <p>{t('bring.savedAt', { time: moments.when(Date.parse(exportedAt), now) })}</p>
    </>
  );
}

/** The server's answers, by outcome; and where it stopped, if it did. */
function Answered({ file, handed }: { readonly file: CarriedView; readonly handed: HandedIn }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { outcomes, own, stopped } = handed;
  const answers = Object.entries(outcomes).map(([outcome, count]) => {
    const words = isKnownWord('outcome', outcome) ? t(`outcome.${outcome}`) : t('outcome.unknown');
    return t('bring.answer', { count: moments.number(count), outcome: words });
  });
  return (
    <>
      {answers.length > 0 && <p>{t('bring.answered', { desk: file.desk, answers: answers.join(' · ') })}</p>}
      {own > 0 && <p>{t('bring.ownDone', { count: own })}</p>}
      {stopped !== null && (
        <p role="alert" data-tone="bad">
          {t(`stopped.${stopped.why}`, { act: moments.number(stopped.seq) })}
        </p>
      )}
      {stopped === null && own === 0 && <p>{t('bring.delete')}</p>}
    </>
  );
}
