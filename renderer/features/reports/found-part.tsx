// Lost property: the thing, where it is held, and the person it was given to.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogView } from '../../../shared/views/desk-log.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { LogField, LogForm, LogMoment, LogSection, momentTyped, useTyped, useZone, WhoWhen } from './log-form.tsx';
import styles from './log-part.module.css';

export function FoundPart() {
  const { t } = useTranslation();
  const found = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.found,
  );
  return (
    <LogSection title={t('log.found')} about={t('log.foundAbout')}>
      <ul className={styles.rows}>
        {(found ?? []).map((one) => (
          <Thing key={one.id} found={one} />
        ))}
      </ul>
      <KeepForm />
    </LogSection>
  );
}

function KeepForm() {
  const { t } = useTranslation();
  const { log } = useDesk();
  const zone = useZone();
  const [thing, where, heldAt, at] = [
    useTyped('found.thing').trim(),
    useTyped('found.where'),
    useTyped('found.heldAt'),
    useTyped('found.at'),
  ];
  const keep = (): void => {
    if (thing !== '') void log.send('found', 'found.keep', { thing, where, heldAt, foundAt: momentTyped(at, zone) });
  };
  return (
    <LogForm form="found" name={t('log.keepFound')} send={t('log.keepFound')} onSend={keep}>
      <LogField field="found.thing" label={t('log.thing')} />
      <div className={styles.two}>
        <LogField field="found.where" label={t('log.foundWhere')} />
        <LogField field="found.heldAt" label={t('log.heldAt')} />
      </div>
      <LogMoment field="found.at" legend={t('log.when')} />
    </LogForm>
  );
}

function Thing({ found }: { readonly found: LogView['found'][number] }) {
  const { t } = useTranslation();
  const { log } = useDesk();
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  const [isGiving, setGiving] = useState(false);
  const { id, thing, where, foundAt, heldAt, ended } = found;
  const to = useTyped(`give/${id}.to`).trim();
  const facts = [
    moments.when(Date.parse(foundAt), now),
    where,
    heldAt === '' || ended !== null ? '' : t('log.isHeldAt', { place: heldAt }),
  ];
  const give = async (): Promise<void> => {
    if (await log.send(`give/${id}`, 'found.end', { found: id, to })) setGiving(false);
  };
  return (
    <li className={styles.entry} data-done={ended !== null}>
      <p className={styles.text}>{thing}</p>
      <span>{facts.filter((fact) => fact !== '').join(' · ')}</span>
      {ended === null ? (
        <WhoWhen {...found} />
      ) : (
        <span className={styles.who}>
          {t('log.givenTo', { to: ended.note })} <WhoWhen {...ended} />
        </span>
      )}
      {ended === null && !isGiving && (
        <span className={styles.actions}>
          <DeskButton look="quiet" onPress={() => setGiving(true)}>
            {t('log.giveOut')}
          </DeskButton>
        </span>
      )}
      {isGiving && (
        <InlineForm
          name={t('log.giveOut')}
          send={t('log.giveOut')}
          isReady={to !== ''}
          onSend={() => void give()}
          onCancel={() => setGiving(false)}
          className={styles.ending}
        >
          <LogField field={`give/${id}.to`} label={t('log.giveTo')} isFirst />
        </InlineForm>
      )}
    </li>
  );
}
