// Under the answer of a check-in: missing parts, parts that are back, other findings, and the price of each part.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { photosFaultIn } from '../../stores/item-form.ts';
import type { PartsForm } from '../../stores/parts-store.ts';
import { mayDo } from '../../stores/station.ts';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MissingParts } from '../../ui/items/missing-parts.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './part-missing.module.css';

export function PartMissing() {
  const form = useDeskStore(
    (desk) => desk.parts.store,
    (state) => state.form,
  );
  return form === null ? null : <Form key={form.entryId} form={form} />;
}

function Form({ form }: { readonly form: PartsForm }) {
  const { t } = useTranslation();
  const { parts } = useDesk();
  const money = useMoney();
  const [isWrong, setWrong] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const mayCharge = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  const { payer, terms } = form;
  const photosFault = photosFaultIn(form.photos, form.seen);
  const wrongPhotos = isAsked ? photosFault : null;
  const isEmpty = form.missing.length === 0 && form.seen.trim() === '' && form.photos.trim() === '';
  const send = (): void => {
    const isTyped = form.charge.trim() !== '';
    const amountMinor = isTyped ? money.read(form.charge) : null;
    const isAmount = !isTyped || (amountMinor !== null && amountMinor > 0 && amountMinor <= MOST_MONEY_MINOR);
    setAsked(true);
    setWrong(!isAmount);
    if (isAmount && photosFault === null) void parts.send(amountMinor);
  };
  return (
    <InlineForm
      className={styles.form}
      name={t('parts.title')}
      send={t('parts.send')}
      wrong={
        form.error?.message ??
        (wrongPhotos !== null ? t(`record.${wrongPhotos}`) : null) ??
        (isWrong ? t('fees.badAmount', money.example(5)) : null)
      }
      isReady={!isEmpty && !form.isBusy}
      onSend={send}
      onCancel={parts.close}
    >
      <Before form={form} />
      <PartChoice form={form} />
      <div className={styles.fields}>
        <Field
          label={t('parts.seen')}
          hint={t('parts.seenHint')}
          value={form.seen}
          onChange={(seen) => parts.change({ seen })}
          name="parts-seen"
        />
        <Field
          label={t('record.photos')}
          hint={t('record.photosHint')}
          value={form.photos}
          onChange={(names) => parts.change({ photos: names })}
          hasError={wrongPhotos !== null}
          name="parts-photos"
        />
        {payer !== null && mayCharge && form.missing.length > 0 && (
          <Field
            label={t('parts.charge', { name: payer.name })}
            hint={terms.amountMinor === null ? t('mark.chargeHint') : money.plain(terms.amountMinor)}
            value={form.charge}
            onChange={(charge) => parts.change({ charge })}
            hasError={isWrong}
            name="parts-charge"
          />
        )}
      </div>
      {form.missing.length > 0 && (
        <p className={styles.note}>
          {form.justBack && t(terms.clockRuns ? 'parts.clockRuns' : 'parts.clock')} <Billing form={form} />
        </p>
      )}
    </InlineForm>
  );
}

/** The library's bill for missing parts, and its time. */
function Billing({ form: { terms, charge, justBack, missing, prices } }: { readonly form: PartsForm }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { billAfterDays: days, amountMinor: ofAll } = terms;
  if (charge.trim() !== '')
    return days === null || days === 0 ? t('parts.billedNow') : t('parts.billedIn', { count: days });
  if (days === null || !justBack) return t('parts.waits');
  const billed = missing.flatMap((part) => {
    const amountMinor = prices[part] ?? ofAll;
    return amountMinor === null ? [] : [{ part, amountMinor }];
  });
  const [first] = billed;
  if (first === undefined) return t('parts.noAmount');
  if (billed.length < missing.length || billed.some(({ amountMinor }) => amountMinor !== first.amountMinor)) {
    const list = billed.map(({ part, amountMinor }) => `${part} ${money.say(amountMinor)}`).join(', ');
    return days === 0 ? t('parts.pricesNow', { list }) : t('parts.pricesIn', { list, count: days });
  }
  const amount = money.say(first.amountMinor);
  return days === 0 ? t('parts.amountNow', { amount }) : t('parts.amountIn', { amount, count: days });
}

/** Parts that were missing before: each may be back. */
function Before({ form }: { readonly form: PartsForm }) {
  const { t } = useTranslation();
  const { parts } = useDesk();
  const returned = useDeskStore(
    (desk) => desk.parts.store,
    (state) => state.returned,
  );
  return (
    <>
      {returned !== null && (
        <output className={styles.done}>
          <Icon name="done" size={16} />
          {t('parts.isBack', { part: returned })} {form.before.length === 0 && t('parts.scanAgain')}
        </output>
      )}
      <MissingParts
        parts={form.before}
        clears={form.clears}
        isBusy={form.isBusy}
        onClears={(clears) => parts.change({ clears })}
        onBack={(part) => void parts.giveBack(part)}
      />
    </>
  );
}

function PartChoice({ form }: { readonly form: PartsForm }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { parts } = useDesk();
  const known = new Set(form.before.map(({ part }) => part));
  const here = form.parts.filter((part) => !known.has(part));
  if (here.length === 0) return null;
  return (
    <fieldset className={styles.parts}>
      <legend>{t(form.before.length === 0 ? 'parts.which' : 'parts.whichMore')}</legend>
      {here.map((part, index) => (
        <label key={part}>
          <input
            type="checkbox"
            ref={index === 0 ? focusOnMount : null}
            checked={form.missing.includes(part)}
            onChange={() => parts.toggle(part)}
          />
          {part}
          {form.prices[part] !== undefined && <span className={styles.price}>{money.say(form.prices[part])}</span>}
        </label>
      ))}
    </fieldset>
  );
}
