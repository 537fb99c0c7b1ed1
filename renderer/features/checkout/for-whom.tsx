// A proxy's card is at hand: chooses the borrower, by key or by press. The choice holds until the patron closes.

import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProxyLinkView } from '../../../shared/views/patron-proxies.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import { ariaKeys } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { sponsorsOf } from '../../stores/work/for-whom.ts';
import type { Translate } from '../../text/speak.ts';
import { Icon } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './for-whom.module.css';

export function ForWhom() {
  const { t } = useTranslation();
  const { work, onMac } = useDesk();
  const keys = useKeys();
  const view = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron?.view ?? null,
  );
  const chosen = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.forWhom,
  );
  const links = (view?.links ?? []).filter(({ role }) => role === 'sponsor');
  const sponsors = sponsorsOf(view);
  const over = links.filter(
    ({ fault, name, patronId }) =>
      (fault !== null || name === null) && sponsors.every((sponsor) => sponsor.patronId !== patronId),
  );
  if (view === null || links.length === 0) return null;
  const choose = (patronId: string | null): void => {
    work.borrowFor(sponsors.find((one) => one.patronId === patronId) ?? null);
    focusScanBox(document);
  };
  return (
    <fieldset
      className={styles.choice}
      aria-label={t('forWhom.title')}
      aria-keyshortcuts={ariaKeys('forWhom', onMac, keys)}
      data-chosen={chosen !== null}
      data-testid="for-whom"
    >
      <Icon name="patron" size={16} />
      <span className={styles.label} aria-hidden>
        {t('forWhom.for')}
      </span>
      <Pick name={t('forWhom.self')} isOn={chosen === null} onChoose={() => choose(null)} />
      {sponsors.map((one) => (
        <Pick
          key={one.patronId}
          name={one.name}
          isOn={chosen?.patronId === one.patronId}
          onChoose={() => choose(one.patronId)}
        />
      ))}
      {sponsors.length > 0 && <Keys id="forWhom" />}
      {over.map((link) => (
        <span key={link.link} className={styles.over}>
          {overText(link, t)}
        </span>
      ))}
    </fieldset>
  );
}

/** Why a sponsor cannot be chosen, and who can change it. */
function overText({ name, fault, endedText, untilText }: ProxyLinkView, t: Translate): string {
  if (fault === null) return t('forWhom.away');
  const who = name ?? t('proxy.elsewhere');
  return fault === 'revoked'
    ? t('forWhom.ended', { name: who, when: endedText ?? '' })
    : t('forWhom.expired', { name: who, when: untilText ?? '' });
}

type PickProps = { readonly name: string; readonly isOn: boolean; readonly onChoose: () => void };

function Pick({ name, isOn, onChoose }: PickProps) {
  return (
    <button
      type="button"
      className={styles.pick}
      aria-pressed={isOn}
      tabIndex={isOn ? 0 : -1}
      onKeyDown={walk}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {name}
    </button>
  );
}

function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.parentElement?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
