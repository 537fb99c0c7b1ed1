// A hold from the patron's panel: a title found while typing, then any copy or one, and the pickup branch.

import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PatronHoldState } from '../../stores/patron-hold-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { HoldInTheWay } from '../../ui/hold-in-the-way.tsx';
import { HoldChoices } from '../../ui/hold-choices.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import { useEsc } from '../../ui/use-esc.ts';
import styles from './hold-for.module.css';

export function HoldFor({ card }: { readonly card: string }) {
  const { patronHold } = useDesk();
  const state = useDeskStore(
    (desk) => desk.patronHold.store,
    (all) => all,
  );
  if (state.card !== card) return null;
  return (
    <div className={styles.form} data-testid="hold-for">
      {state.title === null ? <FindTitle state={state} /> : <Ask state={state} title={state.title} />}
      {state.error !== null && (
        <p className={styles.error} role="alert">
          {state.error.message}
        </p>
      )}
      {state.placed !== null && state.placed.decision !== 'done' && (
        <div ref={scrollIntoSight}>
          <HoldInTheWay placed={state.placed} onOverride={(given) => void patronHold.place(given)} />
        </div>
      )}
      {state.placed?.decision === 'done' && <Placed state={state} />}
    </div>
  );
}

type StateProps = { readonly state: PatronHoldState };

function FindTitle({ state: { text, answeredText, found, selected, isAsked } }: StateProps) {
  const { t } = useTranslation();
  const { patronHold } = useDesk();
  const esc = useEsc(patronHold.close);
  const choose = (event: FormEvent): void => {
    event.preventDefault();
    void patronHold.choose();
  };
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    patronHold.select(selected === null ? 0 : Math.max(0, Math.min(found.length - 1, selected + step)));
  };
  return (
    <form
      className={styles.find}
      data-esc="own"
      data-typing="passing"
      ref={esc}
      aria-label={t('holdFor.title')}
      onSubmit={choose}
    >
      <div onKeyDown={walk} role="presentation">
        <Field
          label={t('holdFor.title')}
          hint={t('holdFor.hint')}
          value={text}
          onChange={patronHold.setText}
          ref={focusOnMount}
          name="hold-title"
        />
      </div>
      {isAsked && (
        <p className={styles.sub} role="alert">
          {t('holdFor.choose')}
        </p>
      )}
      <ul className={styles.found} aria-label={t('holdFor.found')}>
        {found.map((one, at) => (
          <li key={one.titleId}>
            <button
              type="button"
              className={styles.hit}
              aria-current={at === selected}
              onClick={() => void patronHold.choose(at)}
            >
              <span className={styles.name}>{[one.title, one.author].filter(Boolean).join(' · ')}</span>
              <span className={styles.sub}>
                {t('holdFor.copies', { available: one.available, count: one.copies })}
                {' · '}
                {t('holdFor.wouldBe', { position: one.holds + 1 })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {text.trim() !== '' && text === answeredText && found.length === 0 && (
        <p className={styles.sub}>{t('holdFor.none', { text })}</p>
      )}
    </form>
  );
}

function Ask({ state, title }: StateProps & { readonly title: NonNullable<PatronHoldState['title']> }) {
  const { t } = useTranslation();
  const { patronHold } = useDesk();
  const esc = useEsc(patronHold.back);
  const { copies, target, pickup, isBusy } = state;
  const place = (event: Pick<FormEvent, 'preventDefault'>): void => {
    event.preventDefault();
    void patronHold.place();
  };
  return (
    <form className={styles.find} data-esc="own" ref={esc} aria-label={t('hold.place')} onSubmit={place}>
      <p className={styles.name}>{[title.title, title.author].filter(Boolean).join(' · ')}</p>
      <p className={styles.sub}>{t('holdFor.wouldBe', { position: title.holds + 1 })}</p>
      <HoldChoices
        title={title}
        copies={copies}
        choice={{ pickup, target }}
        onChange={patronHold.change}
        onEnter={place}
        ref={focusOnMount}
      />
      <div className={styles.actions}>
        <DeskButton look="quiet" onPress={patronHold.back}>
          {t('holdFor.other')}
        </DeskButton>
        <DeskButton look="main" isSubmit isDisabled={isBusy} after={<EnterKey />}>
          {t('hold.place')}
        </DeskButton>
      </div>
    </form>
  );
}

function Placed({ state: { placed, position, recallable } }: StateProps) {
  const { t } = useTranslation();
  const { patronHold, work } = useDesk();
  const isOffline = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.online === false,
  );
  const name = placed?.patron?.name;
  return (
    <>
      <output className={styles.done} ref={scrollIntoSight}>
        <Icon name="done" />
        {[
          name === undefined ? t('hold.placed') : t('hold.placedFor', { name }),
          ...(position === null ? [] : [t('hold.placedAt', { position })]),
          ...(isOffline ? [t('hold.provisional')] : []),
        ].join(' · ')}
      </output>
      {recallable !== null && (
        <div className={styles.actions}>
          {recallable.told !== null && <span className={styles.sub}>{recallable.told}</span>}
          <DeskButton
            onPress={() => {
              patronHold.close();
              void work.goTo('checkout').then(() => work.recallItem(recallable));
            }}
          >
            {t('holdFor.recall')}
          </DeskButton>
        </div>
      )}
    </>
  );
}
