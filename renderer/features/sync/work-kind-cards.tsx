// Exceptions of one kind as cards, the first few at once, and one row of actions for all of them.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { ExceptionCard } from './exception-card.tsx';
import { ResolveNote } from './resolve-note.tsx';
import { commonActions, type WorkKind } from './work-groups.ts';
import styles from './exception-card.module.css';

const FIRST_SHOWN = 12;

export function WorkKindCards({ kind }: { readonly kind: WorkKind }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const { exceptions } = kind;
  const shown = isWhole ? exceptions : exceptions.slice(0, FIRST_SHOWN);
  return (
    <>
      {exceptions.length > 1 && <Together kind={kind} />}
      <ul className={styles.cards}>
        {shown.map((exception) => (
          <ExceptionCard key={exception.exceptionId} exception={exception} />
        ))}
      </ul>
      {shown.length < exceptions.length && (
        <DeskButton look="link" onPress={() => setWhole(true)}>
          {t('sync.showAll', { count: exceptions.length })}
        </DeskButton>
      )}
    </>
  );
}

function Together({ kind }: { readonly kind: WorkKind }) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const actions = commonActions(kind.exceptions);
  const ids = kind.exceptions.map(({ exceptionId }) => exceptionId);
  const form = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => (state.form !== null && state.form.ids.length > 1 && state.form.ids[0] === ids[0] ? state.form : null),
  );
  if (actions.length === 0) return null;
  return (
    <div className={styles.together}>
      <span>{t('sync.together', { count: ids.length })}</span>
      {form === null ? (
        actions.map((action) => (
          <DeskButton key={action} look="quiet" onPress={() => worklist.ask(ids, action)}>
            {t(`resolve.${action}`)}
          </DeskButton>
        ))
      ) : (
        <ResolveNote form={form} />
      )}
    </div>
  );
}
