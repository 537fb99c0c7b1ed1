// The override form, in place of the answer it is about: what is lifted, the reason for the record, and a second person where the
// staff member may not lift it. Enter sends, Esc leaves it; a scan closes it and what was typed as the reason is kept.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { liftable, needsSecondPerson } from '../../stores/work/next-step.ts';
import type { Entry, OverrideForm as FormState } from '../../stores/work/work-state.ts';
import { whoHas, ReasonLines } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './override-form.module.css';

const PRESETS = ['override.preset1', 'override.preset2', 'override.preset3'] as const;

export function OverrideForm({ entry, form }: { readonly entry: Entry; readonly form: FormState }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const [staff, setStaff] = useState('');
  const [pin, setPin] = useState('');
  const reason = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.reasons[entry.id] ?? '',
  );
  if (entry.answer === null) return null;
  const reasons = liftable(entry.answer);
  const isSecond = needsSecondPerson(entry.answer);
  const isComplete = reason.trim() !== '' && (!isSecond || (staff.trim() !== '' && pin !== ''));
  const send = (): void => {
    if (isComplete) void work.override.send(isSecond ? { staff: staff.trim(), pin } : null);
    setPin('');
  };
  return (
    <form
      className={styles.form}
      aria-label={t('override.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2 className={styles.title}>
        <Icon name="key" size={20} />
        {t('override.title')} · {entry.title ?? entry.barcode}
      </h2>
      <ReasonLines reasons={reasons.map((one) => ({ ...one, mayOverride: true }))} most={6} />
      <div className={styles.fields}>
        <div className={styles.reason}>
          <Field
            label={t('override.why')}
            hint={t('override.reasonHint')}
            value={reason}
            onChange={(text) => work.override.setReason(entry.id, text)}
            ref={focusOnMount}
          />
          <div className={styles.presets}>
            {PRESETS.map((key) => (
              <DeskButton key={key} look="quiet" onPress={() => work.override.setReason(entry.id, t(key))}>
                {t(key)}
              </DeskButton>
            ))}
          </div>
        </div>
        {isSecond && (
          <fieldset className={styles.second}>
            <legend>{t('override.second')}</legend>
            <Field label={t('override.staff')} value={staff} onChange={setStaff} />
            <Field label={t('override.pin')} value={pin} onChange={setPin} isSecret hasError={form.error !== null} />
            <p className={styles.who}>{t('override.secondText', { who: whoMay(t, reasons) })}</p>
          </fieldset>
        )}
      </div>
      <div className={styles.foot}>
        <p className={styles.error} role="alert">
          {form.error?.message}
        </p>
        <DeskButton onPress={work.override.close} after={<Keys id="close" />}>
          {t('override.cancel')}
        </DeskButton>
        <DeskButton
          look="main"
          isSubmit
          isDisabled={!isComplete || form.isBusy}
          after={<kbd aria-hidden="true">Enter</kbd>}
        >
          {entry.act === 'renew' ? t('override.sendRenew') : t('override.send')}
        </DeskButton>
      </div>
    </form>
  );
}

/** Who may lift those reasons that the staff member signed in may not. */
function whoMay(t: Parameters<typeof whoHas>[0], reasons: ReturnType<typeof liftable>): string {
  const rights = reasons.filter((reason) => !reason.mayOverride).map((reason) => reason.right ?? '');
  return [...new Set(rights.map((right) => whoHas(t, right)))].join(' · ');
}
