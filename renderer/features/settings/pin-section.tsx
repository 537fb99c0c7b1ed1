// Another PIN for the person who is signed in, as for a student worker who was handed one on paper. The server keeps it, so it needs a line.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './staff-section.module.css';

type Typed = { readonly pin: string; readonly newPin: string; readonly again: string };
const NOTHING: Typed = { pin: '', newPin: '', again: '' };

export function PinSection() {
  const { t } = useTranslation();
  const { link } = useDesk();
  const [typed, setTyped] = useState<Typed>(NOTHING);
  const [wrong, setWrong] = useState('');
  const [isDone, setDone] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isOnline = useDeskStore(
    (desk) => desk.line.store,
    (line) => line.status?.online ?? false,
  );
  const save = async (): Promise<void> => {
    const { pin, newPin, again } = typed;
    setDone(false);
    if (pin === '') return setWrong(t('pin.lacks'));
    if (!/^\d{4,}$/.test(newPin)) return setWrong(t('pin.digits'));
    if (newPin !== again) return setWrong(t('pin.differ'));
    setBusy(true);
    setWrong('');
    const answer = await link.act('session.changePin', { pin, newPin });
    setBusy(false);
    if (!answer.ok) return setWrong(sentence(answer.error.message));
    setTyped(NOTHING);
    setDone(true);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  const field = (name: keyof Typed) => ({
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    isSecret: true,
    name: `own-${name}`,
  });
  return (
    <div className={styles.staff}>
      {!isOnline && <p>{t('pin.noLine')}</p>}
      <form className={styles.form} onSubmit={submit} aria-label={t('pin.title')}>
        <Field label={t('pin.now')} {...field('pin')} />
        <Field label={t('pin.new')} {...field('newPin')} />
        <Field label={t('pin.again')} {...field('again')} />
        {wrong !== '' && (
          <p className={styles.error} role="alert">
            {wrong}
          </p>
        )}
        <DeskButton look="main" isSubmit isDisabled={isBusy || !isOnline}>
          {t('pin.save')}
        </DeskButton>
      </form>
      {isDone && <output>{t('pin.done')}</output>}
    </div>
  );
}
