// Blocks of the account: effect, reason, author and end of each; set and lifted in place.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { PatronBlockView } from '../../../shared/views/patron-blocks.ts';
import type { PatronView } from '../../../shared/views/patron.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { sentence } from '../../text/sentence.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { DayField } from '../../ui/labeled.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import styles from './account.module.css';

const KINDS = ['borrowing', 'holds', 'renewals'] as const;
type Kind = (typeof KINDS)[number];

export function BlockForm({ card, onClose }: { readonly card: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { accounts, link, play } = useDesk();
  const [kinds, setKinds] = useState<readonly Kind[]>(['borrowing']);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [error, setError] = useState<BridgeError | null>(null);
  const isReady = kinds.length > 0 && reason.trim() !== '';
  const send = async (): Promise<void> => {
    const answer = await link.act('patron.block', {
      card,
      kinds: [...kinds],
      until: until === '' ? null : until,
      reason: reason.trim(),
    });
    const fault = faultOf(answer);
    play(fault === null ? 'done' : 'refused');
    if (fault !== null) return setError(fault);
    onClose();
    accounts.say(t('block.setDone', { reason: reason.trim() }));
  };
  return (
    <InlineForm
      className={styles.form}
      name={t('block.set')}
      send={t('block.setDo')}
      wrong={error?.message ?? null}
      isReady={isReady}
      onSend={() => void send()}
      onCancel={onClose}
    >
      <fieldset className={styles.kinds}>
        <legend>{t('block.what')}</legend>
        {KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={() => setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind])}
            />
            {t(`block.${kind}`)}
          </label>
        ))}
      </fieldset>
      <div className={styles.fields}>
        <Field
          label={t('account.required', { field: t('block.reason') })}
          value={reason}
          onChange={setReason}
          ref={focusOnMount}
          name="block-reason"
        />
        <DayField
          label={`${t('block.until')} · ${t('block.untilHint')}`}
          name="block-until"
          value={until}
          onChange={setUntil}
        />
      </div>
    </InlineForm>
  );
}

export function Blocks({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const { accounts } = useDesk();
  const isLifting = useDeskStore(
    (desk) => desk.accounts.store,
    ({ asked }) => asked?.card === view.card && asked.form === 'lift',
  );
  if (view.blocks.length === 0) return null;
  const first = view.blocks.find(({ isTheirs }) => !isTheirs);
  return (
    <section aria-label={t('block.title')} className={styles.marks}>
      <ul>
        {view.blocks.map((block) => (
          <Block
            key={block.block}
            card={view.card}
            block={block}
            isMeant={isLifting && block === first}
            onEnd={() => accounts.ask(view.card, null)}
          />
        ))}
      </ul>
    </section>
  );
}

type BlockProps = { readonly card: string; readonly block: PatronBlockView };

/** `isMeant`: its lift was asked for elsewhere. */
type AskedBlockProps = BlockProps & { readonly isMeant: boolean; readonly onEnd: () => void };

function Block({ card, block, isMeant, onEnd }: AskedBlockProps) {
  const { t } = useTranslation();
  const [isPressed, setPressed] = useState(false);
  const isAsked = isPressed || isMeant;
  const show = (isShown: boolean): void => {
    setPressed(isShown);
    if (isMeant) onEnd();
  };
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.unblock'),
  );
  const what = block.kinds.length === 0 ? t('block.nothing') : block.kinds.map((kind) => t(`block.${kind}`)).join(', ');
  const facts = [
    t('block.since', { when: block.setText }),
    block.untilText === null ? t('block.noEnd') : t('block.ends', { when: block.untilText }),
    ...(block.by === null ? [] : [t('block.by', { who: block.by })]),
  ];
  return (
    <li>
      <div className={styles.mark}>
        <Icon name="block" size={16} />
        <span className={styles.markText}>
          <strong>{what}</strong> · {block.reason}
          <span className={styles.note}>
            {facts.join(' · ')}
            {block.isTheirs && ` · ${t('block.theirs')}`}
            {!block.isTheirs && !may && ` · ${sentence(t('block.mayLift', { who: whoMay(t, 'patron.unblock') }))}`}
          </span>
        </span>
        {may && !block.isTheirs && (
          <DeskButton
            look="quiet"
            label={t('block.liftTitle', { reason: block.reason })}
            onPress={() => show(!isAsked)}
          >
            {t('block.lift')}
          </DeskButton>
        )}
      </div>
      {isAsked && may && <LiftForm card={card} block={block} onClose={() => show(false)} />}
    </li>
  );
}

function LiftForm({ card, block, onClose }: BlockProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { accounts, link, play } = useDesk();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<BridgeError | null>(null);
  const send = async (): Promise<void> => {
    const answer = await link.act('patron.unblock', { card, block: block.block, reason: reason.trim() });
    const fault = faultOf(answer);
    play(fault === null ? 'done' : 'refused');
    if (fault !== null) return setError(fault);
    onClose();
    accounts.say(t('block.lifted', { reason: block.reason }));
  };
  return (
    <InlineForm
      className={styles.form}
      name={t('block.liftTitle', { reason: block.reason })}
      send={t('block.liftDo')}
      wrong={error?.message ?? null}
      isReady={reason.trim() !== ''}
      onSend={() => void send()}
      onCancel={onClose}
    >
      <Field
        label={t('account.required', { field: t('block.liftWhy') })}
        value={reason}
        onChange={setReason}
        ref={focusOnMount}
        name="lift-reason"
      />
    </InlineForm>
  );
}
