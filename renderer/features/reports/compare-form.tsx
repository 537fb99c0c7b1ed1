// The last step of closing: the counted amount beside the expected one, the reason for a difference, and the second counter.

import { Switch } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { isAboutPerson } from '../../ui/is-about-person.ts';
import { PersonFields } from '../../ui/person-fields.tsx';
import { DrawerResult } from './drawer-result.tsx';
import { StepsLeft } from './steps-left.tsx';
import { ShiftFoot } from '../../ui/shift/shift-foot.tsx';
import { useCount } from '../../ui/shift/use-count.ts';
import styles from '../../ui/shift/shift.module.css';

/** `isUncounted`: a person closes without counting, and does not see the expected amount before. */
type CompareFormProps = { readonly shift: ShiftView; readonly isUncounted: boolean };

export function CompareForm({ shift, isUncounted }: CompareFormProps) {
  const { t } = useTranslation();
  const desk = useDesk().shift;
  const closing = useClosing(shift, isUncounted);
  const { countedMinor, isOff, second, setSecond, isAlone, setAlone } = closing;
  const { expectedMinor } = shift;
  return (
    <form className={styles.form} aria-label={t('shift.closeNow')} onSubmit={closing.submit}>
      {expectedMinor !== null && (
        <DrawerResult countedMinor={countedMinor} expectedMinor={isUncounted ? null : expectedMinor} />
      )}
      {isOff && (
        <Field
          label={t('shift.reason')}
          hint={t('shift.reasonHint')}
          value={closing.reason}
          onChange={desk.setReason}
          ref={focusOnMount}
          name="shift-reason"
        />
      )}
      {countedMinor !== null && expectedMinor !== null && (
        <fieldset className={styles.person}>
          <legend>{t('shift.second')}</legend>
          {!isAlone && (
            <PersonFields given={second} onChange={setSecond} isFirst={!isOff} hasError={closing.hasError} />
          )}
          <Switch
            label={t('shift.alone')}
            checked={isAlone}
            onChange={(event) => setAlone(event.currentTarget.checked)}
          />
        </fieldset>
      )}
      <StepsLeft />
      <ShiftFoot missing={closing.missing} send={t('shift.closeNow')} isFirst={countedMinor === null}>
        <DeskButton onPress={() => desk.go(expectedMinor === null ? 'overview' : 'count')}>
          {t('shift.back')}
        </DeskButton>
      </ShiftFoot>
    </form>
  );
}

/** The typed fields of closing, and the effect of Enter. */
function useClosing({ expectedMinor }: ShiftView, isUncounted: boolean) {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const count = useCount();
  const [second, setSecond] = useState({ staff: '', pin: '' });
  const [isAlone, setAlone] = useState(false);
  const [missing, setMissing] = useState('');
  const { reason, error } = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state,
  );
  const countedMinor = expectedMinor === null || isUncounted ? null : count.countedMinor;
  const isOff = countedMinor !== null && countedMinor !== expectedMinor;
  const lacks = () => {
    if (isOff && reason.trim() === '') return 'shift.noReason';
    if (countedMinor === null || isAlone) return null;
    if (second.staff.trim() === '') return 'shift.noSecond';
    return second.pin === '' ? 'shift.noPin' : null;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = lacks();
    setMissing(lacking === null ? '' : t(lacking));
    if (lacking !== null) return;
    const isSigned = countedMinor !== null && !isAlone;
    setSecond({ ...second, pin: '' });
    void shift.close(isSigned ? { staff: second.staff.trim(), pin: second.pin } : null);
  };
  return {
    countedMinor,
    isOff,
    reason,
    second,
    setSecond,
    isAlone,
    setAlone,
    missing,
    hasError: isAboutPerson(error),
    submit,
  };
}
