// The open shift: its start, its holder, its starting cash, the money in and out; handing over and closing.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../../shared/views/shift.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ShiftDone } from '../../stores/shift-store.ts';
import { hasRight, mayDo } from '../../stores/station.ts';
import { sayDay } from '../../text/moments.ts';
import { sentence } from '../../text/sentence.ts';
import { whoHas, whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { MoneyTable } from './money-table.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot, PlainFoot } from '../../ui/form-foot.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import styles from '../../ui/shift/shift.module.css';

export function Overview({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const store = useDesk().shift;
  const hasDrawer = shift.expectedMinor !== null;
  const mayHandle = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'handle-money'),
  );
  const done = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.done,
  );
  const isBlocked = hasDrawer && !mayHandle;
  return (
    <div className={styles.form}>
      {done !== null && <Done done={done} holder={shift.holder ?? ''} />}
      <Since shift={shift} />
      <StartingCash shift={shift} />
      {hasDrawer && mayHandle && <DrawerOpened />}
      {/* The expected amount is not shown before the drawer was counted. */}
      <MoneyTable shift={shift} />
      {isBlocked && <p className={styles.note}>{t('shift.needsRight', { who: whoHas(t, 'handle-money') })}</p>}
      <PlainFoot>
        <DeskButton isDisabled={isBlocked} onPress={() => store.go('hand-over')}>
          {t('shift.handOver')}
        </DeskButton>
        <DeskButton
          look={done === null ? 'main' : 'plain'}
          isFirst={done === null}
          isDisabled={isBlocked}
          onPress={() => store.go(hasDrawer ? 'count' : 'compare')}
        >
          {t('shift.close')}
        </DeskButton>
        {done !== null && <ToTheDesk />}
      </PlainFoot>
    </div>
  );
}

const DONE_WORDS = {
  opened: 'shift.doneOpened',
  corrected: 'shift.doneCorrected',
  'handed-over': 'shift.doneHandedOver',
} as const satisfies Readonly<Record<ShiftDone, string>>;

/** The result just now: a second Enter goes to the desk, and counts and closes nothing. */
function Done({ done, holder }: { readonly done: ShiftDone; readonly holder: string }) {
  const { t } = useTranslation();
  return (
    <output className={styles.done}>
      <Icon name="done" size={20} />
      {t(DONE_WORDS[done], { staff: holder })}
    </output>
  );
}

function ToTheDesk() {
  const { t } = useTranslation();
  const { work } = useDesk();
  return (
    <DeskButton look="main" isFirst onPress={() => void work.goTo('checkout')} after={<EnterKey />}>
      {t('shift.toDesk')}
    </DeskButton>
  );
}

/** The starting cash, its earlier value if corrected, and the button to correct it. */
function StartingCash({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const store = useDesk().shift;
  const moments = useMoments();
  const money = useMoney();
  const now = useNow(MINUTE_MS);
  const mayCorrect = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'shift.correct'),
  );
  const { startingCashMinor, corrections, expectedMinor } = shift;
  const amountOf = (minor: number | null): string => (minor === null ? t('shift.noCash') : money.say(minor));
  return (
    <div>
      <p className={styles.cash}>
        <span>
          {t('shift.startingCash')}: <strong>{amountOf(startingCashMinor)}</strong>
        </span>
        {mayCorrect && <DeskButton onPress={() => store.go('correct')}>{t('shift.correct')}</DeskButton>}
      </p>
      {corrections.length > 0 && (
        <ul className={styles.facts}>
          {corrections.map((one) => (
            <li key={one.at} className={styles.quiet}>
              {t('shift.corrected', {
                when: moments.when(Date.parse(one.at), now),
                staff: one.by,
                was: amountOf(one.wasMinor),
                amount: amountOf(one.startingCashMinor),
              })}{' '}
              “{one.reason}”
            </li>
          ))}
        </ul>
      )}
      {!mayCorrect && expectedMinor !== null && (
        <p className={styles.quiet}>{t('shift.correctNeeds', { who: whoMay(t, 'shift.correct') })}</p>
      )}
    </div>
  );
}

/** Notes that the drawer was opened without a sale, and why. */
function DrawerOpened() {
  const { t } = useTranslation();
  const { link, play } = useDesk();
  const [step, setStep] = useState<'closed' | 'asking' | 'sending' | 'noted'>('closed');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState('');
  const esc = useEsc(() => setStep('closed'));
  const send = async (): Promise<void> => {
    setStep('sending');
    const fault = faultOf(await link.act('drawer.open', { reason }));
    play(fault === null ? 'done' : 'refused');
    setStep(fault === null ? 'noted' : 'asking');
    if (fault === null) setReason('');
    else setWrong(sentence(fault.message));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isMissing = reason.trim() === '';
    setWrong(isMissing ? t('shift.drawer.noReason') : '');
    if (!isMissing) void send();
  };
  if (step === 'closed' || step === 'noted')
    return (
      <p className={styles.cash}>
        {step === 'noted' && <output>{t('shift.drawer.noted')}</output>}
        <DeskButton onPress={() => setStep('asking')}>{t('shift.drawer.open')}</DeskButton>
      </p>
    );
  return (
    <form className={styles.form} data-esc="own" ref={esc} aria-label={t('shift.drawer.title')} onSubmit={submit}>
      <Field
        label={t('shift.drawer.reason')}
        hint={t('shift.drawer.hint')}
        value={reason}
        onChange={setReason}
        name="drawer-reason"
      />
      <FormFoot wrong={wrong} send={t('shift.drawer.send')} isBusy={step === 'sending'}>
        <DeskButton onPress={() => setStep('closed')}>{t('shift.back')}</DeskButton>
      </FormFoot>
    </form>
  );
}

/** The counted amount at the hand-over, and whether it was right. */
function HandedCount({ countedMinor, overShortMinor, expectedMinor, reason }: ShiftView['handovers'][number]) {
  const { t } = useTranslation();
  const money = useMoney();
  if (expectedMinor === null) return null;
  if (countedMinor === null || overShortMinor === null) return <> · {t('shift.handedUncounted')}</>;
  const amount = money.say(Math.abs(overShortMinor));
  const key = overShortMinor === 0 ? 'shift.right' : overShortMinor > 0 ? 'shift.over' : 'shift.short';
  const words = [t('shift.handedCount', { amount: money.say(countedMinor) }), t(key, { amount })];
  return (
    <>
      {' · '}
      {words.join(' · ')}
      {reason !== '' && ` · “${reason}”`}
    </>
  );
}

function Since({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  const language = useLanguage();
  const { openedAt, openedBy, serviceDay, holder, handovers } = shift;
  return (
    <ul className={styles.facts}>
      {openedAt !== null && (
        <li>{t('shift.since', { when: moments.when(Date.parse(openedAt), now), staff: openedBy ?? '' })}</li>
      )}
      {handovers.map((one) => (
        <li key={one.at}>
          {t('shift.handed', { when: moments.when(Date.parse(one.at), now), from: one.from, to: one.to })}
          <HandedCount {...one} />
        </li>
      ))}
      {serviceDay !== null && <li>{t('shift.day', { day: sayDay(serviceDay, language) })}</li>}
      {holder !== null && <li>{t('shift.holder', { staff: holder })}</li>}
      {shift.overdue && (
        <li className={styles.overdue} data-tone="warn">
          <Icon name="late" />
          {t('shift.overdue')}
        </li>
      )}
    </ul>
  );
}
