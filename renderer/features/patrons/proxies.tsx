// Proxies of an account, and sponsors whom it borrows for: in force or over, named and ended in place.

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import type { ProxyLinkView } from '../../../shared/views/patron-proxies.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import type { ProxyForm as Form } from '../../stores/proxies-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import type { Translate } from '../../text/speak.ts';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { DayField } from '../../ui/labeled.tsx';
import { EndWithReason } from './end-with-reason.tsx';
import { PatronField } from '../../ui/patron-field.tsx';
import styles from './account.module.css';

export function Proxies({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.endProxy'),
  );
  const form = useDeskStore(
    (desk) => desk.proxies.store,
    (state) => (state.form?.card === view.card ? state.form : null),
  );
  const isDone = useDeskStore(
    (desk) => desk.proxies.store,
    (state) => state.done === view.card,
  );
  if (view.links.length === 0 && form === null) return null;
  return (
    <section aria-label={t('proxy.title')} className={styles.marks} data-testid="patron-proxies">
      <ul>
        {view.links.map((link) => (
          <Link key={link.link} card={view.card} link={link} may={may} />
        ))}
      </ul>
      {isDone && (
        <output className={styles.done}>
          <Icon name="done" size={14} />
          {t('proxy.added')}
        </output>
      )}
      {form !== null && <ProxyForm form={form} />}
    </section>
  );
}

type LinkProps = { readonly card: string; readonly link: ProxyLinkView; readonly may: boolean };

function Link({ card, link, may }: LinkProps) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const { role, fault, groupName } = link;
  const name = link.name ?? t('proxy.elsewhere');
  return (
    <li>
      <div className={styles.mark}>
        <Icon name={fault === null ? 'patron' : 'no'} size={16} />
        <span className={styles.markText}>
          {t(role === 'proxy' ? 'proxy.borrowsFor' : 'proxy.mayBorrowFor', { name })}
          <span className={styles.note}>{[groupName, ...factsOf(link, t)].filter(Boolean).join(' · ')}</span>
        </span>
        {may && fault === null && (
          <DeskButton look="quiet" label={t('proxy.endTitle', { name })} onPress={() => setAsked(!isAsked)}>
            {t('proxy.end')}
          </DeskButton>
        )}
      </div>
      {isAsked && fault === null && <EndForm card={card} link={link} name={name} onClose={() => setAsked(false)} />}
    </li>
  );
}

/** How it stands: since when and until when, or how it ended. */
function factsOf(link: ProxyLinkView, t: Translate): readonly string[] {
  const { fault, sinceText, untilText, endedText, endedBy, by } = link;
  if (fault === 'revoked' && endedText !== null)
    return [t('proxy.ended', { when: endedText }), ...(endedBy === null ? [] : [t('block.by', { who: endedBy })])];
  if (fault === 'expired' && untilText !== null) return [t('proxy.expired', { when: untilText })];
  const ends = untilText === null ? t('proxy.noEnd') : t('block.ends', { when: untilText });
  return [t('block.since', { when: sinceText }), ends, t('block.by', { who: by })];
}

function ProxyForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { proxies } = useDesk();
  const card = useRef<HTMLInputElement>(null);
  // A scan takes the focus to the scan box: here it comes back, so that Enter goes on.
  useEffect(() => card.current?.focus(), [form.scans]);
  return (
    <InlineForm
      className={styles.form}
      name={t('proxy.addTitle')}
      send={t('proxy.addDo')}
      wrong={form.error?.message ?? null}
      isReady={form.proxy.trim() !== '' && !form.isBusy}
      onSend={() => void proxies.save()}
      onCancel={proxies.cancel}
      aside={<span className={styles.note}>{t('proxy.what')}</span>}
    >
      <div className={styles.fields}>
        <PatronField
          label={t('account.required', { field: t('proxy.card') })}
          card={form.proxy}
          onChange={(proxy) => proxies.change({ proxy })}
          ref={card}
          name="proxy-card"
        />
        <DayField
          label={`${t('block.until')} · ${t('proxy.untilHint')}`}
          name="proxy-until"
          value={form.until}
          onChange={(until) => proxies.change({ until })}
        />
        <Field
          label={t('proxy.note')}
          hint={t('proxy.noteHint')}
          value={form.reason}
          onChange={(reason) => proxies.change({ reason })}
          name="proxy-reason"
        />
      </div>
    </InlineForm>
  );
}

type EndProps = Omit<LinkProps, 'may'> & { readonly name: string; readonly onClose: () => void };

function EndForm({ card, link, name, onClose }: EndProps) {
  const { t } = useTranslation();
  const { accounts, proxies, link: desk } = useDesk();
  return (
    <EndWithReason
      title={t('proxy.endTitle', { name })}
      send={t('proxy.endDo')}
      name="proxy-end-reason"
      act={(reason) => desk.act('patron.endProxy', { card, link: link.link, reason })}
      onDone={() => {
        proxies.forget();
        accounts.say(t('proxy.endDone', { name }));
      }}
      onClose={onClose}
    />
  );
}
