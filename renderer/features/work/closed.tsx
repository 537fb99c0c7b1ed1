// Exceptions closed lately, with their end: by a fact, by a later act, or by a person and an action. Acts held behind
// one can still be taken in.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClosedException } from '../../../shared/views/sync.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { lastFour } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ConfirmForm } from '../../ui/confirm-form.tsx';
import { HeldActs } from './held-acts.tsx';
import styles from './exceptions-list.module.css';

const TICK_MS = 60_000;

export function Closed({ closed }: { readonly closed: readonly ClosedException[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.notes} data-testid="closed" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="done" />
        {t('sync.closed', { count: closed.length })}
      </summary>
      <ul>{isOpen && closed.map((one) => <ClosedRow key={one.exceptionId} closed={one} />)}</ul>
    </details>
  );
}

function ClosedRow({ closed }: { readonly closed: ClosedException }) {
  const { t } = useTranslation();
  const { code, title, item, how, action, staff } = closed;
  const kind = isKnownWord('exception', code) ? t(`exception.${code}`) : t('sync.newerKind');
  const what = [title, item === null ? null : lastFour(item)].filter((part) => part !== null).join(' ');
  return (
    <li>
      <span>
        <strong>{kind}</strong>
        {what !== '' && ` · ${what}`}: {howWords()}
      </span>
      {closed.mayRelease === true && <TakeIn closed={closed} />}
    </li>
  );

  function howWords(): string {
    if (how === 'event') return t('sync.closedByEvent');
    if (how === 'explained' || action === null) return t('sync.closedExplained');
    const done = t(`resolved.${action}`);
    return staff === '' ? done : t('sync.closedBy', { action: done, staff });
  }
}

/** An act that is held still, though a person left it out. */
function TakeIn({ closed }: { readonly closed: ClosedException }) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const [isAsked, setAsked] = useState(false);
  const now = useNow(TICK_MS);
  if (!isAsked) {
    return (
      <DeskButton
        look="quiet"
        onPress={() => {
          setAsked(true);
          void worklist.lookAtHeld(closed.exceptionId);
        }}
      >
        {t('sync.releaseHeld')}
      </DeskButton>
    );
  }
  return (
    <ConfirmForm
      className={styles.takeIn}
      yes={t('sync.sure')}
      onYes={() => worklist.takeIn(closed)}
      onCancel={() => setAsked(false)}
    >
      <strong>{t('sync.releaseHeld')}?</strong>
      <span>{t('sync.releaseHeldEffect')}</span>
      <HeldActs exceptionId={closed.exceptionId} now={now} />
    </ConfirmForm>
  );
}
