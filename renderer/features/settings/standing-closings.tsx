// Emergency closings that are not over, each with a button to take it back: first a preview of the dates that move back, then the act itself. Works
// without a line.

import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiftLook } from '../../../shared/views/closing.ts';
import type { RulesView } from '../../../shared/views/rules.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { momentsOf } from '../../text/moments.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { useLanguage } from '../../ui/use-moments.ts';
import styles from './hours.module.css';

type Closing = RulesView['closings'][number];

export function StandingClosings({ closings }: Pick<RulesView, 'closings'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const mayLift = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'close-branch'),
  );
  if (closings.length === 0) return isDone ? <output className={styles.done}>{t('closing.lifted')}</output> : null;
  return (
    <section aria-label={t('closing.standing')}>
      <h3 className={styles.heading}>{t('closing.standing')}</h3>
      <ul className={styles.list}>
        {closings.map((one) => (
          <Standing key={one.id} closing={one} isOpen={open === one.id}>
            {mayLift && open !== one.id && (
              <LiftButton
                closing={one}
                onPress={() => {
                  setDone(false);
                  setOpen(one.id);
                }}
              />
            )}
            {open === one.id && (
              <LiftForm
                closing={one}
                onEnd={(isLifted) => {
                  setOpen(null);
                  setDone(isLifted);
                }}
              />
            )}
          </Standing>
        ))}
      </ul>
      {isDone && <output className={styles.done}>{t('closing.lifted')}</output>}
    </section>
  );
}

type StandingProps = { readonly closing: Closing; readonly isOpen: boolean; readonly children: React.ReactNode };

function Standing({ closing, isOpen, children }: StandingProps) {
  const words = useClosingWords();
  return (
    <li data-open={isOpen}>
      <span>
        {words.name(closing)} <span className={styles.note}>{words.window(closing)}</span>
      </span>
      {children}
    </li>
  );
}

/** One that has begun is opened again, one that has not is taken back. */
function LiftButton({ closing, onPress }: { readonly closing: Closing; readonly onPress: () => void }) {
  const { t } = useTranslation();
  const words = useClosingWords();
  const label = words.act(closing);
  return (
    <DeskButton look="quiet" onPress={onPress} label={`${label}: ${words.name(closing)}`}>
      {t(`closing.${words.kind(closing)}More`)}
    </DeskButton>
  );
}

type LiftProps = { readonly closing: Closing; readonly onEnd: (isLifted: boolean) => void };

function LiftForm({ closing, onEnd }: LiftProps) {
  const { t } = useTranslation();
  const { link, hours } = useDesk();
  const words = useClosingWords();
  const [look, setLook] = useState<LiftLook | null>(null);
  const [wrong, setWrong] = useState('');
  const [isBusy, setBusy] = useState(false);
  const esc = useEsc(() => onEnd(false));
  const { id } = closing;
  useEffect(() => {
    const asking = { isOver: false };
    const ask = async (): Promise<void> => {
      const answer = await link.ask('branch.lookAtLift', { closing: id });
      if (asking.isOver) return;
      if (answer.ok) setLook(answer.value);
      else setWrong(sentence(answer.error.message));
    };
    void ask();
    return () => {
      asking.isOver = true;
    };
  }, [link, id]);
  const lift = async (): Promise<void> => {
    setBusy(true);
    setWrong('');
    const answer = await link.act('branch.liftClosing', { closing: id });
    setBusy(false);
    const fault = faultOf(answer);
    if (fault !== null) return setWrong(sentence(fault.message));
    await hours.refresh();
    onEnd(true);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void lift();
  };
  return (
    <form className={styles.check} data-esc="own" ref={esc} onSubmit={submit} aria-label={words.act(closing)}>
      {look !== null && (
        <div aria-live="polite">
          <ul className={styles.told}>
            <li>{t('closing.back', { count: look.loans })}</li>
            {look.shelf > 0 && <li>{t('closing.backShelf', { count: look.shelf })}</li>}
            <li>{t('closing.backStays')}</li>
          </ul>
          {!look.isFresh && <p className={styles.note}>{t('closing.offline')}</p>}
        </div>
      )}
      {wrong !== '' && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
      {look !== null && (
        <DeskButton look="main" isSubmit isDisabled={isBusy} isFirst>
          {words.act(closing)}
        </DeskButton>
      )}
      <DeskButton look="quiet" onPress={() => onEnd(false)}>
        {t('common.cancel')}
      </DeskButton>
    </form>
  );
}

function useClosingWords() {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const language = useLanguage();
  const now = clock.now();
  const kind = ({ from }: Closing) => (Date.parse(from) <= now ? 'openAgain' : 'takeBack');
  return {
    name: ({ branches, reason }: Closing): string => `${branches.join(', ')} · ${reason}`,
    window: ({ from, to, zone }: Closing): string => {
      const moments = momentsOf(language, zone);
      return `${moments.when(Date.parse(from), now)} – ${moments.when(Date.parse(to), now)}`;
    },
    kind,
    act: (closing: Closing): string => t(`closing.${kind(closing)}`),
  };
}
