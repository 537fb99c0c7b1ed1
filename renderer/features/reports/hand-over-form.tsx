// Handing a shift over: the next person gives their PIN. The drawer may be counted in between; if it is not right, both
// see it and give a reason before the handover.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { isAboutPerson } from '../../ui/is-about-person.ts';
import { PersonFields } from '../../ui/person-fields.tsx';
import { CountFields } from '../../ui/shift/count-fields.tsx';
import { DrawerResult } from './drawer-result.tsx';
import { ShiftFoot } from '../../ui/shift/shift-foot.tsx';
import { useCount } from '../../ui/shift/use-count.ts';
import styles from '../../ui/shift/shift.module.css';

export function HandOverForm({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const desk = useDesk().shift;
  const giving = useHandOver(shift);
  const { expectedMinor } = shift;
  return (
    <form className={styles.form} aria-label={t('shift.handOverTitle')} onSubmit={giving.submit}>
      {giving.isCompared ? (
        <>
          <DrawerResult countedMinor={giving.countedMinor} expectedMinor={expectedMinor} />
          <Field
            label={t('shift.reason')}
            hint={t('shift.reasonHint')}
            value={giving.reason}
            onChange={desk.setReason}
            ref={focusOnMount}
            name="shift-reason"
          />
        </>
      ) : (
        <>
          <p>{t('shift.handOverText')}</p>
          {expectedMinor !== null && <CountFields />}
        </>
      )}
      <fieldset className={styles.person}>
        <legend>{t('shift.handOverTitle')}</legend>
        <PersonFields
          given={giving.to}
          onChange={giving.setTo}
          isFirst={expectedMinor === null}
          hasError={isAboutPerson(giving.error)}
        />
      </fieldset>
      <ShiftFoot missing={giving.missing} send={t('shift.handOverSend')}>
        <DeskButton onPress={giving.goBack}>{t('shift.back')}</DeskButton>
      </ShiftFoot>
    </form>
  );
}

/** The typed fields of a hand-over, and the effect of Enter. */
function useHandOver({ expectedMinor }: ShiftView) {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const [to, setTo] = useState({ staff: '', pin: '' });
  const [missing, setMissing] = useState('');
  const [hasCompared, setCompared] = useState(false);
  const count = useCount();
  const { reason, error } = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state,
  );
  const countedMinor = expectedMinor === null ? null : count.countedMinor;
  const isOff = countedMinor !== null && countedMinor !== expectedMinor;
  const isCompared = hasCompared && isOff;
  const lacks = (): string => {
    const fault = expectedMinor === null ? '' : count.faultIf(false);
    if (fault !== '') return fault;
    if (to.staff.trim() === '') return t('shift.noStaff');
    if (to.pin === '') return t('shift.noPin');
    return isCompared && reason.trim() === '' ? t('shift.noReason') : '';
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = lacks();
    setMissing(lacking);
    if (lacking !== '') return;
    if (isOff && !isCompared) {
      if (expectedMinor !== null) shift.noteCount({ at: 'hand-over', countedMinor, expectedMinor });
      return setCompared(true);
    }
    setTo({ ...to, pin: '' });
    void shift.handOver({ staff: to.staff.trim(), pin: to.pin });
  };
  return {
    to,
    setTo,
    missing,
    isCompared,
    countedMinor,
    reason,
    error,
    submit,
    goBack: (): void => {
      setMissing('');
      if (isCompared) setCompared(false);
      else shift.go('overview');
    },
  };
}
