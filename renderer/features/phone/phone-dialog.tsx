// A code by phone for a person at another desk: first the number is read, which shows the request; then the person who allows it gives their PIN.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneGiven } from '../../../shared/views/phone.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './phone-dialog.module.css';

export function PhoneDialog() {
  const { t } = useTranslation();
  const { phoneGive } = useDesk();
  const [desk, setDesk] = useState('');
  const [challenge, setChallenge] = useState('');
  const [pin, setPin] = useState('');
  const [missing, setMissing] = useState<'noDesk' | 'noNumber' | 'noPin' | null>(null);
  const { read, isBusy, error } = useDeskStore(
    (parts) => parts.phoneGive.store,
    (state) => state,
  );
  const isRead = read !== null && read.heard.desk === desk.trim() && read.heard.challenge === challenge.trim();
  const isGiven = isRead && read.given.code !== null;
  const lacking = (): typeof missing => {
    if (desk.trim() === '') return 'noDesk';
    if (challenge.trim() === '') return 'noNumber';
    return isRead && pin === '' ? 'noPin' : null;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacks = lacking();
    setMissing(lacks);
    if (lacks !== null) return;
    setPin('');
    void phoneGive.send({ desk: desk.trim(), challenge: challenge.trim() }, isRead ? pin : null);
  };
  const wrong = missing === null ? sentence(error?.message ?? '') : t(`phone.${missing}`);
  return (
    <Dialog title={t('phone.giveTitle')} size={560} hasOwnFocus>
      <form className={styles.form} aria-label={t('phone.giveTitle')} onSubmit={submit}>
        <p>{t('phone.giveText')}</p>
        <div className={styles.fields}>
          <Field label={t('phone.desk')} value={desk} onChange={setDesk} name="phone-desk" ref={focusFirst} />
          <Field label={t('phone.number')} value={challenge} onChange={setChallenge} name="phone-number" />
        </div>
        {isRead && <Asked given={read.given} />}
        {isRead && !isGiven && (
          <div className={styles.fields}>
            <Field label={t('override.pin')} value={pin} onChange={setPin} isSecret name="phone-pin" ref={focusFirst} />
          </div>
        )}
        {!isGiven && <FormFoot wrong={wrong} send={t(isRead ? 'phone.give' : 'phone.read')} isBusy={isBusy} />}
      </form>
    </Dialog>
  );
}

/** After the focus trap of the dialog, which sets it by itself. */
function focusFirst(field: HTMLElement | null): void {
  field?.setAttribute('data-autofocus', 'true');
  field?.focus();
}

function Asked({ given }: { readonly given: PhoneGiven }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { desk, rights, limitMinor, code } = given;
  return (
    <div className={styles.asked} aria-live="polite" data-testid="phone-asked">
      <p>{t('phone.asks', { desk })}</p>
      <ul>
        {rights.map((right) => (
          <li key={right}>{isKnownWord('may', right) ? t(`may.${right}`) : t('may.other')}</li>
        ))}
        {limitMinor !== 0 && (
          <li>{limitMinor === null ? t('phone.anyAmount') : t('phone.upTo', { amount: money.say(limitMinor) })}</li>
        )}
      </ul>
      {code !== null && (
        <>
          <p>{t('phone.readCode')}</p>
          <p className={styles.code} data-testid="phone-code">
            {code}
          </p>
        </>
      )}
    </div>
  );
}
