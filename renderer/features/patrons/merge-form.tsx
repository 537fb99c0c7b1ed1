// Two accounts of one person, side by side: which stays is chosen, with a reason. There is no way back, so both are seen first.

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { PatronDetails, PatronSummary, PatronView } from '../../../shared/views/patron.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { lastFour, sayBirthDate } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import { InlineForm } from '../../ui/inline-form.tsx';
import styles from './account.module.css';

/** As many accounts of a name as are offered. */
const MOST_FOUND = 6;

/** An account in the comparison: its debt and its owner's details open on a key, so they are fetched. */
type Side = { readonly view: PatronView; readonly details: PatronDetails | null };

type MergeFormProps = {
  readonly view: PatronView;
  /** The other account, where it is known; null = its card is asked for. */
  readonly other: string | null;
  readonly onClose: () => void;
};

export function MergeForm({ view, other, onClose }: MergeFormProps) {
  const { t } = useTranslation();
  const { accounts, link, play, work } = useDesk();
  const [card, setCard] = useState(other ?? '');
  const [sides, setSides] = useState<readonly [Side, Side] | null>(null);
  const [stays, setStays] = useState(view.card);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<BridgeError | string | null>(null);
  const [found, setFound] = useState<readonly PatronSummary[]>([]);
  const sideOf = async (one: PatronView): Promise<Side> => {
    const details = await link.ask('patron.details', { card: one.card });
    return { view: one, details: details.ok ? details.value : null };
  };
  // A card is that account; anything else is looked for as on Patrons.
  const show = async (typed: string): Promise<void> => {
    const answer = await link.ask('patron.view', { card: typed });
    if (!answer.ok) {
      const hits = await link.ask('patron.find', { query: typed, limit: MOST_FOUND });
      const others = hits.ok ? hits.value.patrons.filter((one) => one.card !== view.card) : [];
      const [only, ...more] = others;
      if (only !== undefined && more.length === 0) return show(only.card);
      setFound(others);
      return setError(others.length === 0 ? answer.error : null);
    }
    if (answer.value.patronId === view.patronId) return setError(t('account.mergeSame'));
    setError(null);
    setSides([await sideOf(view), await sideOf(answer.value)]);
  };
  const isShown = useRef(false);
  useEffect(() => {
    if (other === null || isShown.current) return;
    isShown.current = true;
    void show(other);
  });
  const merge = async ([one, two]: readonly [Side, Side]): Promise<void> => {
    const goes = one.view.card === stays ? two.view.card : one.view.card;
    const answer = await link.act('patron.merge', { card: goes, into: stays, reason: reason.trim() });
    const fault = faultOf(answer);
    play(fault === null ? 'done' : 'refused');
    if (fault !== null) return setError(fault);
    // The account that stays comes first: keys pressed once the form is gone are meant for it.
    await work.openPatron(stays);
    onClose();
    accounts.say(t('account.merged', { card: lastFour(goes) }));
  };
  return (
    <InlineForm
      className={styles.form}
      name={t('account.mergeTitle')}
      send={sides === null ? t('account.mergeFind') : t('account.mergeDo')}
      wrong={typeof error === 'string' ? error : (error?.message ?? null)}
      isReady={(sides === null ? card : reason).trim() !== ''}
      onSend={() => void (sides === null ? show(card.trim()) : merge(sides))}
      onCancel={onClose}
    >
      {sides === null ? (
        <>
          <Field label={t('account.mergeCard')} value={card} onChange={setCard} ref={focusOnMount} name="merge-card" />
          <Found patrons={found} onChoose={(one) => void show(one.card)} />
        </>
      ) : (
        <>
          <SideBySide sides={sides} stays={stays} onStays={setStays} />
          <p className={styles.note}>{t('account.mergeText')}</p>
          <Field
            label={t('account.mergeReason')}
            value={reason}
            onChange={setReason}
            ref={focusOnMount}
            name="merge-why"
          />
        </>
      )}
    </InlineForm>
  );
}

type FoundProps = { readonly patrons: readonly PatronSummary[]; readonly onChoose: (one: PatronSummary) => void };

function Found({ patrons, onChoose }: FoundProps) {
  const { t } = useTranslation();
  if (patrons.length === 0) return null;
  return (
    <ul className={styles.alike} aria-label={t('find.label')}>
      {patrons.map((one) => (
        <li key={one.card}>
          <DeskButton look="quiet" onPress={() => onChoose(one)}>
            {one.name} · {lastFour(one.card)} · {one.groupName}
          </DeskButton>
        </li>
      ))}
    </ul>
  );
}

type SideBySideProps = {
  readonly sides: readonly [Side, Side];
  readonly stays: string;
  readonly onStays: (card: string) => void;
};

function SideBySide({ sides, stays, onStays }: SideBySideProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows: readonly { readonly label: string; readonly text: (side: Side) => string }[] = [
    { label: t('account.mergeCards'), text: ({ view }) => view.card },
    { label: t('account.group'), text: ({ view }) => view.groupName },
    { label: t('account.home'), text: ({ view }) => view.homeName },
    { label: t('account.mergeLoans'), text: ({ view }) => String(view.counts.out) },
    { label: t('account.mergeHolds'), text: ({ view }) => String(view.counts.holds) },
    { label: t('account.mergeFees'), text: ({ details }) => details?.owedText ?? '' },
    { label: t('account.birthDate'), text: ({ details }) => sayBirthDate(details?.birthDate ?? null, language) ?? '' },
    { label: t('account.email'), text: ({ details }) => details?.email ?? '' },
    { label: t('account.phones'), text: ({ details }) => details?.phones.join(', ') ?? '' },
  ];
  return (
    <table className={styles.sides}>
      <thead>
        <tr>
          <th scope="col">{t('account.mergeName')}</th>
          {sides.map(({ view }) => (
            <th key={view.card} scope="col">
              {view.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, text }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {sides.map((side) => (
              <td key={side.view.card}>{text(side)}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{t('account.mergeStays')}</th>
          {sides.map(({ view }) => (
            <td key={view.card}>
              <label>
                <input
                  type="radio"
                  name="merge-stays"
                  checked={stays === view.card}
                  onChange={() => onStays(view.card)}
                  aria-label={`${t('account.mergeStays')}: ${view.name}, ${view.card}`}
                />
              </label>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
