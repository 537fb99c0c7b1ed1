// What was closed lately, and how: by what happened, by a later act, or by whom with what.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClosedException } from '../../../shared/bridge/views/sync.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { lastFour } from '../../text/moments.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './sync-screen.module.css';

export function Closed({ closed }: { readonly closed: readonly ClosedException[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.notes} data-testid="closed" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="check" />
        {t('sync.closed', { count: closed.length })}
      </summary>
      <ul>{isOpen && closed.map((one) => <ClosedRow key={one.exceptionId} closed={one} />)}</ul>
    </details>
  );
}

function ClosedRow({ closed: { code, title, item, how, action, staff } }: { readonly closed: ClosedException }) {
  const { t } = useTranslation();
  const kind = isKnownWord('exception', code) ? t(`exception.${code}`) : t('sync.newerKind');
  const what = [title, item === null ? null : lastFour(item)].filter((part) => part !== null).join(' ');
  return (
    <li>
      <span>
        <strong>{kind}</strong>
        {what !== '' && ` · ${what}`}: {howWords()}
      </span>
    </li>
  );

  function howWords(): string {
    if (how === 'event') return t('sync.closedByEvent');
    if (how === 'explained' || action === null) return t('sync.closedExplained');
    const done = t(`resolved.${action}`);
    return staff === '' ? done : t('sync.closedBy', { action: done, staff });
  }
}
