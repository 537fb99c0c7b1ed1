// Signing in: a name, a PIN, Enter. Behind a lock the name stands there already, for the person who was gone for a moment; after that it is
// asked for, so that the next person's name is never typed as the PIN of a colleague.

import { useCallback, useEffect, useRef, useState, type FormEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { StopBanner, useIsShutOut } from '../../ui/desk-banners.tsx';
import { DemoStaff } from './demo-staff.tsx';
import { WaitsBehindLock } from '../../ui/leave-question.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './sign-in.module.css';

const SECOND_MS = 1_000;
/** A person who is back within this is most likely the one who left. */
const AWAY_MS = 30_000;

export function SignIn({ isLocked }: { readonly isLocked: boolean }) {
  const { t } = useTranslation();
  const desk = useDeskStore(
    ({ station }) => station.store,
    (state) => state.desk,
  );
  const staff = useDeskStore(
    ({ station }) => station.store,
    (state) => state.session?.staff ?? null,
  );
  const blanked = useDeskStore(
    ({ station }) => station.store,
    (state) => state.blanked,
  );
  const isShutOut = useIsShutOut();
  return (
    <main className={styles.place} data-locked={isLocked} aria-labelledby="sign-in-title">
      <section className={styles.card} aria-labelledby="sign-in-title">
        <header className={styles.head}>
          {/* In practice the name of the desk shows it already. */}
          {desk?.isPractice !== true && <p className={styles.library}>{desk?.libraryName}</p>}
          <h1 id="sign-in-title" className={styles.title}>
            {isLocked && <Icon name="lock" size={20} />}
            {isLocked ? t('signIn.locked') : desk?.name}
          </h1>
          {isLocked && staff !== null && !isShutOut && (
            <p className={styles.text}>{t('signIn.lockedFor', { staff })}</p>
          )}
          {isLocked && !isShutOut && <WaitsBehindLock className={styles.text} />}
          {isLocked && blanked !== null && <p className={styles.text}>{t(`signIn.allLocked.${blanked}`)}</p>}
        </header>
        <StopBanner />
        {!isShutOut && <SignInParts lockedStaff={isLocked ? staff : null} isLocked={isLocked} />}
        <footer className={styles.foot}>
          <LanguageSwitch />
          <ActionButton id="help" look="quiet" />
        </footer>
      </section>
    </main>
  );
}

/** Fields of signing in. */
function SignInParts({ lockedStaff, isLocked }: { readonly lockedStaff: string | null; readonly isLocked: boolean }) {
  const { t } = useTranslation();
  const demo = useDeskStore(
    ({ station }) => station.store,
    (state) => state.desk?.demo ?? null,
  );
  const nameField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);
  const form = useSignInForm(lockedStaff, nameField, pinField);
  return (
    <>
      <form className={styles.form} onSubmit={form.submit}>
        <Field
          label={t('signIn.name')}
          value={form.name}
          onChange={form.setName}
          // Typed blind into the name, a PIN is not to be read on the screen.
          isHidden={/^\d+$/.test(form.name)}
          hasError={form.error !== null}
          autoComplete="off"
          ref={nameField}
        />
        <Field
          label={t('signIn.pin')}
          value={form.pin}
          onChange={form.setPin}
          isSecret
          hasError={form.error !== null}
          ref={pinField}
        />
        <p className={styles.error} role="alert">
          {form.missing === null ? <Refused error={form.error} onOver={form.forget} /> : t(`signIn.${form.missing}`)}
        </p>
        <DeskButton look="main" isSubmit isDisabled={form.isBusy} after={<EnterKey />}>
          {form.isBusy ? t('signIn.wait') : isLocked ? t('signIn.unlock') : t('signIn.submit')}
        </DeskButton>
      </form>
      <ScansWait />
      {demo !== null && <DemoStaff staff={demo.staff} onChoose={form.signIn} />}
    </>
  );
}

type RefusedProps = { readonly error: BridgeError | null; readonly onOver: () => void };

/** Why a person is not let in; where that ends by itself, the seconds run down. */
function Refused({ error, onOver }: RefusedProps) {
  if (error === null) return null;
  const { message, waitS } = error;
  return waitS === undefined ? sentence(message) : <Countdown message={message} waitS={waitS} onOver={onOver} />;
}

/** Announced once, at its beginning: a screen reader that read each second would read nothing else. */
function Countdown({
  message,
  waitS,
  onOver,
}: {
  readonly message: string;
  readonly waitS: number;
  readonly onOver: () => void;
}) {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const [untilMono] = useState(() => clock.mono() + waitS * SECOND_MS);
  const [left, setLeft] = useState(waitS);
  useEffect(
    () =>
      clock.every(SECOND_MS, () => {
        const seconds = Math.ceil((untilMono - clock.mono()) / SECOND_MS);
        if (seconds > 0) setLeft(seconds);
        else onOver();
      }),
    [clock, untilMono, onOver],
  );
  return (
    <>
      <span className="unseen">{sentence(message)}</span>
      <span aria-hidden="true" data-testid="lock-left">
        {t('signIn.tooMany', { seconds: left })}
      </span>
    </>
  );
}

/** Scans before the sign-in are kept, and their number is shown. */
function ScansWait() {
  const { t } = useTranslation();
  const count = useDeskStore(
    ({ work }) => work.store,
    (state) => state.queued.length,
  );
  return count === 0 ? null : <p className={styles.text}>{t('signIn.scansWait', { count })}</p>;
}

type Missing = 'needName' | 'needPin' | 'lockOver';

type SignInForm = {
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly pin: string;
  readonly setPin: (pin: string) => void;
  readonly error: BridgeError | null;
  /** The field that was empty when Enter was pressed; null = it may be pressed again. */
  readonly missing: Missing | null;
  readonly isBusy: boolean;
  readonly submit: (event: FormEvent) => void;
  readonly signIn: (name: string, pin: string) => void;
  /** After a refusal it may be tried again. */
  readonly forget: () => void;
};

type FieldRef = RefObject<HTMLInputElement | null>;

function useSignInForm(lockedStaff: string | null, nameField: FieldRef, pinField: FieldRef): SignInForm {
  const { station, clock } = useDesk();
  const [name, setName] = useState(lockedStaff ?? '');
  const [beginsWith] = useState(name === '' ? 'name' : 'pin');
  const [pin, setPin] = useState('');
  const [error, setError] = useState<BridgeError | null>(null);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    (beginsWith === 'name' ? nameField : pinField).current?.focus();
  }, [beginsWith, nameField, pinField]);
  useEffect(() => {
    if (lockedStaff === null) return undefined;
    return clock.after(AWAY_MS, () => {
      // The person who began to type is here.
      if (pinField.current?.value !== '') return;
      setName('');
      nameField.current?.focus();
    });
  }, [clock, lockedStaff, nameField, pinField]);
  const signIn = async (staff: string, secret: string): Promise<void> => {
    setBusy(true);
    setMissing(null);
    const refused = await station.signIn(staff.trim(), secret);
    setBusy(false);
    setPin('');
    setError(refused);
    if (refused !== null) pinField.current?.focus();
  };
  const forget = useCallback(() => {
    setError(null);
    setMissing('lockOver');
  }, []);
  return {
    forget,
    name,
    setName,
    pin,
    setPin,
    error,
    missing,
    isBusy,
    submit(event) {
      event.preventDefault();
      // Enter in a filled field goes on to the empty one; only Enter in an empty one shows the fault.
      const isInPin = document.activeElement === pinField.current;
      if (name.trim() === '') {
        setMissing('needName');
        nameField.current?.focus();
      } else if (pin === '') {
        if (isInPin) setMissing('needPin');
        pinField.current?.focus();
      } else if (!isBusy) void signIn(name, pin);
    },
    signIn: (staff, secret) => void signIn(staff, secret),
  };
}
