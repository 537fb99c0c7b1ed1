// Reasons against a hold, and the override where this person may lift all of them.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MethodOutput } from '../../shared/bridge/contract.ts';
import { DeskButton } from './desk-button.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import styles from './hold-in-the-way.module.css';

type InTheWayProps = {
  readonly placed: MethodOutput<'hold.place'>;
  readonly onOverride: (override: { readonly codes: string[]; readonly reason: string }) => void;
};

export function HoldInTheWay({ placed, onOverride }: InTheWayProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const left = placed.reasons.filter(({ overridden, effect }) => overridden !== true && effect !== 'alert');
  const mayAll = placed.decision === 'needs-override' && left.every(({ mayOverride }) => mayOverride);
  const override = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onOverride({ codes: left.map(({ code }) => code), reason: reason.trim() });
  };
  return (
    <div className={styles.refused} role="alert">
      <p className={styles.title}>
        <Icon name="no" /> {t('hold.notPlaced')}
      </p>
      <ul>
        {left.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      {mayAll && (
        <form className={styles.actions} onSubmit={override}>
          <Field label={t('override.why')} value={reason} onChange={setReason} name="hold-reason" />
          <DeskButton isSubmit>{t('action.override')}</DeskButton>
        </form>
      )}
    </div>
  );
}
