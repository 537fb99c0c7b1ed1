// While the book drop is emptied: from when returns count, whether their late fees are waived and why, and how to end it.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import type { BookDrop } from '../../stores/work/work-state.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { ModeBanner } from '../../ui/mode-banner.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useLanguage } from '../../ui/use-moments.ts';
import { InlineForm } from '../../ui/inline-form.tsx';
import styles from './checkin-screen.module.css';

export function DropBanner() {
  const drop = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.bookDrop,
  );
  return drop === null ? null : <OpenDrop key={drop.startedAt} drop={drop} />;
}

function OpenDrop({ drop }: { readonly drop: BookDrop }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const [isAsking, setAsking] = useState(false);
  const mayWaive = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.waive'),
  );
  const { amnesty } = drop;
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  const closing = { dueAt: Date.parse(drop.returnedAt), grain: 'time', zone } as const;
  const when = sayDue(useLanguage(), closing, useNow(MINUTE_MS));
  return (
    <>
      <ModeBanner
        title={t('drop.title')}
        icon="shelf"
        ends="bookDrop"
        testId="book-drop"
        acts={
          <>
            {amnesty !== undefined && (
              <DeskButton look="quiet" onPress={() => work.setAmnesty(null)}>
                {t('amnesty.end')}
              </DeskButton>
            )}
            {amnesty === undefined && mayWaive && !isAsking && (
              <DeskButton look="quiet" onPress={() => setAsking(true)}>
                {t('amnesty.begin')}
              </DeskButton>
            )}
          </>
        }
      >
        {t('drop.counts', { when })} {amnesty !== undefined && <strong>{t('amnesty.on', { reason: amnesty })}</strong>}
      </ModeBanner>
      {isAsking && amnesty === undefined && <AmnestyForm onEnd={() => setAsking(false)} />}
    </>
  );
}

function AmnestyForm({ onEnd }: { readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const [reason, setReason] = useState('');
  return (
    <InlineForm
      className={styles.amnesty}
      name={t('amnesty.begin')}
      send={t('amnesty.do')}
      isReady={reason.trim() !== ''}
      onSend={() => {
        work.setAmnesty(reason.trim());
        onEnd();
      }}
      onCancel={onEnd}
    >
      <Field
        label={t('amnesty.reason')}
        hint={t('amnesty.reasonHint')}
        value={reason}
        onChange={setReason}
        ref={focusOnMount}
        name="amnesty-reason"
      />
      <p>{t('amnesty.what')}</p>
    </InlineForm>
  );
}
