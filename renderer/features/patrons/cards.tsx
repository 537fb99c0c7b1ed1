// Cards and IDs of a patron, each with its state; added, replaced and ended in place.

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronCardView } from '../../../shared/views/patron-cards.ts';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isReady, type CardForm as Form, type CardKind } from '../../stores/cards-store.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Choice, DayField } from '../../ui/labeled.tsx';
import styles from './account.module.css';

const KINDS: readonly CardKind[] = ['barcode', 'campus-id', 'prox', 'phone', 'old-card'];

export function Cards({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const { cards } = useDesk();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.addCard'),
  );
  const form = useDeskStore(
    (desk) => desk.cards.store,
    (state) => (state.form?.card === view.card ? state.form : null),
  );
  const done = useDeskStore(
    (desk) => desk.cards.store,
    (state) => (state.done?.card === view.card ? state.done.step : null),
  );
  return (
    <section aria-label={t('cards.title')} className={styles.marks} data-testid="patron-cards">
      <ul>
        {view.cards.map((card) => (
          <CardLine key={card.number} view={view} card={card} may={may} form={form} />
        ))}
      </ul>
      {done !== null && (
        <output className={styles.done}>
          <Icon name="done" size={14} />
          {t(`cards.done_${done}`)}
        </output>
      )}
      {may && (
        <div className={styles.actions}>
          <DeskButton look="quiet" onPress={() => cards.open(view.card, 'add', null)}>
            {t('cards.add')}
          </DeskButton>
        </div>
      )}
      {form?.step === 'add' && <CardForm form={form} />}
    </section>
  );
}

type LineProps = {
  readonly view: PatronView;
  readonly card: PatronCardView;
  readonly may: boolean;
  readonly form: Form | null;
};

function CardLine({ view, card, may, form }: LineProps) {
  const { t } = useTranslation();
  const { cards } = useDesk();
  const { number, kind, issuer, fault, untilText } = card;
  const facts = [
    ...(issuer === null ? [] : [issuer]),
    ...(fault === null ? [] : [t(`cards.fault_${fault}`)]),
    ...(untilText === null || fault !== null ? [] : [t('cards.until', { when: untilText })]),
  ];
  const isEnded = fault !== null && fault !== 'expired';
  return (
    <li>
      <div className={styles.mark}>
        <Icon name={fault === null ? 'card' : 'no'} size={16} />
        <span className={styles.markText}>
          {t(`cards.kind_${kind}`)} <span className={styles.number}>{number}</span>
          {facts.length > 0 && <span className={styles.note}>{facts.join(' · ')}</span>}
        </span>
        {may && !isEnded && (
          <>
            <DeskButton
              look="quiet"
              label={t('cards.replaceTitle', { number })}
              onPress={() => cards.open(view.card, 'replace', card)}
            >
              {t('cards.replace')}
            </DeskButton>
            <DeskButton
              look="quiet"
              label={t('cards.endTitle', { number })}
              onPress={() => cards.open(view.card, 'end', card)}
            >
              {t('cards.end')}
            </DeskButton>
          </>
        )}
      </div>
      {form !== null && form.of?.number === number && <CardForm form={form} />}
    </li>
  );
}

function CardForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { cards } = useDesk();
  const { step, of, error } = form;
  const number = of?.number ?? '';
  const names = {
    add: t('cards.addTitle'),
    replace: t('cards.replaceTitle', { number }),
    end: t('cards.endTitle', { number }),
  };
  const verbs = { add: t('cards.addDo'), replace: t('cards.replaceDo'), end: t('cards.endDo') };
  return (
    <InlineForm
      className={styles.form}
      name={names[step]}
      send={verbs[step]}
      wrong={error?.message ?? null}
      isReady={isReady(form) && !form.isBusy}
      onSend={() => void cards.save()}
      onCancel={cards.cancel}
      aside={step !== 'add' && <span className={styles.note}>{t('cards.finds')}</span>}
    >
      <div className={styles.fields}>
        {step !== 'end' && <NewCardFields form={form} />}
        {step !== 'add' && <EndFields form={form} />}
      </div>
    </InlineForm>
  );
}

function NewCardFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { cards } = useDesk();
  const number = useRef<HTMLInputElement>(null);
  // A scan takes the focus to the scan box: here it comes back, so that Enter goes on.
  useEffect(() => number.current?.focus(), [form.scans]);
  return (
    <>
      <Field
        label={t('account.required', { field: t('cards.number') })}
        hint={t('cards.numberHint')}
        value={form.number}
        onChange={(text) => cards.change({ number: text })}
        ref={number}
        name="card-number"
      />
      <Choice
        label={t('cards.kind')}
        name="card-kind"
        value={form.kind}
        onChange={(text) => {
          const kind = KINDS.find((one) => one === text);
          if (kind !== undefined) cards.change({ kind });
        }}
        options={KINDS.map((kind) => ({ value: kind, name: t(`cards.kind_${kind}`) }))}
      />
      <Field
        label={t('cards.issuer')}
        hint={t('cards.issuerHint')}
        value={form.issuer}
        onChange={(issuer) => cards.change({ issuer })}
        name="card-issuer"
      />
      <DayField
        label={t('cards.untilDay')}
        name="card-until"
        value={form.until}
        onChange={(until) => cards.change({ until })}
      />
    </>
  );
}

function EndFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { cards } = useDesk();
  const whys = form.step === 'replace' ? (['replaced', 'lost'] as const) : (['lost', 'ended'] as const);
  return (
    <>
      <Choice
        label={t('cards.why')}
        name="card-why"
        value={form.why}
        onChange={(text) => {
          const why = whys.find((one) => one === text);
          if (why !== undefined) cards.change({ why });
        }}
        options={whys.map((why) => ({ value: why, name: t(`cards.why_${why}`) }))}
      />
      <Field
        label={t('account.required', { field: t('cards.reason') })}
        value={form.reason}
        onChange={(reason) => cards.change({ reason })}
        ref={form.step === 'end' ? focusOnMount : null}
        name="card-reason"
      />
    </>
  );
}
